package sparkgaia.core.table;

import java.util.Arrays;

/**
 * Some rows of a partition by number, ascending, each once, with cells: a delta, a batch's content, the answer to a
 * pull. Nobody writes into one after it was made.
 */
public record Rows(int[] ids, int[][] cells) {
    public static final Rows EMPTY = new Rows(new int[0], new int[0][]);

    public int size() {
        return ids.length;
    }

    public boolean isEmpty() {
        return ids.length == 0;
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
