package sparkgaia.train;

import java.util.Arrays;
import java.util.BitSet;

/** Some rows of some tables: by table, ascending, each once. Immutable. */
public final class RowSet {
    public static final RowSet EMPTY = new RowSet(new int[0][]);

    private final int[][] rowsOf;

    private RowSet(int[][] rowsOf) {
        this.rowsOf = rowsOf;
    }

    /** All rows from 0 to {@code rows - 1} of a table. */
    public static RowSet all(int table, int rows) {
        return builder().addRange(table, 0, rows).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Tables beyond this one have no rows in the set. */
    public int tables() {
        return rowsOf.length;
    }

    /** The rows of a table, ascending; not to be written by the caller. */
    public int[] rows(int table) {
        return table < rowsOf.length ? rowsOf[table] : new int[0];
    }

    public int size() {
        int size = 0;
        for (int[] rows : rowsOf) {
            size += rows.length;
        }
        return size;
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** Collects rows in any order, repeats included. */
    public static final class Builder {
        private BitSet[] rowsOf = {};

        public Builder add(int table, int row) {
            return addRange(table, row, row + 1);
        }

        public Builder addRange(int table, int from, int to) {
            if (table >= rowsOf.length) {
                int known = rowsOf.length;
                rowsOf = Arrays.copyOf(rowsOf, table + 1);
                Arrays.setAll(rowsOf, i -> i < known ? rowsOf[i] : new BitSet());
            }
            rowsOf[table].set(from, to);
            return this;
        }

        public RowSet build() {
            int[][] rows = new int[rowsOf.length][];
            for (int table = 0; table < rows.length; table++) {
                rows[table] = rowsOf[table].stream().toArray();
            }
            return new RowSet(rows);
        }
    }
}
