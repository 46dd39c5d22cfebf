package sparkgaia.server.log;

import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes the JDK's log as lines of time (UTC), level and text; a fault's trace follows, indented. For a process that is
 * the sidecar's own: it takes the place of all that the JDK's log wrote to.
 */
public final class OneLine extends Handler {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String MANAGER = "java.util.logging.manager";

    private final PrintStream to;

    OneLine(PrintStream to) {
        this.to = to;
    }

    /** The JDK's manager of logs, but it does not fall silent as soon as the process begins to end. */
    public static final class Manager extends LogManager {
        @Override
        public void reset() {
            // Called by a hook that runs beside those who still have something to say.
        }
    }

    /** To be called before anything is logged: what is said while the process ends is then written too. */
    public static void keepToTheEnd() {
        if (System.getProperty(MANAGER) == null) {
            System.setProperty(MANAGER, Manager.class.getName());
        }
    }

    /** From now on everything of this level and graver goes to the stream. */
    public static void install(PrintStream to, Level level) {
        Logger root = Logger.getLogger("");
        for (Handler other : root.getHandlers()) {
            root.removeHandler(other);
        }
        root.addHandler(new OneLine(to));
        root.setLevel(julLevel(level));
    }

    private static java.util.logging.Level julLevel(Level level) {
        return switch (level) {
            case ALL -> java.util.logging.Level.ALL;
            case TRACE -> java.util.logging.Level.FINER;
            case DEBUG -> java.util.logging.Level.FINE;
            case INFO -> java.util.logging.Level.INFO;
            case WARNING -> java.util.logging.Level.WARNING;
            case ERROR -> java.util.logging.Level.SEVERE;
            case OFF -> java.util.logging.Level.OFF;
        };
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        var text = new StringBuilder(TIME.format(record.getInstant()));
        text.append(' ').append(word(record.getLevel())).append(' ');
        text.append(Log.line(String.valueOf(record.getMessage())));
        if (record.getThrown() != null) {
            trace(text, record.getThrown());
        }
        to.println(text);
    }

    private static void trace(StringBuilder text, Throwable fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            text.append(System.lineSeparator()).append("    ").append(Log.line(each.toString()));
            for (StackTraceElement frame : each.getStackTrace()) {
                text.append(System.lineSeparator()).append("        at ").append(frame);
            }
        }
    }

    private static String word(java.util.logging.Level level) {
        int value = level.intValue();
        if (value >= java.util.logging.Level.SEVERE.intValue()) {
            return "error  ";
        }
        if (value >= java.util.logging.Level.WARNING.intValue()) {
            return "warning";
        }
        if (value >= java.util.logging.Level.INFO.intValue()) {
            return "info   ";
        }
        return value >= java.util.logging.Level.FINE.intValue() ? "debug  " : "trace  ";
    }

    @Override
    public void flush() {
        to.flush();
    }

    @Override
    public void close() {
        to.flush();
    }
}
