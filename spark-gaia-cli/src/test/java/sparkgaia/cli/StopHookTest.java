package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import sparkgaia.server.log.OneLine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Processes that are told to end by SIGTERM. */
@Timeout(60)
class StopHookTest {
    private static final long PATIENCE_SECONDS = 30;

    /** What a process came to after SIGTERM. */
    private record End(int status, String err) {}

    /** A process with a service that closes as its argument says. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] how) throws InterruptedException {
            OneLine.keepToTheEnd();
            OneLine.install(System.err, Level.INFO);
            var closed = new CountDownLatch(1);
            AutoCloseable service =
                    () -> {
                        switch (how[0]) {
                            case "hang" -> new CountDownLatch(1).await();
                            case "fail" -> throw new IOException("the disk is gone");
                            default -> closed.countDown();
                        }
                    };
            var hook =
                    new StopHook(service, Duration.ofMillis(how[0].equals("hang") ? 200 : 20_000));
            hook.install();
            System.out.println("ready");
            if (!how[0].equals("ends")) {
                closed.await();
            }
            hook.remove();
            System.exit(7);
        }
    }

    private static Process victim(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        how)
                .start();
    }

    private static End terminated(String how) throws IOException, InterruptedException {
        Process process = victim(how);
        try (var out =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                var err = process.getErrorStream()) {
            assertEquals("ready", out.readLine());
            process.toHandle().destroy(); // unlike Process.destroy it leaves the streams open
            String said = new String(err.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends");
            return new End(process.exitValue(), said);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatClosesInTimeEndsWithZero() throws Exception {
        End end = terminated("close");
        assertEquals(0, end.status(), end.err());
        assertTrue(end.err().contains(" info    told to stop, closes within 20 s\n"), end.err());
        assertTrue(end.err().endsWith(" info    stopped\n"), end.err());
    }

    @Test
    void whatHangsEndsAtItsDeadlineWithOne() throws Exception {
        End end = terminated("hang");
        assertEquals(1, end.status(), end.err());
        assertTrue(end.err().contains("did not close within gaia.stop.timeout"), end.err());
    }

    @Test
    void whatCannotCloseSaysWhyAndEndsWithOne() throws Exception {
        End end = terminated("fail");
        assertEquals(1, end.status(), end.err());
        assertTrue(end.err().contains("java.io.IOException: the disk is gone"), end.err());
    }

    @Test
    void whatEndsByItselfKeepsItsStatus() throws Exception {
        Process process = victim("ends");
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends");
            assertEquals(7, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }
}
