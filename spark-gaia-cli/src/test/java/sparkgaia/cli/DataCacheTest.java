package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The programs that fetch are small scripts here: what the cache makes of them is what is tested. */
class DataCacheTest {
    private static final String NOWHERE = "no-such-program-of-gaia";

    @TempDir private Path home;
    private Path kept;
    private Path lists;

    @BeforeEach
    void folders() throws IOException {
        kept = home.resolve("cache");
        lists = Files.createDirectory(home.resolve("lists"));
    }

    private DataCache cache(String python, String aptGet, String dpkgDeb) {
        return new DataCache(kept, new DataCache.Tools(python, aptGet, dpkgDeb, lists));
    }

    /** A program of one's own, run by the shell. */
    private String program(String name, String... lines) throws IOException {
        Path file = home.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file.toString();
    }

    private String fetchOfMovies(DataCache cache) {
        return assertThrows(
                        IOException.class,
                        () -> cache.wheelMember("movies", "films", "1.0", "films/a/r.inter"))
                .getMessage();
    }

    private void nothingIsLeft() throws IOException {
        try (var all = Files.list(kept)) {
            assertEquals(List.of(), all.toList());
        }
    }

    @Test
    void theUserMayChooseTheFolder() {
        Path own = Path.of("/home/ann");
        assertEquals(Path.of("/c"), DataCache.folder(Map.of("GAIA_CACHE", "/c"), own));
        assertEquals(
                Path.of("/x/spark-gaia"), DataCache.folder(Map.of("XDG_CACHE_HOME", "/x"), own));
        assertEquals(
                own.resolve(".cache/spark-gaia"),
                DataCache.folder(Map.of("GAIA_CACHE", " ", "XDG_CACHE_HOME", "x"), own));
    }

    @Test
    void whatIsThereIsNotFetched() throws IOException {
        Path file = kept.resolve("movies/r.inter");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");
        Files.createDirectories(kept.resolve("texts"));
        DataCache cache = cache(NOWHERE, NOWHERE, NOWHERE);

        assertEquals(file, cache.wheelMember("movies", "films", "1.0", "films/a/r.inter"));
        assertEquals(kept.resolve("texts"), cache.debian("texts", "some-doc"));
    }

    @Test
    void aWheelIsFetchedOnceAndOneFileIsKept() throws IOException {
        Path wheel = home.resolve("films-1.0-py3-none-any.whl");
        try (var zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            zip.putNextEntry(new ZipEntry("films/a/r.inter"));
            zip.write("ratings".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("films/b"));
        }
        String python =
                program("python", "echo \"$@\" >> '" + home + "/calls'", "cp '" + wheel + "' .");
        DataCache cache = cache(python, NOWHERE, NOWHERE);
        for (int time = 0; time < 2; time++) {
            Path file = cache.wheelMember("movies", "films", "1.0", "films/a/r.inter");
            assertEquals(kept.resolve("movies/r.inter"), file);
            assertEquals("ratings", Files.readString(file));
        }
        List<String> calls = Files.readAllLines(home.resolve("calls"));
        assertEquals(1, calls.size());
        assertTrue(calls.get(0).startsWith("-m pip download "), calls.get(0));
        assertTrue(calls.get(0).contains("--no-deps --only-binary :all: --dest "), calls.get(0));
        assertTrue(calls.get(0).endsWith(" films==1.0"), calls.get(0));
        try (var all = Files.list(kept)) {
            assertEquals(List.of(kept.resolve("movies")), all.toList());
        }
        String missing =
                assertThrows(
                                IOException.class,
                                () -> cache.wheelMember("movies", "films", "1.0", "films/c"))
                        .getMessage();
        assertTrue(missing.contains("has no file films/c; or put the file at "), missing);
    }

    @Test
    void aProgramThatIsMissingIsNamedWithWhatToDo() throws IOException {
        String message = fetchOfMovies(cache(NOWHERE, NOWHERE, NOWHERE));
        assertTrue(message.startsWith("'" + NOWHERE + " -m pip download "), message);
        assertTrue(message.contains("films==1.0' cannot be run: "), message);
        assertTrue(
                message.endsWith("put the file at " + kept + "/movies/r.inter yourself"), message);
        nothingIsLeft();
    }

    @Test
    void aProgramThatFailsIsQuotedByItsLastLine() throws IOException {
        String python = program("python", "echo first >&2; echo no network >&2; echo >&2; exit 3");
        String message = fetchOfMovies(cache(python, NOWHERE, NOWHERE));
        assertTrue(message.contains("films==1.0' failed with status 3: no network; "), message);
        assertFalse(message.contains("first"), message);
        nothingIsLeft();
    }

    @Test
    void aProgramThatFetchesNothingIsNoSuccess() throws IOException {
        String message = fetchOfMovies(cache(program("python", "exit 0"), NOWHERE, NOWHERE));
        assertTrue(message.startsWith("fetched 0 files *.whl and expected one; or put"), message);
    }

    @Test
    void aProgramThatHangsIsStopped() throws IOException {
        String slow = program("slow", "echo waiting >&2", "sleep 600");
        var e =
                assertThrows(
                        Subprocess.Failure.class,
                        () -> Subprocess.run(List.of(slow), home, Duration.ofSeconds(2)));
        assertTrue(e.getMessage().endsWith("' was stopped after 2 s: waiting"), e.getMessage());
    }

    @Test
    void debianPackagesAreUnpackedIntoOneTree() throws IOException {
        String apt = program("apt-get", "[ $1 = download ] || exit 9", "echo $2 > $2_1_all.deb");
        String dpkg = program("dpkg-deb", "[ $1 = -x ] || exit 9", "cp $2 $3");
        Path tree = cache(NOWHERE, apt, dpkg).debian("texts", "a-doc", "b-doc");

        assertEquals(kept.resolve("texts"), tree);
        assertEquals("a-doc\n", Files.readString(tree.resolve("a-doc_1_all.deb")));
        assertEquals("b-doc\n", Files.readString(tree.resolve("b-doc_1_all.deb")));
        try (var all = Files.list(kept)) {
            assertEquals(List.of(tree), all.toList());
        }
    }

    @Test
    void anUnknownPackageAsksForAnUpdateAndAnEmptyListGetsOne() throws IOException {
        String apt =
                program(
                        "apt-get",
                        "if [ $1 = update ]; then touch '" + lists + "/x_Packages'; exit; fi",
                        "if [ -e '" + lists + "/x_Packages' ] && [ $2 = a-doc ]; then",
                        "  touch a-doc_1_all.deb; exit; fi",
                        "echo \"E: Unable to locate package $2\" >&2; exit 100");
        DataCache cache = cache(NOWHERE, apt, program("dpkg-deb", "exit 0"));
        assertTrue(Files.isDirectory(cache.debian("texts", "a-doc")));

        String message =
                assertThrows(IOException.class, () -> cache.debian("more", "b-doc")).getMessage();
        assertTrue(message.contains("Unable to locate package b-doc; run 'apt-get upd"), message);
        assertTrue(message.endsWith("or unpack b-doc at " + kept + "/more yourself"), message);
        assertFalse(Files.exists(kept.resolve("more")));
    }

    @Test
    void aNameIsNoPathAndNoOption() {
        DataCache cache = cache(NOWHERE, NOWHERE, NOWHERE);
        for (String bad : new String[] {"../up", "-x", "", "a b"}) {
            assertThrows(IllegalArgumentException.class, () -> cache.debian("texts", bad));
            assertThrows(IllegalArgumentException.class, () -> cache.debian(bad, "a-doc"));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> cache.wheelMember("movies", bad, "1", "m"));
        }
    }
}
