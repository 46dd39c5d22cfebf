package sparkgaia.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A fault that a test orders of whichever process meets it first: a file {@code KIND-CLOCK} in a folder that all see. */
final class FaultFile {
    /** Names the folder, in the environment of executors. */
    static final String FOLDER = "GAIA_TEST_FAULTS";

    /** The worker's task throws. */
    static final String THROWN = "throw";

    /** The worker's process ends as by kill -9. */
    static final String KILLED = "kill";

    private FaultFile() {}

    static void order(Path folder, String kind, int clock) throws IOException {
        Files.createFile(folder.resolve(kind + "-" + clock));
    }

    static boolean isMet(Path folder, String kind, int clock) {
        return !Files.exists(folder.resolve(kind + "-" + clock));
    }

    static void meet(int clock) {
        String folder = System.getenv(FOLDER);
        if (folder == null) {
            return;
        }
        try {
            if (Files.deleteIfExists(Path.of(folder, THROWN + "-" + clock))) {
                throw new IllegalStateException("a fault of a test");
            }
            if (Files.deleteIfExists(Path.of(folder, KILLED + "-" + clock))) {
                Runtime.getRuntime().halt(137);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
