package sparkgaia.train;

import sparkgaia.core.table.CellOverflow;
import sparkgaia.core.table.Cells;
import sparkgaia.core.table.RowMap;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a worker adds in one clock, as cells, sorted into partitions. Additions to one row add up exactly. An addition
 * is taken whole or refused whole, with {@link BadDelta} or {@link CellOverflow}.
 */
public final class Deltas {
    private final ShardContext context;
    private final List<RowSpace> spaces;
    private final List<TableSpec> tables;
    private final List<RowMap> sums = new ArrayList<>();
    private final int[][] additions;
    private int clock;

    /** {@code spaces} has the numbering of every partition. */
    public Deltas(ShardContext context, List<RowSpace> spaces) {
        this.context = context;
        this.spaces = List.copyOf(spaces);
        this.tables = spaces.get(0).tables();
        this.additions = new int[tables.size()][];
        spaces.forEach(space -> sums.add(new RowMap(space)));
    }

    /** For hosts: forgets everything and begins a clock. */
    public void begin(int newClock) {
        this.clock = newClock;
        sums.forEach(RowMap::clear);
        for (int[] counts : additions) {
            if (counts != null) {
                Arrays.fill(counts, 0);
            }
        }
    }

    /** Adds numbers, rounded stochastically to the table's grid, and weighted by the worker's share in a mean. */
    public void add(int table, int row, float[] delta) {
        TableSpec spec = check(table, row, delta.length);
        double share =
                spec.merge() == TableSpec.Merge.MEAN ? (double) context.weight() / Weights.ONE : 1;
        double unit = Math.scalb(share, spec.scale());
        long base = Rounding.base(context, clock, table, row, additions(table)[row]);
        int[] cells = new int[delta.length];
        for (int i = 0; i < cells.length; i++) {
            double value = delta[i] * unit;
            // The check is written so that what is no number fails it.
            if (!(Math.abs(value) <= Rounding.VALUE_MAX)) {
                throw refusal(spec, row, value);
            }
            cells[i] = Rounding.round(value, base, i);
            if (spec.isCounts() && cells[i] != value) {
                throw new BadDelta(BadDelta.Reason.FRACTION_OF_COUNT, spec.name(), row);
            }
        }
        sum(table, row, cells);
        additions(table)[row]++;
    }

    /** Adds cells as they are. */
    public void addExact(int table, int row, int[] delta) {
        TableSpec spec = check(table, row, delta.length);
        if (spec.merge() == TableSpec.Merge.MEAN) {
            throw new BadDelta(BadDelta.Reason.EXACT_IN_MEAN, spec.name(), row);
        }
        sum(table, row, delta.clone());
    }

    /** The sum of all additions to a row in this clock; zeros if there were none. */
    public int[] sum(int table, int row) {
        int partition = RowSpace.partitionOf(table, row, spaces.size());
        int[] cells = sums.get(partition).get(spaces.get(partition).id(table, row));
        return cells == null ? new int[tables.get(table).width()] : cells.clone();
    }

    /** The part of a partition. */
    public Rows rows(int partition) {
        return sums.get(partition).toRows();
    }

    private void sum(int table, int row, int[] cells) {
        if (!Cells.isZero(cells)) {
            int partition = RowSpace.partitionOf(table, row, spaces.size());
            sums.get(partition).add(spaces.get(partition).id(table, row), cells);
        }
    }

    private int[] additions(int table) {
        if (additions[table] == null) {
            additions[table] = new int[tables.get(table).rows()];
        }
        return additions[table];
    }

    private TableSpec check(int table, int row, int width) {
        if (table < 0 || table >= tables.size()) {
            throw new BadDelta(BadDelta.Reason.UNKNOWN_TABLE, "table " + table, row);
        }
        TableSpec spec = tables.get(table);
        if (row < 0 || row >= spec.rows()) {
            throw new BadDelta(BadDelta.Reason.UNKNOWN_ROW, spec.name(), row);
        }
        if (width != spec.width()) {
            throw new BadDelta(BadDelta.Reason.WRONG_WIDTH, spec.name(), row);
        }
        if (spec.isFrozen() && clock > 0) {
            throw new BadDelta(BadDelta.Reason.FROZEN_TABLE, spec.name(), row);
        }
        return spec;
    }

    private static RuntimeException refusal(TableSpec spec, int row, double value) {
        if (Double.isNaN(value)) {
            return new BadDelta(BadDelta.Reason.NOT_A_NUMBER, spec.name(), row);
        }
        return Double.isInfinite(value)
                ? new BadDelta(BadDelta.Reason.INFINITE, spec.name(), row)
                : new CellOverflow(spec, row, value);
    }
}
