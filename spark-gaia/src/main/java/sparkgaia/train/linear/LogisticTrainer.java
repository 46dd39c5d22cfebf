package sparkgaia.train.linear;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.OuterFunction;
import sparkgaia.core.table.Range;
import sparkgaia.core.table.TableSpec;
import sparkgaia.train.BadRecord;
import sparkgaia.train.Deltas;
import sparkgaia.train.Diverged;
import sparkgaia.train.Metrics;
import sparkgaia.train.RowSet;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Multinomial logistic regression by mini-batches. A clock takes the next {@code 1 / clocksPerEpoch} of the shard's
 * examples, in {@code innerSteps} mini-batches, each a step on the worker's own copy of the weights; what the copy has
 * moved by is the delta, weighted by the worker's share of the data. One inner step is one gradient of all data; more are
 * a round of local SGD.
 *
 * @param l2 half of this times the squared weights, the constant's not, is added to the mean loss
 * @param outer what a round's mean goes through under local SGD
 */
public record LogisticTrainer(
        int features,
        int classes,
        int clocksPerEpoch,
        int innerSteps,
        double learningRate,
        double l2,
        OuterFunction outer)
        implements Trainer<Example, LogisticShard> {
    /** The sum of the losses of a clock's examples, each before the step that it is part of. */
    public static final int LOSS = 0;

    /** How many examples there were in a clock. */
    public static final int EXAMPLES = 1;

    static final int SCALE = 22;
    static final int TABLE = 0;

    /** Of very many classes a few get most of the probability, and the spread grows. */
    private static final int CLASSES_THAT_STAY_ALIKE = 10;

    /** Softmax steps are bounded, so an overshooting run swings before it overflows; guessing alone is ln(classes). */
    private static final double LOSS_MAX = 100;

    /** What a cell can hold, less a margin for the sum of what is under way. */
    private static final double WEIGHT_MAX = Math.scalb(1.0, 30 - SCALE);

    public LogisticTrainer {
        new WeightLayout(features, classes);
        Range.check("clocks per epoch", clocksPerEpoch, 1, 1_000_000);
        Range.check("inner steps", innerSteps, 1, 1_000_000);
        Range.check("learning rate", learningRate, 1e-9, 1e6);
        Range.check("l2", l2, 0.0, 1e6);
    }

    /** One step a clock, eight clocks an epoch, and a learning rate that suits features between 0 and 1. */
    public static LogisticTrainer of(int features, int classes) {
        return new LogisticTrainer(
                features,
                classes,
                8,
                1,
                defaultLearningRate(features, classes),
                1e-4,
                OuterFunction.IDENTITY);
    }

    /**
     * Steps overshoot beyond 2 over the curvature: that is at most the squared length of an example (one for each feature
     * and the constant) times the spread of the probabilities, which is one over the classes while they are all alike.
     */
    static double defaultLearningRate(int features, int classes) {
        return Math.min(1.0, 4.0 * Math.min(classes, CLASSES_THAT_STAY_ALIKE) / (features + 1));
    }

    public LogisticTrainer withClocks(int perEpoch, int stepsOfClock) {
        return new LogisticTrainer(
                features, classes, perEpoch, stepsOfClock, learningRate, l2, outer);
    }

    public LogisticTrainer withLearningRate(double rate) {
        return new LogisticTrainer(features, classes, clocksPerEpoch, innerSteps, rate, l2, outer);
    }

    public LogisticTrainer withL2(double strength) {
        return new LogisticTrainer(
                features, classes, clocksPerEpoch, innerSteps, learningRate, strength, outer);
    }

    public LogisticTrainer withOuter(OuterFunction function) {
        return new LogisticTrainer(
                features, classes, clocksPerEpoch, innerSteps, learningRate, l2, function);
    }

    /** The weights of a copy that has all rows. */
    public LinearModel model(TableView copy) {
        var model = new LinearModel(layout());
        model.read(copy, TABLE);
        return model;
    }

    private WeightLayout layout() {
        return new WeightLayout(features, classes);
    }

    @Override
    public List<TableSpec> tables() {
        WeightLayout layout = layout();
        return List.of(
                TableSpec.mean("weights", layout.rows(), layout.width(), SCALE).withOuter(outer));
    }

    @Override
    public SyncModel model() {
        return SyncModel.overlappedSgd(4);
    }

    @Override
    public List<String> metrics() {
        return List.of("loss", "examples");
    }

    @Override
    public long digest(Example record) {
        return (long) record.label() << 32 ^ Arrays.hashCode(record.features());
    }

    @Override
    public LogisticShard open(ShardContext context, Iterator<Example> records, Deltas out) {
        var examples = new ArrayList<Example>();
        while (records.hasNext()) {
            Example example = records.next();
            check(context, examples.size(), example);
            examples.add(example);
        }
        return new LogisticShard(context, examples);
    }

    private void check(ShardContext context, long number, Example example) {
        if (example.label() < 0 || example.label() >= classes) {
            throw new BadRecord(
                    context,
                    number,
                    "its label is "
                            + example.label()
                            + ", but there are "
                            + classes
                            + " classes: number them from 0 to "
                            + (classes - 1));
        }
        float[] values = example.features();
        if (values.length != features) {
            throw new BadRecord(
                    context,
                    number,
                    "it has "
                            + values.length
                            + " features where "
                            + features
                            + " are expected: give all records the same");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new BadRecord(
                        context,
                        number,
                        "feature " + i + " is " + values[i] + ": leave it out or fill it in");
            }
        }
    }

    @Override
    public RowSet reads(LogisticShard shard, int clock) {
        return RowSet.all(TABLE, layout().rows());
    }

    @Override
    public void step(LogisticShard shard, int clock, TableView in, Deltas out, Metrics metrics) {
        int from = begin(shard, clock);
        int examples = examples(shard, clock);
        if (examples == 0) {
            return;
        }
        LinearModel model = model(in);
        float[] before = model.weights.clone();
        float[] gradient = new float[before.length];
        double loss = 0;
        for (int inner = 0; inner < innerSteps; inner++) {
            int first = from + part(examples, inner, innerSteps);
            int end = from + part(examples, inner + 1, innerSteps);
            if (first < end) {
                Arrays.fill(gradient, 0);
                for (int place = first; place < end; place++) {
                    loss += model.addGradient(shard.at(epoch(clock), place), gradient);
                }
                descend(model.weights, gradient, end - first);
            }
        }
        check(shard.context, clock, loss / examples, model.weights);
        add(before, model.weights, out);
        metrics.add(LOSS, loss);
        metrics.add(EXAMPLES, examples);
    }

    private int epoch(int clock) {
        return (clock - 1) / clocksPerEpoch;
    }

    /** The first place of a clock in the epoch's order. */
    private int begin(LogisticShard shard, int clock) {
        return part(shard.size(), (clock - 1) % clocksPerEpoch, clocksPerEpoch);
    }

    private int examples(LogisticShard shard, int clock) {
        int slice = (clock - 1) % clocksPerEpoch;
        return part(shard.size(), slice + 1, clocksPerEpoch)
                - part(shard.size(), slice, clocksPerEpoch);
    }

    /** Where the n-th of equal parts begins. */
    private static int part(int size, int n, int parts) {
        return (int) ((long) size * n / parts);
    }

    private void descend(float[] weights, float[] gradient, int examples) {
        float rate = (float) (learningRate / examples);
        float shrink = (float) (learningRate * l2);
        int constant = features * classes;
        for (int i = 0; i < constant; i++) {
            weights[i] -= rate * gradient[i] + shrink * weights[i];
        }
        for (int i = constant; i < constant + classes; i++) {
            weights[i] -= rate * gradient[i];
        }
    }

    private void check(ShardContext context, int clock, double loss, float[] weights) {
        if (!(loss <= LOSS_MAX)) {
            throw diverged(context, clock, "a mean loss of " + loss);
        }
        for (float weight : weights) {
            if (!(Math.abs(weight) <= WEIGHT_MAX)) {
                throw diverged(context, clock, "a weight of " + weight);
            }
        }
    }

    private Diverged diverged(ShardContext context, int clock, String what) {
        return new Diverged(
                context,
                clock,
                what + ", where features between 0 and 1 are expected",
                learningRate);
    }

    private void add(float[] before, float[] after, Deltas out) {
        WeightLayout layout = layout();
        for (int row = 0; row < layout.rows(); row++) {
            float[] delta = new float[layout.width()];
            boolean isMoved = false;
            for (int i = 0; i < delta.length; i++) {
                int at = row * delta.length + i;
                delta[i] = after[at] - before[at];
                isMoved |= delta[i] != 0;
            }
            if (isMoved) {
                out.add(TABLE, row, delta);
            }
        }
    }

    /** A unit is an example. */
    @Override
    public long work(LogisticShard shard, int clock) {
        return examples(shard, clock);
    }

    @Override
    public byte[] save(LogisticShard shard) {
        return NOTHING;
    }

    @Override
    public LogisticShard restore(ShardContext context, Iterator<Example> records, byte[] save) {
        return open(context, records, null);
    }
}
