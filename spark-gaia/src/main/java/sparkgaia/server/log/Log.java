package sparkgaia.server.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A log of one-line messages. What may happen often is said under a key: at most once a minute for each key, with how
 * many were left out. Safe to share.
 */
public final class Log {
    /** How long a key is silent after it was said. */
    static final long SILENCE_NANOS = 60_000_000_000L;

    /** Keys remembered at a time; what comes under a further one is said under {@link #OTHER}. */
    static final int KEYS_MAX = 256;

    static final int LENGTH_MAX = 2_000;
    private static final String OTHER = "other";

    /** A key that was said, and what was left out since. */
    private static final class Said {
        final long at;
        Level level;
        String last;
        long leftOut;

        Said(long at) {
            this.at = at;
        }
    }

    private final Logger logger;
    private final LongSupplier nanos;
    private final Map<String, Said> said = new LinkedHashMap<>();

    /** A log of this name, such as {@code sparkgaia.server}. */
    public Log(String name) {
        this(System.getLogger(name), System::nanoTime);
    }

    Log(Logger logger, LongSupplier nanos) {
        this.logger = logger;
        this.nanos = nanos;
    }

    public void debug(String text) {
        log(Level.DEBUG, text);
    }

    public void info(String text) {
        log(Level.INFO, text);
    }

    public void warning(String text) {
        log(Level.WARNING, text);
    }

    public void error(String text) {
        log(Level.ERROR, text);
    }

    /** A fault of ours: with its trace. */
    public void fault(String text, Throwable fault) {
        sayWhatWasLeftOut();
        logger.log(Level.ERROR, line(text), fault);
    }

    public void log(Level level, String text) {
        sayWhatWasLeftOut();
        logger.log(level, line(text));
    }

    /**
     * Says it unless the same key was said within a minute.
     *
     * @param key what this is about, of a bounded kind: a reason and a region, not a number from outside
     */
    public void seldom(Level level, String key, String text) {
        if (!logger.isLoggable(level)) {
            return;
        }
        sayWhatWasLeftOut();
        if (isToBeSaid(level, key, text)) {
            logger.log(level, line(text));
        }
    }

    private synchronized boolean isToBeSaid(Level level, String key, String text) {
        String under = said.containsKey(key) || said.size() < KEYS_MAX ? key : OTHER;
        Said before = said.get(under);
        if (before == null) {
            said.put(under, new Said(nanos.getAsLong()));
            return true;
        }
        before.level = level;
        before.last = text;
        before.leftOut++;
        return false;
    }

    /** What was left out under keys whose minute is over. Also to be called at the end. */
    private void sayWhatWasLeftOut() {
        tell(takeOver(SILENCE_NANOS));
    }

    /** Says at once what was left out so far. */
    public void flush() {
        tell(takeOver(0));
    }

    private void tell(ArrayList<Said> over) {
        for (Said one : over) {
            logger.log(
                    one.level,
                    line(one.last)
                            + (one.leftOut > 1 ? " (and " + (one.leftOut - 1) + " more)" : ""));
        }
    }

    /** Keys are in the order in which they were said, so the first that is still silent ends the search. */
    private synchronized ArrayList<Said> takeOver(long silence) {
        var over = new ArrayList<Said>();
        if (said.isEmpty()) {
            return over;
        }
        long now = nanos.getAsLong();
        Iterator<Said> oldest = said.values().iterator();
        while (oldest.hasNext()) {
            Said one = oldest.next();
            if (now - one.at < silence) {
                break;
            }
            oldest.remove();
            if (one.leftOut > 0) {
                over.add(one);
            }
        }
        return over;
    }

    /** One line: what would end it or move the cursor becomes a question mark. */
    static String line(String text) {
        var line = new StringBuilder();
        int end = Math.min(text.length(), LENGTH_MAX);
        for (int i = 0; i < end; i++) {
            char character = text.charAt(i);
            line.append(isPrintable(character) ? character : '?');
        }
        return text.length() > LENGTH_MAX ? line.append("...").toString() : line.toString();
    }

    private static boolean isPrintable(char character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
