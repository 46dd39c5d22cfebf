package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.table.Mix;
import sparkgaia.train.lda.Document;
import sparkgaia.train.lda.Planted;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Ratings, topics and pictures on data of somebody's own. */
@Tag("slow")
class StudyCommandsTest {
    private static final int CLASSES = 4;
    private static final int SIDE = 16;
    private static final Planted PLANTED = new Planted(8, 25);

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int lab(String... options) {
        var line = new ArrayList<>(List.of("lab"));
        line.addAll(List.of(options));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Gaia.run(
                line.toArray(String[]::new),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private void refused(int status, String words, String... options) {
        assertEquals(status, lab(options), err.toString());
        assertTrue(err.toString().startsWith("gaia: "), err.toString());
        assertTrue(err.toString().contains(words), err.toString());
        assertEquals("", out.toString());
    }

    private Path texts;
    private Path pictures;

    @BeforeEach
    void write() throws IOException {
        texts = Files.createDirectory(folder.resolve("texts"));
        for (int region = 0; region < 3; region++) {
            writeTexts(Files.createDirectory(texts.resolve("source" + region)), region);
        }
        pictures = Files.createDirectory(folder.resolve("pictures"));
        writePictures("train", 300);
        writePictures("t10k", 80);
    }

    private static void writeTexts(Path source, int region) throws IOException {
        for (Document document : PLANTED.documents(1, 2 * region, 40, 60)) {
            var text = new StringBuilder();
            for (int word : document.words()) {
                text.append("word").append((char) ('a' + word / 25));
                text.append((char) ('a' + word % 25)).append(' ');
            }
            Files.writeString(source.resolve(document.id() + ".txt"), text);
        }
    }

    /** A class is a bright quarter, in noise. */
    private void writePictures(String set, int count) throws IOException {
        var images = ByteBuffer.allocate(16 + count * SIDE * SIDE);
        images.putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
        var labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int picture = 0; picture < count; picture++) {
            int label = picture % CLASSES;
            labels.put((byte) label);
            for (int at = 0; at < SIDE * SIDE; at++) {
                int quarter = at / SIDE / (SIDE / 2) * 2 + at % SIDE / (SIDE / 2);
                double noise = Mix.unit(Mix.hash(set.length(), picture, at));
                images.put((byte) (100 * noise + (quarter == label ? 80 : 0)));
            }
        }
        zip(set + "-images-idx3-ubyte.gz", images.array());
        zip(set + "-labels-idx1-ubyte.gz", labels.array());
    }

    private void zip(String file, byte[] bytes) throws IOException {
        try (OutputStream to =
                new GZIPOutputStream(Files.newOutputStream(pictures.resolve(file)))) {
            to.write(bytes);
        }
    }

    private String[] lda(String... more) {
        return with(
                more,
                "lda-plain",
                "--data",
                texts.toString(),
                "--topics",
                "4",
                "--sweeps",
                "4",
                "--clocks",
                "2",
                "--workers",
                "2");
    }

    private String[] logreg(String... more) {
        return with(
                more, "logreg", "--data", pictures.toString(), "--epochs", "4", "--clocks", "2");
    }

    private String[] mf(String... more) {
        return with(
                more,
                "mf",
                "--users",
                "300",
                "--items",
                "200",
                "--ratings",
                "6000",
                "--epochs",
                "4");
    }

    private static String[] with(String[] more, String... usual) {
        var all = new ArrayList<>(List.of(usual));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private List<Map<?, ?>> rows(String command, String... line) throws IOException {
        Path json = folder.resolve("report.json");
        Path page = folder.resolve("report.html");
        String[] full = with(new String[] {"--json", json.toString()}, line);
        full = with(new String[] {"--html", page.toString()}, full);
        assertEquals(0, lab(full), err.toString());
        assertFalse(err.toString().contains("gaia: "), err.toString());
        String text = out.toString();
        byte[] first = Files.readAllBytes(json);
        byte[] firstPage = Files.readAllBytes(page);
        assertEquals(0, lab(full), err.toString());
        assertEquals(text, out.toString());
        assertArrayEquals(first, Files.readAllBytes(json));
        assertArrayEquals(firstPage, Files.readAllBytes(page));
        Map<?, ?> report = (Map<?, ?>) JsonText.read(new String(first, StandardCharsets.UTF_8));
        assertEquals(command, report.get("command"));
        var rows = new ArrayList<Map<?, ?>>();
        for (Object row : (List<?>) report.get("rows")) {
            rows.add((Map<?, ?>) row);
        }
        return rows;
    }

    private static List<?> members(List<Map<?, ?>> rows, String name) {
        return rows.stream().map(row -> row.get(name)).toList();
    }

    @Test
    void ratingsAreFactorisedUnderEveryModelOverEveryNetwork() throws IOException {
        List<Map<?, ?>> rows = rows("mf", mf());
        assertEquals(1 + 3 * 6, rows.size());
        assertEquals(
                List.of("bsp", "bsp-sharded", "ssp", "async", "paper", "gaia"),
                members(rows.subList(13, 19), "model"));
        assertEquals("ec2", rows.get(13).get("wan"));
        Map<?, ?> lan = rows.get(0);
        assertEquals("lan", lan.get("wan"));
        assertEquals(1.0, lan.get("timeVsLan"));
        assertEquals(0.0, ((Number) lan.get("bytes")).doubleValue());
        for (Map<?, ?> row : rows) {
            assertEquals(true, row.get("bitIdentical"), row.toString());
            assertTrue((Double) row.get("rmseVsLan") < 1.1, row.toString());
            boolean isBsp = ((String) row.get("model")).startsWith("bsp");
            // BSP over a WAN is one data centre, only later.
            assertEquals(isBsp, lan.get("heldOut").equals(row.get("heldOut")), row.toString());
            assertTrue(
                    row.get("timeVsLan") == null || (Double) row.get("timeVsLan") > 0.5, "" + row);
        }
        double vc = (Double) rows.get(1).get("timeVsLan");
        assertEquals(3.5, vc, 0.4, "what it was calibrated to, in runs longer than this one");
        assertTrue((Double) rows.get(7).get("timeVsLan") > 3 * vc, "S/S is far slower");
        assertFalse(out.toString().contains("WARNING"), out.toString());
    }

    @Test
    void filesThatCannotBeWrittenAreRefusedBeforeTheWork() throws IOException {
        Path none = folder.resolve("none").resolve("x.json");
        refused(1, "there is no folder", mf("--json", none.toString()));
        refused(1, "is a folder", mf("--html", folder.toString()));
        String same = folder.resolve("same").toString();
        refused(2, "name the same file", mf("--html", same, "--json", same));
    }

    @Test
    void whatIsNeverReachedIsNull() throws IOException {
        String[] coarse = mf("--wan", "ec2", "--models", "paper", "--threshold", "1000");
        Map<?, ?> paper = rows("mf", coarse).get(1);
        assertTrue(paper.containsKey("timeVsLan"));
        assertNull(paper.get("timeVsLan"));
        assertNull(paper.get("timeVsLanOwn"));
        assertTrue(out.toString().contains("never"), out.toString());
    }

    @Test
    void thePapersRuleHasItsThresholdByTheNumberOfRegions() throws IOException {
        String[] two = mf("--wan", "vc", "--models", "paper");
        assertEquals(rows("mf", with(new String[] {"--threshold", "2"}, two)), rows("mf", two));
        String[] three = mf("--wan", "three", "--models", "paper");
        assertEquals(rows("mf", with(new String[] {"--threshold", "1"}, three)), rows("mf", three));
        assertNotEquals(
                rows("mf", with(new String[] {"--threshold", "2"}, three)), rows("mf", three));
    }

    @Test
    void ratingsThatCannotBeUsedAreRefusedByName() throws IOException {
        refused(2, "the nearest is \"movielens\"", "mf", "--data", "movielense");
        refused(1, "there is no such file", "mf", "--data", folder.resolve("none.csv").toString());
        Path file = folder.resolve("ratings.csv");
        Files.writeString(file, "user,item,rating\n1,1,NaN\n");
        refused(1, "line 2 column 3 (rating): \"NaN\"", "mf", "--data", file.toString());
        Files.writeString(file, "user,item,stars\n1,1,3\n");
        refused(1, "no column is called \"rating\"", "mf", "--data", file.toString());
        refused(1, "--rank is 0", "mf", "--rank", "0");
        refused(1, "skew is 2.0", mf("--skew", "2"));
        refused(2, "--threshold", mf("--threshold", "many"));
    }

    @Test
    void topicsAreFoundUnderEveryModelAndTheCountsAreExactEveryTime() throws IOException {
        List<Map<?, ?>> rows = rows("lda-plain", lda());
        assertEquals(
                List.of("bsp", "bsp", "ssp", "async", "paper", "gaia"), members(rows, "model"));
        assertEquals(
                List.of("lan", "three", "three", "three", "three", "three"), members(rows, "wan"));
        for (Map<?, ?> row : rows) {
            assertEquals(true, row.get("countsExact"));
            assertEquals(true, row.get("bitIdentical"));
            assertNull(row.get("failure"));
            assertTrue((Double) row.get("objective") > 0, row.toString());
            assertTrue((Double) row.get("heldOut") < StrictMath.log(PLANTED.words()), "" + row);
        }
        // BSP over a WAN is one data centre, only later.
        assertEquals(rows.get(0).get("objective"), rows.get(1).get("objective"));
        assertTrue(out.toString().contains("finished, counts equal the assignments: yes"));
        assertTrue(out.toString().contains("of source0, source1, source2: 4 topics, 4 sweeps"));
        assertTrue(Files.readString(folder.resolve("report.html")).contains("assignments: yes"));
    }

    @Test
    void anotherSeedIsAnotherTrainingOfTopicsAndOfPictures() throws IOException {
        String[] one = lda("--models", "bsp");
        String[] other = lda("--models", "bsp", "--seed", "2");
        assertTrue(!rows("lda-plain", one).equals(rows("lda-plain", other)));
        String[] vc = logreg("--models", "bsp", "--wan", "vc");
        String[] vcToo = logreg("--models", "bsp", "--wan", "vc", "--seed", "2");
        assertTrue(!rows("logreg", vc).equals(rows("logreg", vcToo)));
    }

    @Test
    void aNetworkWithoutARegionForEachSourceIsRefused() throws IOException {
        refused(2, "vc has 2 regions, but each of the 3 sources is a", lda("--wan", "vc"));
        Path four = folder.resolve("four.csv");
        Files.writeString(four, "region,A,B,C,D\nA,9,9,9,9\nB,9,9,9,9\nC,9,9,9,9\nD,9,9,9,9\n");
        refused(2, "four.csv has 4 regions, but", lda("--wan", four.toString()));
        writeTexts(Files.createDirectory(texts.resolve("source3")), 3);
        assertEquals(0, lab(lda("--wan", four.toString(), "--models", "bsp")), err.toString());
        refused(2, "each of the 4 sources is a region: give a network of 4 regions", lda());
    }

    @Test
    void textsThatCannotBeUsedAreRefusedByName() throws IOException {
        refused(2, "unknown model \"giaa\"; the nearest is \"gaia\"", lda("--models", "giaa"));
        refused(1, "--topics is 0", "lda-plain", "--data", texts.toString(), "--topics", "0");
        refused(1, "there is no such", "lda-plain", "--data", folder.resolve("none").toString());
        refused(1, "has 0 folders, but from 2", "lda-plain", "--data", texts + "/source1");
        Files.writeString(texts.resolve("source2").resolve("broken.txt.gz"), "not packed");
        refused(1, "broken.txt.gz", lda());
        try (var files = Files.list(texts.resolve("source2"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        refused(1, "source2: put texts there", lda());
    }

    @Test
    void picturesAreLearntUnderEveryModel() throws IOException {
        List<Map<?, ?>> rows = rows("logreg", logreg("--wan", "ss"));
        assertEquals(
                List.of("bsp", "bsp", "ssp", "async", "local-sgd", "gaia-rows", "gaia"),
                members(rows, "model"));
        for (Map<?, ?> row : rows) {
            assertEquals(true, row.get("bitIdentical"));
            assertTrue((Double) row.get("accuracy") > 0.5, row.toString());
            assertTrue((Double) row.get("objective") < StrictMath.log(CLASSES), row.toString());
        }
        assertEquals(rows.get(0).get("accuracy"), rows.get(1).get("accuracy"));
        assertTrue(out.toString().contains("300 pictures of 64 pixels in 4 classes"));
        assertTrue(out.toString().contains("WARNING: it takes 16.5 times; there is too little"));
        assertTrue(out.toString().contains("accuracy  waits"), out.toString());
    }

    @Test
    void skewedPicturesDependOnTheRegionsAndOthersDoNot() throws IOException {
        String[] even = logreg("--models", "bsp", "--wan", "all", "--skew", "0");
        String[] skewed = logreg("--models", "bsp", "--wan", "all", "--skew", "1");
        assertEquals(List.of("lan", "vc", "ss", "ec2"), members(rows("logreg", even), "wan"));
        assertEquals(
                List.of("lan", "lan", "vc", "ss", "ec2"), members(rows("logreg", skewed), "wan"));
    }

    @Test
    void picturesThatCannotBeUsedAreRefusedByName() throws IOException {
        refused(2, "unknown model \"sspp\"; the nearest is \"ssp\"", logreg("--models", "sspp"));
        refused(1, "--skew is 2.0", logreg("--skew", "2"));
        refused(1, "cannot be shrunk by 3", logreg("--shrink", "3"));
        Path labels = pictures.resolve("t10k-labels-idx1-ubyte.gz");
        Files.writeString(labels, "not packed");
        refused(1, "t10k-labels-idx1-ubyte.gz: cannot be unpacked", logreg());
        Files.delete(labels);
        refused(1, "t10k-labels-idx1-ubyte.gz: is not in ", logreg());
    }
}
