package sparkgaia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

class LedgerTest {
    private static final byte[] HASH = HexFormat.of().parseHex("ab".repeat(32));

    @TempDir private Path folder;

    @Test
    void aRecordIsInTheFileWhenAppendReturns() throws Exception {
        try (Ledger ledger = Scribe.open(folder, "eu")) {
            Ledger.Head head = ledger.append(Scribe.batch(1, "us"));
            List<String> lines = Scribe.lines(folder);
            assertEquals(List.of("file", "start", "signature", "batch"), Scribe.kinds(folder));
            assertEquals(4, head.number());
            assertEquals(head, ledger.head());
            String hash = HexFormat.of().formatHex(head.hash());
            assertTrue(lines.get(3).endsWith(",\"hash\":\"" + hash + "\"}"), lines.get(3));
        }
    }

    @Test
    void aLineIsAsTheDocsSay() throws Exception {
        try (Ledger ledger = Scribe.open(folder, "eu")) {
            ledger.append(Scribe.batch(7, "us"));
        }
        String line = Scribe.lines(folder).get(3);
        String body =
                "{\"number\":4,\"time\":\"2026-03-04T12:00:00.000001Z\",\"kind\":\"batch\","
                        + "\"job\":\"mf-1\",\"receiver\":\"us\",\"partition\":0,\"version\":1,"
                        + "\"seq\":7,\"clock\":7,\"tables\":{\"biases\":3,\"items\":17},"
                        + "\"frames\":1,\"bytes\":1007,\"repeat\":false,\"sha256\":\""
                        + Hashes.sha256("batch 7".getBytes(StandardCharsets.US_ASCII))
                        + "\",\"prev\":\"";
        assertTrue(line.startsWith(body), line);
        assertEquals(body.length() + 64 + 1 + Line.SEAL_BYTES - 1, line.length());
    }

    @Test
    void itGoesOnWhereItWasClosed() throws Exception {
        Ledger.Head head;
        try (Ledger ledger = Scribe.open(folder, "eu")) {
            ledger.append(Scribe.batch(1, "us"));
            head = ledger.append(Scribe.batch(2, "us"));
        }
        try (Ledger ledger = Scribe.open(folder, "eu")) {
            // A signature closed it; a start and a signature have opened it.
            assertEquals(head.number() + 3, ledger.head().number());
            ledger.append(Scribe.batch(3, "us"));
        }
        assertEquals(
                List.of(
                        "file",
                        "start",
                        "signature",
                        "batch",
                        "batch",
                        "signature",
                        "start",
                        "signature",
                        "batch",
                        "signature"),
                Scribe.kinds(folder));
    }

    @Test
    void aTornLineIsCutOffAndTold() throws Exception {
        try (Ledger ledger = Scribe.open(folder, "eu")) {
            ledger.append(Scribe.batch(1, "us"));
        }
        String torn = "{\"number\":6,\"time\":\"2026";
        Files.writeString(Scribe.file(folder, 1), torn, StandardOpenOption.APPEND);
        Scribe.open(folder, "eu").close();
        String start = Scribe.lines(folder).get(5);
        String digest = Hashes.sha256(torn.getBytes(StandardCharsets.US_ASCII));
        String told = "\"kind\":\"start\",\"cut\":24,\"sha256\":\"" + digest + "\"";
        assertTrue(start.contains(told), start);
        assertFalse(String.join("", Scribe.lines(folder)).contains(torn + "{"));
    }

