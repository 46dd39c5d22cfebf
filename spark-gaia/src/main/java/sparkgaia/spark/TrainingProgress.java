package sparkgaia.spark;

import org.apache.spark.SparkConf;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells how far a fit is that takes more than a few seconds: in the log, and on a terminal in one line that changes, where
 * Spark shows its own bar or would if it were told to.
 */
final class TrainingProgress implements AutoCloseable {
    private static final org.slf4j.Logger LOG =
            org.slf4j.LoggerFactory.getLogger(TrainingProgress.class);

    /** Spark's own setting; its default says no, but for shells. */
    private static final String SHOWN = "spark.ui.showConsoleProgress";

    private static final long FIRST_MILLIS = 3_000;
    private static final long EACH_MILLIS = 500;
    private static final long LOG_MILLIS = 10_000;
    private static final long END_MILLIS_MAX = 5_000;
    private static final int WIDTH = 80;

    /** Back to the beginning of the line, of which the rest is wiped. */
    private static final String WIPED = "\r\u001b[K";

    private final Supplier<ProgressLine> line;
    private final PrintStream terminal;
    private final int width;
    private final ScheduledExecutorService timer;
    private long loggedNanos = System.nanoTime();
    private boolean hasShown;

    /** @param terminal null for none */
    TrainingProgress(Supplier<ProgressLine> line, PrintStream terminal, int width) {
        this.line = line;
        this.terminal = terminal;
        this.width = width;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            var thread = new Thread(task, "gaia-progress");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Where this application wants it. */
    static TrainingProgress of(SparkConf conf, Supplier<ProgressLine> line) {
        boolean isShown = conf.getBoolean(SHOWN, System.console() != null);
        return new TrainingProgress(line, isShown ? System.err : null, columns());
    }

    /** What a shell says, as Spark asks it. */
    private static int columns() {
        String told = System.getenv("COLUMNS");
        return told != null && told.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(told) : WIDTH;
    }

    void start() {
        timer.scheduleAtFixedRate(this::show, FIRST_MILLIS, EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized void show() {
        ProgressLine now = line.get();
        if (terminal != null) {
            hasShown = true;
            terminal.print(WIPED + now.bar(width));
            terminal.flush();
        }
        long nanos = System.nanoTime();
        if (nanos - loggedNanos >= TimeUnit.MILLISECONDS.toNanos(LOG_MILLIS)) {
            loggedNanos = nanos;
            LOG.info("{}", now.text());
        }
    }

    /** Its thread has ended afterwards. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(END_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    private synchronized void end() {
        if (hasShown) {
            hasShown = false;
            terminal.print(WIPED);
            terminal.flush();
        }
        LOG.info("ended: {}", line.get().text());
    }
}
