package sparkgaia.net;

import java.util.function.LongSupplier;

/** What the data lane may send in a day of UTC. For any thread. */
final class DayBudget {
    static final long DAY_MILLIS = 86_400_000L;

    private final long bytesMax;
    private final LongSupplier clockMillis;
    private long day;
    private long used;
    private boolean isOut;

    /** @param bytesMax 0 for no limit */
    DayBudget(long bytesMax, LongSupplier clockMillis) {
        this.bytesMax = bytesMax;
        this.clockMillis = clockMillis;
        this.day = Math.floorDiv(clockMillis.getAsLong(), DAY_MILLIS);
    }

    /** So much was sent on that day before this process started. */
    synchronized void usedBefore(long epochDay, long bytes) {
        turn();
        if (epochDay == day) {
            used += bytes;
        }
    }

    private void turn() {
        long today = Math.floorDiv(clockMillis.getAsLong(), DAY_MILLIS);
        // A clock that is set back does not give the budget a second time.
        if (today > day) {
            day = today;
            used = 0;
            isOut = false;
        }
    }

    /** Takes a frame out of the budget, or says that it has to wait for the next day. */
    synchronized boolean take(int bytes) {
        turn();
        isOut = bytesMax > 0 && used + bytes > bytesMax;
        if (!isOut) {
            used += bytes;
        }
        return !isOut;
    }

    synchronized boolean isOut() {
        turn();
        return isOut;
    }

    synchronized long millisToNextDay() {
        return (day + 1) * DAY_MILLIS - clockMillis.getAsLong();
    }

    synchronized long day() {
        turn();
        return day;
    }

    synchronized long used() {
        turn();
        return used;
    }
}
