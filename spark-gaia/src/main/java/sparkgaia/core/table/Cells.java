package sparkgaia.core.table;

/** Exact arithmetic on the cells of one row. A sum that leaves the range of an int is never wrapped. */
public final class Cells {
    private Cells() {}

    /** Adds {@code delta} to {@code cells}, all or nothing. */
    public static void add(int[] cells, int[] delta, RowSpace space, int id) {
        for (int i = 0; i < cells.length; i++) {
            long sum = (long) cells[i] + delta[i];
            if (sum != (int) sum) {
                throw new CellOverflow(space.spec(id), space.row(id), sum);
            }
        }
        for (int i = 0; i < cells.length; i++) {
            cells[i] += delta[i];
        }
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
