package sparkgaia.lab.check;

import sparkgaia.core.table.Rows;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** Exact sums of rows, in longs. */
final class Books {
    private final TreeMap<Integer, long[]> sums = new TreeMap<>();

    void add(Rows rows) {
        add(rows, 1);
    }

    void subtract(Rows rows) {
        add(rows, -1);
    }

    private void add(Rows rows, int sign) {
        for (int i = 0; i < rows.size(); i++) {
            long[] sum = sums.computeIfAbsent(rows.ids()[i], key -> NO_CELLS);
            int[] cells = rows.cells()[i];
            if (sum.length == 0) {
                sum = new long[cells.length];
                sums.put(rows.ids()[i], sum);
            }
            boolean isZero = true;
            for (int k = 0; k < cells.length; k++) {
                sum[k] += (long) sign * cells[k];
                isZero &= sum[k] == 0;
            }
            if (isZero) {
                sums.remove(rows.ids()[i]);
            }
        }
    }

    private static final long[] NO_CELLS = {};

    void add(Books other) {
        other.sums.forEach(
                (id, cells) -> {
                    int[] narrow = new int[cells.length];
                    for (int i = 0; i < cells.length; i++) {
                        narrow[i] = Math.toIntExact(cells[i]);
                    }
                    add(new Rows(new int[] {id}, new int[][] {narrow}));
                });
    }

    /** The cells of a row, or null for zero. */
    long[] get(int id) {
        return sums.get(id);
    }

    void clear(IntPredicate which) {
        sums.keySet().removeIf(which::test);
    }

    Iterable<Integer> ids() {
        return sums.keySet();
    }

    Books copy() {
        var copy = new Books();
        sums.forEach((id, cells) -> copy.sums.put(id, cells.clone()));
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Books books) || !sums.keySet().equals(books.sums.keySet())) {
            return false;
        }
        for (int id : sums.keySet()) {
            if (!Arrays.equals(sums.get(id), books.sums.get(id))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return sums.size();
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        sums.forEach(
                (id, cells) ->
                        text.append(id).append(':').append(Arrays.toString(cells)).append(' '));
        return text.append('}').toString();
    }
}
