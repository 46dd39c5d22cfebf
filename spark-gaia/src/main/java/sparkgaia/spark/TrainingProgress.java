package sparkgaia.spark;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells how far a fit is: on a terminal in one line that changes, else now and then in the log. */
final class TrainingProgress implements AutoCloseable {
    private static final org.slf4j.Logger LOG =
            org.slf4j.LoggerFactory.getLogger(TrainingProgress.class);

    private static final long FIRST_MILLIS = 3_000;
    private static final long TERMINAL_MILLIS = 500;
    private static final long LOG_MILLIS = 10_000;

    private final TrainingBoard board;
    private final int clocks;
    private final boolean isTerminal = System.console() != null;
    private final long began = System.nanoTime();
    private final ScheduledExecutorService timer;
    private boolean hasShown;

    TrainingProgress(TrainingBoard board, int clocks) {
        this.board = board;
        this.clocks = clocks;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            var thread = new Thread(task, "gaia-progress");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    void start() {
        long each = isTerminal ? TERMINAL_MILLIS : LOG_MILLIS;
        timer.scheduleAtFixedRate(this::show, FIRST_MILLIS, each, TimeUnit.MILLISECONDS);
    }

    private void show() {
        String line = line();
        if (isTerminal) {
            hasShown = true;
            System.err.print("\r" + line + "\u001b[K");
        } else {
            LOG.info(line);
        }
    }

    private String line() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        int clock = board.clock();
        String where = clock < 0 ? "reads its data" : "clock " + clock + " of " + clocks;
        return "gaia: " + where + ", " + seconds + " s";
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (hasShown) {
            System.err.print("\r\u001b[K");
        }
    }
}
