package sparkgaia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Holds the sources to the limits of the house: small classes, short methods, told packages. */
class StyleTest {

    /** Lines of a file that hold code; comments and blank lines are free. */
    private static final int FILE_LINES_MAX = 400;

    /** Lines of a method from its first annotation to its closing brace, all of them. */
    private static final int METHOD_LINES_MAX = 60;

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path CORE = MAIN.resolve("sparkgaia/core");

    @Test
    void noFileOfTheCoreIsTooLong() throws IOException {
        var offenders = new ArrayList<String>();
        for (Path file : javaFilesUnder(CORE)) {
            int lines = JavaSource.read(file).codeLines();
            if (lines > FILE_LINES_MAX) {
                offenders.add(MAIN.relativize(file) + " has " + lines + " lines of code");
            }
        }
        assertNone(
                offenders,
                "at most " + FILE_LINES_MAX + "; give the new mechanism a class of its own");
    }

    @Test
    void noMethodOfTheCoreIsTooLong() throws IOException {
        var offenders = new ArrayList<String>();
        for (Path file : javaFilesUnder(CORE)) {
            for (JavaSource.Body method : JavaSource.read(file).methods()) {
                if (method.lines() > METHOD_LINES_MAX) {
                    offenders.add(
                            MAIN.relativize(file)
                                    + ":"
                                    + method.firstLine()
                                    + " has "
                                    + method.lines()
                                    + " lines");
                }
            }
        }
        assertNone(offenders, "at most " + METHOD_LINES_MAX + "; a method fits a screen");
    }

    @Test
    void everyPackageTellsWhatItIsFor() throws IOException {
        var offenders = new TreeSet<String>();
        for (Path file : javaFilesUnder(MAIN)) {
            if (!Files.exists(file.resolveSibling("package-info.java"))) {
                offenders.add(MAIN.relativize(file.getParent()) + " has no package-info.java");
            }
        }
        assertNone(
                offenders,
                "say what the package decides, what it never does, which invariants it owns");
    }

    private static void assertNone(Iterable<String> offenders, String rule) {
        assertEquals("", String.join("\n", offenders), rule);
    }

    private static List<Path> javaFilesUnder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Predicate<Path> isJava = file -> file.toString().endsWith(".java");
        try (var files = Files.walk(folder)) {
            return files.filter(isJava).sorted().toList();
        }
    }
}
