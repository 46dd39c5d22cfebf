package sparkgaia.train;

import sparkgaia.core.sync.Rounds;
import sparkgaia.core.table.Range;
import sparkgaia.core.table.TableSpec;

import java.util.List;

/** The share of the data that a worker's deltas stand for in tables that are means: fixed point, so that sums are exact. */
public final class Weights {
    /** The weight of all data. */
    public static final long ONE = Rounds.WEIGHT_ONE;

    private Weights() {}

    public static long of(double share) {
        Range.check("share of the data", share, 0.0, 1.0);
        return (long) Math.rint(share * ONE);
    }

    public static boolean areUsedBy(List<TableSpec> tables) {
        return tables.stream().anyMatch(table -> table.merge() == TableSpec.Merge.MEAN);
    }
}
