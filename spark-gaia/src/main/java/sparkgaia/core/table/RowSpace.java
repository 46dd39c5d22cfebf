package sparkgaia.core.table;

import java.util.List;

/**
 * The rows of one partition, numbered. Every region makes the same numbering from the same tables, so a number stands
 * for its row in every message of the partition. Immutable, shared by all regions of a simulation.
 */
public final class RowSpace {
    private final List<TableSpec> tables;
    private final int[] widths;
    private final int[] counts;
    private final int[] tableOf;
    private final int[] rowOf;
    private final int[][] idOf;

    public RowSpace(List<TableSpec> tables, int partition, int partitions) {
        this.tables = List.copyOf(tables);
        this.widths = tables.stream().mapToInt(TableSpec::width).toArray();
        this.counts = new int[tables.size()];
        this.idOf = new int[tables.size()][];
        int size = 0;
        for (int table = 0; table < idOf.length; table++) {
            idOf[table] = new int[tables.get(table).rows()];
            for (int row = 0; row < idOf[table].length; row++) {
                idOf[table][row] = partitionOf(table, row, partitions) == partition ? size++ : -1;
            }
        }
        this.tableOf = new int[size];
        this.rowOf = new int[size];
        for (int table = 0; table < idOf.length; table++) {
            for (int row = 0; row < idOf[table].length; row++) {
                int id = idOf[table][row];
                if (id >= 0) {
                    counts[table]++;
                    tableOf[id] = table;
                    rowOf[id] = row;
                }
            }
        }
    }

    /** The partition that a row lives in: the same everywhere and for ever. */
    public static int partitionOf(int table, int row, int partitions) {
        return partitions == 1 ? 0 : (int) Long.remainderUnsigned(Mix.hash(table, row), partitions);
    }

    public int size() {
        return tableOf.length;
    }

    /** How many of them are of a table. */
    public int count(int table) {
        return counts[table];
    }

    /** The number of a row, or -1 if it lives in another partition. */
    public int id(int table, int row) {
        return idOf[table][row];
    }

    public int table(int id) {
        return tableOf[id];
    }

    public int row(int id) {
        return rowOf[id];
    }

    public TableSpec spec(int id) {
        return tables.get(tableOf[id]);
    }

    public int width(int id) {
        return widths[tableOf[id]];
    }

    public String name(int id) {
        return spec(id).name() + "[" + rowOf[id] + "]";
    }

    public List<TableSpec> tables() {
        return tables;
    }
}
