package sparkgaia.server.ledger;

import java.util.concurrent.TimeUnit;

/** Something to be done a fixed time after it was first asked for. */
final class Alarm {
    private final long afterNanos;
    private boolean isSet;
    private long sinceNanos;

    Alarm(long afterMillis) {
        this.afterNanos = TimeUnit.MILLISECONDS.toNanos(afterMillis);
    }

    /** Whether it was not set before. */
    boolean set(long nowNanos) {
        if (isSet) {
            return false;
        }
        isSet = true;
        sinceNanos = nowNanos;
        return true;
    }

    void clear() {
        isSet = false;
    }

    /** Not above 0 if it is due, {@link Long#MAX_VALUE} if it is not set. */
    long nanosLeft(long nowNanos) {
        return isSet ? afterNanos - (nowNanos - sinceNanos) : Long.MAX_VALUE;
    }
}