    @Test
    void whatIsNotSignedIsSignedAtTheNextStart() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Path original = folder.resolve("original");
        try (Ledger ledger = Scribe.open(original, "eu")) {
            ledger.append(Scribe.batch(1, "us"));
            Files.copy(Scribe.file(original, 1), Scribe.file(copy, 1));
        }
        assertEquals("batch", Scribe.kinds(copy).get(3));
        Scribe.open(copy, "eu").close();
        assertEquals(
                List.of("file", "start", "signature", "batch", "start", "signature"),
                Scribe.kinds(copy));
    }

    @Test
    void damageIsRefusedByName() throws Exception {
        try (Ledger ledger = Scribe.open(folder, "eu")) {
            ledger.append(Scribe.batch(1, "us"));
            ledger.append(Scribe.batch(2, "us"));
        }
        Path file = Scribe.file(folder, 1);
        String good = Files.readString(file);
        Files.writeString(file, good.replace("\"bytes\":1001", "\"bytes\":1000"));
        BadLedger changed = assertThrows(BadLedger.class, () -> Scribe.open(folder, "eu"));
        assertEquals(BadLedger.Reason.CHANGED, changed.reason());
        assertTrue(changed.getMessage().contains("line 4, record 4: was changed"));
        Files.writeString(file, good);
        BadLedger other = assertThrows(BadLedger.class, () -> Scribe.open(folder, "us"));
        assertTrue(other.getMessage().contains("is of the ledger of region eu, not of us"));
        Scribe.open(folder, "eu").close();
    }

    @Test
    void aCertificateOfAnotherRegionOrKeyIsRefused() {
        TestKey eu = TestKey.of("eu");
        TestKey us = TestKey.of("us");
        var clock = new Scribe.HandClock();
        for (var wrong : List.of(us, new TestKey(us.key(), eu.certificate()))) {
            BadLedger refused =
                    assertThrows(
                            BadLedger.class,
                            () ->
                                    Ledger.open(
                                            folder, "eu", wrong.key(), wrong.certificate(), clock));
            assertEquals(BadLedger.Reason.KEY, refused.reason());
        }
    }

    @Test
    void twoCannotWriteIt() throws Exception {
        Ledger first = Scribe.open(folder, "eu");
        BadLedger busy = assertThrows(BadLedger.class, () -> Scribe.open(folder, "eu"));
        assertEquals(BadLedger.Reason.BUSY, busy.reason());
        first.close();
        assertThrows(LedgerFailure.class, () -> first.append(Scribe.batch(1, "us")));
        Scribe.open(folder, "eu").close();
    }

    @Test
    void bytesOfTheDayOutliveARestartAndANewFileAndEndAtMidnight() throws Exception {
        var pace = new Ledger.Pace(10, 3_600_000, 3_600_000, 4_096);
        TestKey key = TestKey.of("eu");
        var clock = new Scribe.HandClock();
        try (Ledger ledger = Ledger.open(folder, "eu", key.key(), key.certificate(), clock, pace)) {
            for (int seq = 1; seq <= 20; seq++) {
                ledger.append(Scribe.batch(seq, "us", 100, false));
            }
            ledger.append(Scribe.batch(1, "asia", 7, true));
            assertEquals(2_000, ledger.bytesToday("us"));
        }
        assertTrue(Files.exists(Scribe.file(folder, 3)));
        try (Ledger ledger = Ledger.open(folder, "eu", key.key(), key.certificate(), clock, pace)) {
            assertEquals(2_000, ledger.bytesToday("us"));
            assertEquals(7, ledger.bytesToday("asia"));
            assertEquals(
                    List.of(
                            new Total("mf-1", "us", 20, 20 * 13 + 210, 2_000, 0),
                            new Total("mf-1", "asia", 1, 14, 7, 1)),
                    ledger.totals());
            clock.move(Duration.ofHours(12));
            assertEquals(0, ledger.bytesToday("us"));
            ledger.append(Scribe.batch(21, "us", 5, false));
            assertEquals(5, ledger.bytesToday("us"));
            assertEquals(0, ledger.bytesToday("asia"));
        }
    }

    @Test
    void aCrashBetweenAFileAndItsFirstRecordDoesNoHarm() throws Exception {
        try (Ledger ledger = Scribe.open(folder, "eu")) {
            ledger.append(Scribe.batch(1, "us"));
        }
        Files.writeString(Scribe.file(folder, 2), "{\"num");
        try (Ledger ledger = Scribe.open(folder, "eu")) {
            assertEquals(1_001, ledger.bytesToday("us"));
        }
        assertEquals(List.of("file", "start", "signature"), Scribe.kinds(folder).subList(5, 8));
        assertTrue(Scribe.lines(folder).get(6).contains("\"cut\":5"));
    }

    @Test
    void whatIsHeardGetsOneRecordARoundAndASignatureFollows() throws Exception {
        var pace = new Ledger.Pace(1, 300, 3_600_000, 1 << 20);
        try (Ledger ledger = Scribe.open(folder, "eu", pace)) {
            for (int number = 1; number <= 100; number++) {
                ledger.heard("us", number, HASH);
                ledger.heard("asia", number, HASH);
            }
            Scribe.await("a signature", () -> ledger.head().number() == 6);
            ledger.heard("us", 100, HASH); // nothing new
            assertEquals(
                    List.of("heard", "heard", "signature"), Scribe.kinds(folder).subList(3, 6));
            assertTrue(Scribe.lines(folder).get(4).contains("\"peer\":\"us\",\"record\":100,"));
            Scribe.await("fsync", () -> ledger.durable().equals(ledger.head()));
        }
        assertEquals(6, Scribe.lines(folder).size());
    }

    @Test
    void controlIsSummedPerClock() throws Exception {
        try (Ledger ledger = Scribe.open(folder, "eu")) {
            ledger.control("mf-1", "us", 3, 20);
            ledger.control("mf-1", "us", 3, 22);
            ledger.control("mf-1", "asia", 3, 50);
            ledger.control("mf-1", "us", 4, 24);
            assertEquals(0, ledger.bytesToday("us"));
        }
        List<String> sums =
                Scribe.lines(folder).stream().filter(line -> line.contains("control")).toList();
        assertEquals(3, sums.size());
        assertTrue(sums.get(0).contains("\"clock\":3,\"tables\":{},\"frames\":2,\"bytes\":42,"));
        assertTrue(sums.get(1).contains("\"receiver\":\"asia\""));
        assertTrue(sums.get(2).contains("\"clock\":4,\"tables\":{},\"frames\":1,\"bytes\":24,"));
    }

    @Test
    void manyThreadsMakeOneChain() throws Exception {
        int threads = 4;
        int each = 200;
        var numbers = Collections.synchronizedList(new ArrayList<Long>());
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(threads);
        var pace = new Ledger.Pace(1, 5, 5, 20_000);
        try (Ledger ledger = Scribe.open(folder, "eu", pace)) {
            for (int thread = 0; thread < threads; thread++) {
                pool.execute(
                        () -> {
                            try {
                                start.await();
                                for (int seq = 1; seq <= each; seq++) {
                                    numbers.add(ledger.append(Scribe.batch(seq, "us")).number());
                                    ledger.heard("us", seq, HASH);
                                }
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
            }
            start.countDown();
            pool.shutdown();
            assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
            assertNull(ledger.trouble());
        }
        assertEquals((long) threads * each, numbers.stream().distinct().count());
        Scribe.open(folder, "eu").close();
        assertTrue(Scribe.kinds(folder).stream().filter("signature"::equals).count() > 3);
    }

    @Test
    void anInterruptedThreadHarmsNobody() throws Exception {
        try (Ledger ledger = Scribe.open(folder, "eu")) {
            Thread.currentThread().interrupt();
            ledger.append(Scribe.batch(1, "us"));
            assertTrue(Thread.interrupted());
            ledger.append(Scribe.batch(2, "us"));
        }
        assertEquals(6, Scribe.lines(folder).size());
    }

    @Test
    void manyJobsAreFoldedIntoOneTotal() {
        var books = new Books();
        for (int job = 0; job < 3 * Books.PAIRS_MAX; job++) {
            Egress one = Scribe.batch(1, "us", 10, false);
            books.count(
                    Scribe.NOON,
                    new Egress(
                            one.kind(),
                            "job-" + job,
                            "us",
                            0,
                            0,
                            1,
                            1,
                            new TreeMap<>(),
                            1,
                            10,
                            one.sha256(),
                            false));
        }
        List<Total> totals = books.totals();
        assertEquals(Books.PAIRS_MAX, totals.size());
        assertEquals(3 * Books.PAIRS_MAX * 10L, totals.stream().mapToLong(Total::bytes).sum());
        assertEquals(totals, Books.of(books.begun("eu", 2)).totals());
        assertNotEquals(-1, totals.stream().map(Total::job).toList().indexOf(Books.OTHER_JOBS));
    }

    @Test
    void oddNamesComeBackAsTheyWere() throws Exception {
        String odd = "a \"job\"\\\n\u0000\u007f\u00e9\ud83d\ude00\ud800";
        Egress one = Scribe.batch(1, "us");
        var rows = new TreeMap<String, Integer>();
        rows.put(odd, 1);
        var egress =
                new Egress(one.kind(), odd, "us", 0, 0, 1, 1, rows, 1, 10, one.sha256(), false);
        byte[] line = Line.of(new Entry(1, Scribe.NOON, egress, Hashes.NONE));
        for (byte each : line) {
            assertTrue(each == '\n' || each >= ' ' && each <= '~');
        }
        assertEquals(egress, new Chain().next(new LedgerFiles.Place(folder, 1, 0), line).content());
    }
}
