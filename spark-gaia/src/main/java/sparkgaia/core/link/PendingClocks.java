package sparkgaia.core.link;

import sparkgaia.core.Record;
import sparkgaia.core.Record.Image.ClockPending;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.table.RowMap;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Pending of a link clock by clock, for models whose batches carry exactly one clock. */
public final class PendingClocks {
    private final RowSpace space;
    private final TreeMap<Integer, Sum> sums = new TreeMap<>();

    private static final class Sum {
        private final RowMap rows;
        private long weight;

        Sum(RowSpace space) {
            this.rows = new RowMap(space);
        }
    }

    public PendingClocks(RowSpace space) {
        this.space = space;
    }

    public void add(int clock, Rows rows, long weight) {
        if (rows.isEmpty() && weight == 0) {
            return;
        }
        Sum sum = sums.computeIfAbsent(clock, key -> new Sum(space));
        sum.rows.add(rows);
        sum.weight += weight;
    }

    public boolean isEmpty() {
        return sums.isEmpty();
    }

    /** The lowest clock with something pending, or {@link Clocks#INFINITE}. */
    public int first() {
        return sums.isEmpty() ? Clocks.INFINITE : sums.firstKey();
    }

    public Rows rows(int clock) {
        Sum sum = sums.get(clock);
        return sum == null ? Rows.EMPTY : sum.rows.toRows();
    }

    public long weight(int clock) {
        Sum sum = sums.get(clock);
        return sum == null ? 0 : sum.weight;
    }

    public void remove(int clock) {
        sums.remove(clock);
    }

    public void clear() {
        sums.clear();
    }

    public long weight() {
        long weight = 0;
        for (Sum sum : sums.values()) {
            weight += sum.weight;
        }
        return weight;
    }

    /** Everything, whatever its clock. */
    public Rows toRows() {
        var all = new RowMap(space);
        for (Map.Entry<Integer, Sum> entry : sums.entrySet()) {
            all.add(entry.getValue().rows.toRows());
        }
        return all.toRows();
    }

    void image(int version, int peer, Consumer<Record> sink) {
        for (Map.Entry<Integer, Sum> entry : sums.entrySet()) {
            int clock = entry.getKey();
            Sum sum = entry.getValue();
            if (sum.rows.isEmpty()) {
                sink.accept(new ClockPending(version, peer, clock, sum.weight, Rows.EMPTY));
            }
            sum.rows.slices(
                    rows -> sink.accept(new ClockPending(version, peer, clock, sum.weight, rows)));
        }
    }

    void restore(ClockPending part) {
        Sum sum = sums.computeIfAbsent(part.clock(), key -> new Sum(space));
        sum.rows.add(part.rows());
        sum.weight = part.weight();
    }
}
