package sparkgaia.server.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Sums of what left a region. */
public final class Left {
    /** What is summed: a receiver and up to two names. */
    public record Key(String receiver, String name, String part) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::receiver)
                        .thenComparing(Key::name)
                        .thenComparing(Key::part);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Messages counted by their frames, rows or ids in them, bytes on the wire, and how many messages were repeats. */
    public record Sum(
            long frames, long rows, long bytes, long repeats, String firstDay, String lastDay) {
        Sum plus(Sum more) {
            return new Sum(
                    frames + more.frames,
                    rows + more.rows,
                    bytes + more.bytes,
                    repeats + more.repeats,
                    firstDay.compareTo(more.firstDay) <= 0 ? firstDay : more.firstDay,
                    lastDay.compareTo(more.lastDay) >= 0 ? lastDay : more.lastDay);
        }
    }

    private final TreeMap<Key, Sum> byJob = new TreeMap<>();
    private final TreeMap<Key, Sum> byTable = new TreeMap<>();
    private final TreeMap<Key, Sum> byKind = new TreeMap<>();
    private final TreeMap<Key, Sum> byDay = new TreeMap<>();

    void count(Instant time, Egress egress) {
        String day = Books.dayOf(time);
        String to = egress.receiver();
        int repeats = egress.isRepeat() ? 1 : 0;
        var sum = new Sum(egress.frames(), egress.rowsOfAll(), egress.bytes(), repeats, day, day);
        byJob.merge(new Key(to, egress.job(), ""), sum, Sum::plus);
        byKind.merge(new Key(to, egress.kind().word(), ""), sum, Sum::plus);
        byDay.merge(new Key(to, day, ""), sum, Sum::plus);
        egress.rows()
                .forEach(
                        (table, rows) ->
                                byTable.merge(
                                        new Key(to, egress.job(), table),
                                        new Sum(egress.frames(), rows, 0, repeats, day, day),
                                        Sum::plus));
    }

    /** By receiver and job. */
    public Map<Key, Sum> byJob() {
        return new TreeMap<>(byJob);
    }

    /** By receiver, job and table; bytes belong to whole messages, so there are none here. */
    public Map<Key, Sum> byTable() {
        return new TreeMap<>(byTable);
    }

    /** By receiver and kind of message. */
    public Map<Key, Sum> byKind() {
        return new TreeMap<>(byKind);
    }

    /** By receiver and day, UTC. */
    public Map<Key, Sum> byDay() {
        return new TreeMap<>(byDay);
    }
}
