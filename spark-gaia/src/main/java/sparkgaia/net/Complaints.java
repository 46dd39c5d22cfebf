package sparkgaia.net;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Says what goes wrong, each thing at most once a minute. */
final class Complaints {
    static final long SILENCE_NANOS = 60_000_000_000L;
    private static final int THINGS_MAX = 1_000;
    private static final System.Logger LOG = System.getLogger("sparkgaia.net");

    private final LongSupplier nanoTime;
    private final Map<String, Long> saidNanos = new LinkedHashMap<>();

    Complaints(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether this may be said now. */
    synchronized boolean isDue(String thing) {
        long now = nanoTime.getAsLong();
        Long before = saidNanos.get(thing);
        if (before != null && now - before < SILENCE_NANOS) {
            return false;
        }
        if (saidNanos.size() >= THINGS_MAX) {
            saidNanos.clear();
        }
        saidNanos.put(thing, now);
        return true;
    }

    void say(String thing, String line) {
        if (isDue(thing)) {
            LOG.log(System.Logger.Level.WARNING, line);
        }
    }

    /** Something that went well, as often. */
    void note(String thing, String line) {
        if (isDue(thing)) {
            LOG.log(System.Logger.Level.INFO, line);
        }
    }
}
