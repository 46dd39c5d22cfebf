package sparkgaia.server.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** T14 on a disk that is really full: one of 2 MiB in memory, where this user may mount one. */
class FullDiskTest {
    private static final int MOUNT_SECONDS_MAX = 10;

    @TempDir Path temporary;
    private Path folder;
    private boolean isMounted;

    @BeforeEach
    void mount() throws Exception {
        folder = Files.createDirectory(temporary.resolve("small"));
        isMounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.toString());
        assumeTrue(isMounted, "this user cannot mount a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        if (isMounted) {
            assertTrue(run("umount", folder.toString()));
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(MOUNT_SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whatWasDurableBeforeItWasFullIsThereAndItGoesOnOnceThereIsRoom() throws Exception {
        int durable;
        List<String> lines;
        try (var desk = new Desk(folder)) {
            while (!desk.hasFailed()) {
                desk.appendLarge(30_000);
                desk.awaitDurable();
            }
            assertTrue(desk.failures.get(0).contains("No space left on device"));
            durable = desk.durable();
            lines = desk.lines();
        }
        assertTrue(durable > 50, durable + " records of 30 KB in 2 MiB");
        try (var desk = new Desk(folder)) {
            assertTrue(desk.state.size() >= durable);
            assertEquals(lines.subList(0, desk.state.size()), desk.lines());
            desk.snapshot();
            desk.await(() -> false);
            assertTrue(desk.failures.get(0).contains("2.part failed: No space left on device"));
        }
        assertTrue(run("mount", "-o", "remount,size=16m", folder.toString()));
        try (var desk = new Desk(folder)) {
            desk.snapshot();
            desk.await(() -> !desk.journal.isSnapshotting());
            desk.appendLarge(30_000);
            desk.awaitDurable();
            assertEquals(List.of(), desk.failures);
            lines = desk.lines();
        }
        try (var desk = new Desk(folder)) {
            assertEquals(lines, desk.lines());
        }
    }
}
