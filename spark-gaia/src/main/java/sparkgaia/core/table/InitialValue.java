package sparkgaia.core.table;

/**
 * The first value of a row: the same function everywhere, so it never travels. A closed set, because a region must be
 * able to make it from its description alone; a trainer that wants another adds it in clock 0.
 */
public sealed interface InitialValue {
    InitialValue ZERO = new Constant(0);

    void fill(int row, int[] cells);

    /** Every cell the same. */
    record Constant(int cell) implements InitialValue {
        @Override
        public void fill(int row, int[] cells) {
            java.util.Arrays.fill(cells, cell);
        }
    }

    /**
     * The first cells of a row spread evenly around zero, by a hash of their place; the others are zero.
     *
     * @param salt tells tables of one seed apart
     * @param columns how many cells are spread
     * @param scale of the table: a cell is a number times 2^scale
     */
    record Even(long seed, int salt, int columns, double deviation, int scale)
            implements InitialValue {
        public Even {
            Range.check("columns of an initial value", columns, 0, TableSpec.WIDTH_MAX);
            Range.check("deviation of an initial value", deviation, 0.0, 1e6);
            Range.check("scale of an initial value", scale, 0, TableSpec.SCALE_MAX);
        }

        /** The number that a cell stands for. */
        public double number(int row, int column) {
            double unit = Mix.unit(Mix.hash(seed, salt, row, column));
            return deviation * Math.sqrt(3) * (2 * unit - 1);
        }

        @Override
        public void fill(int row, int[] cells) {
            for (int i = 0; i < Math.min(columns, cells.length); i++) {
                cells[i] = Cells.toInt(Math.rint(Math.scalb(number(row, i), scale)));
            }
        }
    }
}
