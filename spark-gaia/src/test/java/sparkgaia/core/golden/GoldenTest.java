package sparkgaia.core.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The protocol, scenario by scenario: what a region does is what its golden trace says. */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final int SCENARIOS_MIN = 22;
    private static final boolean REWRITES = Boolean.getBoolean("golden.rewrite");

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        return files().stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(), () -> play(file)));
    }

    private static void play(Path file) throws IOException {
        String expected = Files.readString(file);
        String actual = new GoldenFile(expected).played(new Script());
        if (REWRITES && !actual.equals(expected)) {
            Files.writeString(file, actual);
        } else {
            assertEquals(expected, actual, "if this is right: -Dgolden.rewrite=true, and read");
        }
    }

    @Test
    void thereAreEnoughAndEachSaysWhatItShows() throws IOException {
        assertTrue(files().size() >= SCENARIOS_MIN, files().size() + " scenarios");
        for (Path file : files()) {
            assertTrue(Files.readString(file).startsWith("# "), file + " has no comment on top");
        }
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
    }
}
