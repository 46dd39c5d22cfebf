package sparkgaia.core.table;

/** Exact arithmetic on the cells of one row. A sum that leaves the range of an int is never wrapped. */
public final class Cells {
    private Cells() {}

    /** Adds {@code delta} to {@code cells}, all or nothing. */
    public static void add(int[] cells, int[] delta, RowSpace space, int id) {
        if (add(cells, delta, cells)) {
            return;
        }
        subtract(cells, delta);
        throw overflow(cells, delta, space, id);
    }

    /** The sum of two rows, as a row of its own. */
    public static int[] sum(int[] cells, int[] delta, RowSpace space, int id) {
        int[] sum = new int[cells.length];
        if (add(cells, delta, sum)) {
            return sum;
        }
        throw overflow(cells, delta, space, id);
    }

    /** Adds cell by cell, and says whether all sums are in range. */
    private static boolean add(int[] cells, int[] delta, int[] to) {
        int wrong = 0;
        for (int i = 0; i < cells.length; i++) {
            int cell = cells[i];
            int other = delta[i];
            int sum = cell + other;
            to[i] = sum;
            // Its sign is wrong only if it differs from that of both.
            wrong |= (cell ^ sum) & (other ^ sum);
        }
        return wrong >= 0;
    }

    private static CellOverflow overflow(int[] cells, int[] delta, RowSpace space, int id) {
        for (int i = 0; i < cells.length; i++) {
            long sum = (long) cells[i] + delta[i];
            if (sum != (int) sum) {
                return new CellOverflow(space.spec(id), space.row(id), sum);
            }
        }
        throw new IllegalStateException("no cell overflows");
    }

    /** Subtracts a part of the row: no larger than the row and of the same sign, so it cannot overflow. */
    public static void subtract(int[] cells, int[] part) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] -= part[i];
        }
    }

    public static boolean isZero(int[] cells) {
        for (int cell : cells) {
            if (cell != 0) {
                return false;
            }
        }
        return true;
    }

    /** The largest magnitude in a row; of Integer.MIN_VALUE too. */
    public static long peak(int[] cells) {
        long peak = 0;
        for (int cell : cells) {
            peak = Math.max(peak, Math.abs((long) cell));
        }
        return peak;
    }

    public static double norm(int[] cells) {
        double sum = 0;
        for (int cell : cells) {
            sum += (double) cell * cell;
        }
        return Math.sqrt(sum);
    }

    static int toInt(double value) {
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw new ArithmeticException("outer function left the range of a cell: " + value);
        }
        return (int) value;
    }
}
