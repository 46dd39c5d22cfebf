package sparkgaia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

class LineTest {
    private static final Path PAGE = Path.of("../docs/ledger.md");
    private static final String BEGIN = "<!-- example -->\n```\n";

    /** What the page shows, made anew. */
    private static String example() {
        List<Content> contents =
                List.of(
                        new Books().begun("eu", 1),
                        new Content.Started(0, ""),
                        Scribe.batch(1, "us"));
        var text = new StringBuilder();
        String before = Hashes.NONE;
        for (int i = 0; i < contents.size(); i++) {
            byte[] line = Line.of(new Entry(i + 1, Scribe.NOON, contents.get(i), before));
            text.append(new String(line, StandardCharsets.US_ASCII));
            before = Line.hash(line);
        }
        return text.toString();
    }

    @Test
    void theExampleOfThePageIsWhatIsWritten() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        assertEquals(example(), page.substring(from, page.indexOf("```", from)));
    }

    @Test
    void theLargestRecordsFitTheirLimit() {
        var rows = new TreeMap<String, Integer>();
        for (int table = 0; table < Egress.TABLES_MAX; table++) {
            // As long as names may be, and every character takes six.
            rows.put(String.format("%04d", table) + "\u0001".repeat(252), Integer.MAX_VALUE);
        }
        Egress one = Scribe.batch(1, "us");
        var largest =
                new Egress(
                        one.kind(),
                        "\u0001".repeat(Egress.JOB_CHARS_MAX),
                        "us",
                        0,
                        0,
                        1,
                        1,
                        rows,
                        1,
                        1,
                        one.sha256(),
                        false);
        assertTrue(
                Line.of(new Entry(1, Scribe.NOON, largest, Hashes.NONE)).length < Line.BYTES_MAX);
        var books = new Books();
        for (int job = 0; job < Books.PAIRS_MAX; job++) {
            String key = String.format("%04d", job) + "\u0001".repeat(252);
            books.count(
                    Scribe.NOON,
                    new Egress(
                            one.kind(),
                            key,
                            "us",
                            0,
                            0,
                            1,
                            1,
                            new TreeMap<>(),
                            1,
                            1,
                            one.sha256(),
                            false));
        }
        Content begun = books.begun("eu", 2);
        assertTrue(Line.of(new Entry(1, Scribe.NOON, begun, Hashes.NONE)).length < Line.BYTES_MAX);
    }
}
