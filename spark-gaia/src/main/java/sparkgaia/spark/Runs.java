package sparkgaia.spark;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The driver's runs: how far they are, which of them may still begin tasks again, and which regions have taken their leave
 * of one that is over. A region that does not is forgotten by its sidecar after a lease.
 */
final class Runs {
    private static final long LEAVE_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    private final Set<String> running = new HashSet<>();
    private final TreeMap<String, Set<String>> leaving = new TreeMap<>();
    private final TreeMap<String, TrainingBoard> boards = new TreeMap<>();
    private int clock = -1;

    /** Where it can be seen how far the run is, as executors tell. */
    synchronized TrainingBoard begin(String run) {
        running.add(run);
        var board = new TrainingBoard();
        boards.put(run, board);
        return board;
    }

    synchronized void told(ClockTold of) {
        clock = of.clock();
        TrainingBoard board = boards.get(of.run());
        if (board != null) {
            board.add(of.clock(), of.sum(), of.count());
        }
    }

    /** The last that was told of any run, or -1. */
    synchronized int clock() {
        return clock;
    }

    /** Whether the run is over. */
    synchronized boolean told(RunTold of) {
        Set<String> missing = leaving.get(of.run());
        if (of.hasLeft() && missing != null && missing.remove(of.region())) {
            notifyAll();
        }
        return !running.contains(of.run());
    }

    /** Ends a run; waits for so long as it takes these regions to leave it, but not for ever. */
    synchronized void end(String run, Collection<String> regions) throws InterruptedException {
        running.remove(run);
        var missing = new HashSet<>(regions);
        leaving.put(run, missing);
        try {
            long deadline = System.nanoTime() + LEAVE_NANOS_MAX;
            long left = LEAVE_NANOS_MAX;
            while (!missing.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        } finally {
            leaving.remove(run);
        }
    }

    /** Ends a run that nobody need leave, if it has not ended. */
    synchronized void end(String run) {
        running.remove(run);
        boards.remove(run);
    }
}
