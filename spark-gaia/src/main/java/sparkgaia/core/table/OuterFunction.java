package sparkgaia.core.table;

/**
 * What local SGD does with the merged delta of a round before it becomes part of a row. It is computed by every region
 * for itself, from the same integers, so it must be a function of its arguments alone.
 */
public sealed interface OuterFunction {
    /** FedAvg: the merged delta is the change. */
    OuterFunction IDENTITY = new Identity();

    /** How many ints of state a row of this width needs. */
    int stateWidth(int width);

    /** Reads the merged delta and the row's state, and writes the row's change and its next state. */
    void change(int[] merged, int[] state, int[] change);

    /** DiLoCo: Nesterov's momentum over merged deltas. */
    static OuterFunction nesterov(double learningRate, double momentum) {
        Range.check("outer learning rate", learningRate, 0.0, 10.0);
        Range.check("outer momentum", momentum, 0.0, 0.999);
        return new Nesterov(learningRate, momentum);
    }

    /** No state; the change is the merged delta. */
    record Identity() implements OuterFunction {
        @Override
        public int stateWidth(int width) {
            return 0;
        }

        @Override
        public void change(int[] merged, int[] state, int[] change) {
            System.arraycopy(merged, 0, change, 0, merged.length);
        }

        @Override
        public String toString() {
            return "identity";
        }
    }

    /** State: one int a cell, the momentum on the table's own grid. */
    record Nesterov(double learningRate, double momentum) implements OuterFunction {
        @Override
        public int stateWidth(int width) {
            return width;
        }

        @Override
        public void change(int[] merged, int[] state, int[] change) {
            for (int i = 0; i < merged.length; i++) {
                double next = momentum * state[i] + merged[i];
                state[i] = Cells.toInt(Math.rint(next));
                change[i] =
                        Cells.toInt(Math.rint(learningRate * (momentum * state[i] + merged[i])));
            }
        }
    }
}
