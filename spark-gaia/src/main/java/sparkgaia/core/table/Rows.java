package sparkgaia.core.table;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Some rows of a partition by number, ascending, each once, with cells: a delta, a batch's content, the answer to a
 * pull. Nobody writes into one after it was made.
 */
public record Rows(int[] ids, int[][] cells) {
    public static final Rows EMPTY = new Rows(new int[0], new int[0][]);

    /** Where rows are cut into slices, each has about so many cells; a row counts one more, and is never cut. */
    public static final int SLICE_CELLS = 1 << 16;

    public int size() {
        return ids.length;
    }

    public boolean isEmpty() {
        return ids.length == 0;
    }

    public static Rows of(SortedMap<Integer, int[]> rows) {
        int[] ids = rows.keySet().stream().mapToInt(Integer::intValue).toArray();
        return new Rows(ids, rows.values().toArray(int[][]::new));
    }

    /** The number of the last row. */
    public int last() {
        return ids[ids.length - 1];
    }

    /** The cells of a row, or null. */
    public int[] get(int id) {
        int at = Arrays.binarySearch(ids, id);
        return at < 0 ? null : cells[at];
    }

    /** The rows of shared tables alone, or those of regional ones. */
    public Rows of(RowSpace space, boolean isShared) {
        int[] some =
                Arrays.stream(ids).filter(id -> space.spec(id).isShared() == isShared).toArray();
        if (some.length == ids.length) {
            return this;
        }
        int[][] theirs = new int[some.length][];
        for (int i = 0; i < some.length; i++) {
            theirs[i] = get(some[i]);
        }
        return new Rows(some, theirs);
    }

    /** The rows in some places, the last one excluded. */
    public Rows range(int from, int to) {
        return from == 0 && to == size()
                ? this
                : new Rows(Arrays.copyOfRange(ids, from, to), Arrays.copyOfRange(cells, from, to));
    }

    /** The place behind a slice that begins here: at least one row, if there is one. */
    public int sliceEnd(int from) {
        long size = 0;
        int to = from;
        while (to < ids.length && size < SLICE_CELLS) {
            size += 1 + cells[to++].length;
        }
        return to;
    }

    /** Hands on slices that are together these rows: one at least, which may be empty. */
    public void slices(Consumer<Rows> sink) {
        int from = 0;
        do {
            int to = sliceEnd(from);
            sink.accept(range(from, to));
            from = to;
        } while (from < ids.length);
    }

    /** These rows and others behind them. */
    public Rows and(Rows others) {
        int[] allIds = Arrays.copyOf(ids, ids.length + others.ids.length);
        System.arraycopy(others.ids, 0, allIds, ids.length, others.ids.length);
        int[][] allCells = Arrays.copyOf(cells, allIds.length);
        System.arraycopy(others.cells, 0, allCells, cells.length, others.cells.length);
        return new Rows(allIds, allCells);
    }

    /** The reason why these are not rows of the space, or null. */
    public String flaw(RowSpace space) {
        if (ids.length != cells.length) {
            return ids.length + " ids with " + cells.length + " rows of cells";
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= space.size()) {
                return "row number " + ids[i] + " of " + space.size();
            }
            if (i > 0 && ids[i] <= ids[i - 1]) {
                return "row " + space.name(ids[i]) + " twice or out of order";
            }
            if (cells[i] == null || cells[i].length != space.width(ids[i])) {
                return "row "
                        + space.name(ids[i])
                        + " of another width than "
                        + space.width(ids[i]);
            }
        }
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rows rows
                && Arrays.equals(ids, rows.ids)
                && Arrays.deepEquals(cells, rows.cells);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.deepHashCode(cells);
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < ids.length; i++) {
            text.append(i == 0 ? "" : " ").append(ids[i]).append(':');
            text.append(
                    cells[i].length == 1 ? String.valueOf(cells[i][0]) : Arrays.toString(cells[i]));
        }
        return text.append('}').toString();
    }
}
