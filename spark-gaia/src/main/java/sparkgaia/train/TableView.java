package sparkgaia.train;

import sparkgaia.core.table.TableSpec;

import java.util.Arrays;
import java.util.List;

/** The rows that a step reads, as they were when it was allowed to start. A row that was not asked for is not there. */
public final class TableView {
    private static final int[] BARRED = {};

    private final List<TableSpec> tables;
    private final int[][][] cells;
    private final float[] units;

    public TableView(List<TableSpec> tables) {
        this.tables = List.copyOf(tables);
        this.cells = new int[tables.size()][][];
        this.units = new float[tables.size()];
        for (int table = 0; table < units.length; table++) {
            units[table] = Math.scalb(1.0f, -tables.get(table).scale());
        }
    }

    /** The cells of a row; not to be written by the caller. */
    public int[] cells(int table, int row) {
        int[] found = find(table, row);
        if (found == BARRED) {
            throw new IllegalStateException(
                    "row " + tables.get(table).name() + "[" + row + "] is barred: ask first");
        }
        return found;
    }

    /** Reads a row as numbers into the first places of an array. */
    public void read(int table, int row, float[] into) {
        int[] found = cells(table, row);
        for (int i = 0; i < found.length; i++) {
            into[i] = found[i] * units[table];
        }
    }

    public float[] floats(int table, int row) {
        float[] numbers = new float[tables.get(table).width()];
        read(table, row, numbers);
        return numbers;
    }

    /** Whether a row must not be read yet: a delta to it was announced and has not come. */
    public boolean isBarred(int table, int row) {
        return find(table, row) == BARRED;
    }

    /** For hosts: this is the row. */
    public void put(int table, int row, int[] rowCells) {
        if (cells[table] == null) {
            cells[table] = new int[tables.get(table).rows()][];
        }
        cells[table][row] = rowCells;
    }

    /** For hosts: the row was asked for, and is barred. */
    public void bar(int table, int row) {
        put(table, row, BARRED);
    }

    /** For hosts: a new clock. */
    public void clear() {
        for (int[][] rows : cells) {
            if (rows != null) {
                Arrays.fill(rows, null);
            }
        }
    }

    private int[] find(int table, int row) {
        int[] found = cells[table] == null ? null : cells[table][row];
        if (found == null) {
            throw new IllegalStateException(
                    "row "
                            + tables.get(table).name()
                            + "["
                            + row
                            + "] was read in a step, but is not in its reads");
        }
        return found;
    }
}
