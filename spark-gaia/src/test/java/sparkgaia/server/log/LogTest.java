package sparkgaia.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.logging.LogRecord;

class LogTest {
    private final List<String> lines = new ArrayList<>();
    private long now;

    /** A logger that keeps what it is told, above debug. */
    private final class Kept implements System.Logger {
        @Override
        public String getName() {
            return "kept";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() > Level.DEBUG.getSeverity();
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
            lines.add(level + " " + text + " " + thrown);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            lines.add(level + " " + format);
        }
    }

    private final Log log = new Log(new Kept(), () -> now);

    private List<String> taken() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Test
    void whatHappensOftenIsSaidOnceAMinuteWithHowManyWereLeftOut() {
        for (int i = 1; i <= 43; i++) {
            log.seldom(Level.WARNING, "refused b", "refused number " + i);
        }
        assertEquals(List.of("WARNING refused number 1"), taken());
        now += Log.SILENCE_NANOS - 1;
        log.info("something else");
        assertEquals(List.of("INFO something else"), taken());
        now += 1;
        log.info("later");
        assertEquals(List.of("WARNING refused number 43 (and 41 more)", "INFO later"), taken());
        log.seldom(Level.WARNING, "refused b", "again");
        assertEquals(List.of("WARNING again"), taken());
    }

    @Test
    void keysDoNotSilenceEachOther() {
        log.seldom(Level.INFO, "a", "of a");
        log.seldom(Level.INFO, "b", "of b");
        log.seldom(Level.INFO, "b", "of b again");
        log.seldom(Level.DEBUG, "c", "nobody listens");
        assertEquals(List.of("INFO of a", "INFO of b"), taken());
        log.flush();
        assertEquals(List.of("INFO of b again"), taken());
    }

    @Test
    void keysAreBounded() {
        for (int i = 0; i < 10 * Log.KEYS_MAX; i++) {
            log.seldom(Level.INFO, "key " + i, "text");
        }
        assertEquals(Log.KEYS_MAX + 1, lines.size());
    }

    @Test
    void whatOthersSentCannotBeginALine() {
        log.info("name \"x\n2026-01-01 error all is lost\u001b[31m\u2028\u202e\"");
        assertEquals(
                List.of(
                        "INFO name \"x?2026-01-01 error all is lost?[31m???\""
                                .replace("???", "??")),
                taken());
        log.info("x".repeat(5_000));
        assertEquals("INFO ".length() + Log.LENGTH_MAX + 3, taken().get(0).length());
    }

    @Test
    void aLineIsTimeLevelAndText() {
        var bytes = new ByteArrayOutputStream();
        var line = new OneLine(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        var record = new LogRecord(java.util.logging.Level.WARNING, "virginia is {0} gone\nreally");
        record.setInstant(java.time.Instant.ofEpochMilli(1_700_000_000_123L));
        record.setParameters(new Object[] {"not"});
        line.publish(record);
        assertEquals(
                "2023-11-14T22:13:20.123Z warning virginia is {0} gone?really\n",
                bytes.toString(StandardCharsets.UTF_8));
        record.setThrown(new IllegalStateException("broken", new RuntimeException("why")));
        bytes.reset();
        line.publish(record);
        List<String> trace = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals("    java.lang.IllegalStateException: broken", trace.get(1));
        assertTrue(trace.get(2).startsWith("        at "), trace.get(2));
        assertTrue(trace.contains("    java.lang.RuntimeException: why"), trace.toString());
    }
}
