package sparkgaia.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * Says on stderr how far something has come: on one line that changes where a person watches, as a line every ten
 * seconds where a log does. What takes less than two seconds says nothing.
 */
final class Progress implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final long FIRST_NANOS = 2 * SECOND;
    private static final long TERMINAL_NANOS = SECOND / 5;
    private static final long LOG_NANOS = 10 * SECOND;
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintWriter err;
    private final boolean isTerminal;
    private final long startNanos = System.nanoTime();
    private long nextNanos;
    private boolean isShown;

    Progress(PrintWriter err) {
        this(err, System.console() != null);
    }

    Progress(PrintWriter err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
        this.nextNanos = startNanos + (isTerminal ? FIRST_NANOS : LOG_NANOS);
    }

    /** Says it, if it is time to. */
    void say(Supplier<String> words) {
        long now = System.nanoTime();
        if (now < nextNanos) {
            return;
        }
        nextNanos = now + (isTerminal ? TERMINAL_NANOS : LOG_NANOS);
        isShown = isTerminal;
        err.print(isTerminal ? CLEAR_LINE + words.get() : words.get() + System.lineSeparator());
        err.flush();
    }

    double seconds() {
        return (System.nanoTime() - startNanos) * 1e-9;
    }

    @Override
    public void close() {
        clear();
    }

    /** Takes the changing line away, to make room for other words. */
    void clear() {
        if (isShown) {
            err.print(CLEAR_LINE);
            err.flush();
        }
        isShown = false;
    }
}
