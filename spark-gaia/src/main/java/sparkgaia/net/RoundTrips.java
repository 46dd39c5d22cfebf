package sparkgaia.net;

import java.util.ArrayDeque;
import java.util.Arrays;

/** Pings on their way, and the shortest of the last round trips: what the link takes when nothing is in the way. */
final class RoundTrips {
    static final int KEPT_MAX = 8;
    static final int PINGS_MAX = 64;

    private record Ping(long number, long sentNanos) {}

    private final ArrayDeque<Ping> open = new ArrayDeque<>();
    private final long[] trips = new long[KEPT_MAX];
    private long number;
    private int heard;

    /** The number of a ping that leaves now. */
    long ping(long now) {
        if (open.size() == PINGS_MAX) {
            open.remove();
        }
        open.add(new Ping(++number, now));
        return number;
    }

    /** An answer to the oldest ping, or to a later one; one to none changes nothing. */
    void pong(long answered, long now) {
        while (!open.isEmpty() && open.peek().number <= answered) {
            Ping ping = open.remove();
            if (ping.number == answered) {
                trips[heard++ % KEPT_MAX] = now - ping.sentNanos;
            }
        }
    }

    /** How long the oldest ping has waited for its answer. */
    long waitedNanos(long now) {
        return open.isEmpty() ? 0 : now - open.peek().sentNanos;
    }

    /** 0 before the first answer. */
    long shortestNanos() {
        return Arrays.stream(trips, 0, Math.min(heard, KEPT_MAX)).min().orElse(0);
    }
}
