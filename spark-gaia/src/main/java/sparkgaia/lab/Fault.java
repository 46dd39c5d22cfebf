package sparkgaia.lab;

/** Something that goes wrong at a time and, where it lasts, is over at another. Times in virtual nanoseconds. */
public sealed interface Fault {
    long atNanos();

    /** Frames from one region to another vanish; the connections break after a time-out. */
    record Cut(long atNanos, int from, int to, long untilNanos, long timeoutNanos)
            implements Fault {}

    /** Nothing moves from one region to another for a while, and nothing is lost. */
    record Stall(long atNanos, int from, int to, long untilNanos) implements Fault {}

    /** The connection of one partition breaks. */
    record Reset(long atNanos, int a, int b, int partition) implements Fault {}

    /** A link's bandwidth is this many times its usual one for a while. */
    record Swing(long atNanos, int from, int to, double factor, long untilNanos) implements Fault {}

    /** The process of a region dies. */
    record Crash(long atNanos, int region, Tail tail, boolean hasDisk, long untilNanos)
            implements Fault {}

    /** The process of a region dies before the n-th effect that it carries out (whenever that is). */
    record CrashAtEffect(int region, long effect, Tail tail, long restartNanos) implements Fault {
        @Override
        public long atNanos() {
            return 0;
        }
    }

    /** The process of a region is stopped; after {@code silenceNanos} of that the others give its connections up. */
    record Pause(long atNanos, int region, long untilNanos, long silenceNanos) implements Fault {}

    /** Syncs take up to this long for a while. */
    record SlowDisk(long atNanos, int region, long syncNanosMax, long untilNanos)
            implements Fault {}

    /** The next sync of a partition fails, and the region's process dies by it. */
    record DiskFailure(long atNanos, int region, int partition, long repairNanos)
            implements Fault {}

    /** A region with all its workers is gone for good. */
    record Leave(long atNanos, int region) implements Fault {}

    /** A worker dies, and its next attempt begins later. */
    record WorkerCrash(long atNanos, int worker, long untilNanos) implements Fault {}

    /** A worker's next attempt begins while the one before goes on for a while. */
    record Zombie(long atNanos, int worker, long untilNanos) implements Fault {}

    /** What becomes of records that were not durable when a process died. */
    enum Tail {
        LOST,
        TORN,
        KEPT
    }
}
