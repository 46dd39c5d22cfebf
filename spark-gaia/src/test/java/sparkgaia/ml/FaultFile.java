package sparkgaia.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A fault that a test orders of whichever process meets it first: a file {@code KIND-CLOCK} in a folder that all see, which
 * is gone when it is met.
 */
final class FaultFile {
    /** Names the folder, in the environment of executors. */
    static final String FOLDER = "GAIA_TEST_FAULTS";

    /** The worker's task throws. */
    static final String THROWN = "throw";

    /** The worker's process ends as by kill -9. */
    static final String KILLED = "kill";

    /**
     * The worker says that it is {@link #heldWorker held}, and throws when it is {@link #free freed}; at the end its process
     * ends as by kill -9.
     */
    static final String HELD = "hold";

    /** Nothing happens: it is seen that a worker is there. */
    static final String SEEN = "see";

    /** The clock of a worker that has done all. */
    static final int END = 0;

    private static final String IS_HELD = "held-";
    private static final String IS_FREE = "free";
    private static final long SECONDS_MAX = 90;

    private FaultFile() {}

    static void order(Path folder, String kind, int clock) throws IOException {
        Files.createFile(folder.resolve(kind + "-" + clock));
    }

    static boolean isMet(Path folder, String kind, int clock) {
        return !Files.exists(folder.resolve(kind + "-" + clock));
    }

    static void awaitMet(Path folder, String kind, int clock) {
        await(kind + "-" + clock, () -> isMet(folder, kind, clock));
    }

    /** Waits until a worker is held; gives its number. */
    static int heldWorker(Path folder) throws IOException {
        await("a worker is held", () -> held(folder) != null);
        Path held = held(folder);
        Files.delete(held);
        return Integer.parseInt(held.getFileName().toString().substring(IS_HELD.length()));
    }

    private static Path held(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(IS_HELD))
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the worker that is held go on. */
    static void free(Path folder) throws IOException {
        Files.createFile(folder.resolve(IS_FREE));
    }

    static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + ": not within " + SECONDS_MAX + " s");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    static void meet(int clock, int worker) {
        String name = System.getenv(FOLDER);
        if (name == null) {
            return;
        }
        Path folder = Path.of(name);
        try {
            if (Files.deleteIfExists(folder.resolve(HELD + "-" + clock))) {
                hold(folder, worker);
                if (clock == END) {
                    Runtime.getRuntime().halt(137);
                }
                throw new IllegalStateException("a fault of a test");
            }
            if (Files.deleteIfExists(folder.resolve(THROWN + "-" + clock))) {
                throw new IllegalStateException("a fault of a test");
            }
            if (Files.deleteIfExists(folder.resolve(KILLED + "-" + clock))) {
                Runtime.getRuntime().halt(137);
            }
            Files.deleteIfExists(folder.resolve(SEEN + "-" + clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hold(Path folder, int worker) throws IOException {
        Path held = Files.createFile(folder.resolve(IS_HELD + worker));
        await("freed", () -> Files.exists(folder.resolve(IS_FREE)));
        Files.deleteIfExists(held);
        Files.delete(folder.resolve(IS_FREE));
    }
}
