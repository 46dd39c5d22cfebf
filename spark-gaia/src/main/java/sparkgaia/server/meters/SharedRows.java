package sparkgaia.server.meters;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Rows of tables that left for other regions, beside those that were to be shared. Safe to share. */
public final class SharedRows {
    /** Pairs of region and table that are told apart. */
    static final int PAIRS_MAX = 10_000;

    private final ConcurrentHashMap<String, ConcurrentHashMap<String, LongAdder>> left =
            new ConcurrentHashMap<>();

    private final LongAdder changed = new LongAdder();
    private final LongAdder sent = new LongAdder();

    /** So many rows of a table were taken into a batch for a region. */
    public void left(String region, String table, int rows) {
        if (left.size() < PAIRS_MAX || left.containsKey(table)) {
            left.computeIfAbsent(table, none -> new ConcurrentHashMap<>())
                    .computeIfAbsent(region, none -> new LongAdder())
                    .add(rows);
        }
        sent.add(rows);
    }

    /** So many rows were changed here in a clock, each counted once for each region that is to have it. */
    public void changed(long rows) {
        changed.add(rows);
    }

    /** Rows by table, for a region. */
    public Map<String, Long> leftFor(String region) {
        var rows = new TreeMap<String, Long>();
        left.forEach(
                (table, byRegion) -> {
                    LongAdder of = byRegion.get(region);
                    if (of != null) {
                        rows.put(table, of.sum());
                    }
                });
        return rows;
    }

    public long changedRows() {
        return changed.sum();
    }

    /** Rows that have left. */
    public long sentRows() {
        return sent.sum();
    }
}
