package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.server.ledger.Certificates;
import sparkgaia.server.ledger.Egress;
import sparkgaia.server.ledger.Hashes;
import sparkgaia.server.ledger.Ledger;
import sparkgaia.server.ledger.TestKey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class AuditCommandTest {
    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC);

    @TempDir private Path folder;

    private Path ledger() throws Exception {
        Path ledger = folder.resolve("eu");
        TestKey key = TestKey.of("eu");
        try (Ledger open = Ledger.open(ledger, "eu", key.key(), key.certificate(), NOON)) {
            for (int seq = 1; seq <= 2; seq++) {
                open.append(
                        new Egress(
                                Egress.Kind.BATCH,
                                "mf-1",
                                "us",
                                0,
                                0,
                                seq,
                                seq,
                                new TreeMap<>(Map.of("items", 120)),
                                1,
                                1_500,
                                Hashes.sha256(new byte[] {1}),
                                false));
            }
        }
        return ledger;
    }

    private String keys() throws IOException {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        String pem = Certificates.pem(TestKey.of("eu").certificate());
        Files.writeString(keys.resolve("eu.pem"), pem);
        return keys.toString();
    }

    @Test
    void itSaysWhatLeftAndWritesJson() throws Exception {
        Path json = folder.resolve("audit.json");
        Answer answer =
                Answer.to(
                                "audit",
                                ledger().toString(),
                                "--closed",
                                "--keys",
                                keys(),
                                "--json",
                                json.toString())
                        .isDone();
        assertTrue(answer.out().startsWith("The ledger of eu is whole: "), answer.out());
        assertTrue(answer.out().contains("  6 records in 1 file, from 2026-03-04"), answer.out());
        assertTrue(
                answer.out()
                        .contains(
                                "  to us for job mf-1: 2 frames, 240 rows, 3,000 bytes, 0 repeats,"
                                        + " 2026-03-04\n    table items: 240 rows in 2 frames\n"),
                answer.out());
        assertTrue(!answer.out().contains("warning"), answer.out());
        Map<?, ?> report = (Map<?, ?>) JsonText.read(Files.readString(json));
        Map<?, ?> one = (Map<?, ?>) ((List<?>) report.get("ledgers")).get(0);
        assertEquals("eu", one.get("region"));
        assertEquals(0.0, one.get("unsigned"));
        Map<?, ?> job = (Map<?, ?>) ((List<?>) one.get("jobs")).get(0);
        assertEquals(3_000.0, job.get("bytes"));
    }

    @Test
    void damageIsOneLineAndStatusOne() throws Exception {
        Path file = ledger().resolve("ledger-000001.jsonl");
        Files.writeString(file, Files.readString(file).replace("\"items\":120", "\"items\":12"));
        Answer answer =
                Answer.to("audit", folder.resolve("eu").toString(), "--keys", keys())
                        .fails(1, "ledger-000001.jsonl, line 4, record 4: was changed");
        assertEquals(1, answer.err().lines().count(), answer.err());
    }

    @Test
    void anUnsignedTailIsAWarningUnlessTheLedgerIsToBeClosed() throws Exception {
        Path file = ledger().resolve("ledger-000001.jsonl");
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, String.join("\n", lines.subList(0, 5)) + "\n");
        String eu = folder.resolve("eu").toString();
        String out = Answer.to("audit", eu, "--keys", keys()).isDone().out();
        assertTrue(out.contains("warning: the last 2 records are not signed yet"), out);
        Answer.to("audit", eu, "--keys", keys(), "--closed").fails(1, "2 records are not signed");
    }

    @Test
    void wrongUsageIsToldFromWrongInput() throws Exception {
        Answer.to("audit").fails(2, "LEDGER");
        Answer.to("audit", "x", "--key", "y").fails(2, "the nearest is \"--keys\"");
        Answer.to("audit", folder.resolve("none").toString()).fails(1, "no such file or folder");
        Answer.to("audit", folder.toString()).fails(1, "there is no ledger in it");
        Answer.to("audit", ledger().toString(), "--keys", folder.toString())
                .fails(1, "has no certificates");
    }
}
