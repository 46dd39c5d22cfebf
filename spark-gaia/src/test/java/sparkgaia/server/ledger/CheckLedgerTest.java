package sparkgaia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A ledger can be checked by the page of its format alone: {@code ci/check-ledger} shares no code with us. */
class CheckLedgerTest {
    @TempDir private Path folder;

    private record Said(int status, String words) {}

    @Test
    void anIndependentCheckerAgrees() throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl"))),
                "there is no openssl here");
        Path ledger = folder.resolve("eu");
        var pace = new Ledger.Pace(10, 3_600_000, 3_600_000, 3_000);
        Ledger.Head head;
        try (Ledger open = Scribe.open(ledger, "eu", pace)) {
            for (int seq = 1; seq <= 8; seq++) {
                open.append(Scribe.batch(seq, "us", 100, false));
            }
            head = open.head();
        }
        Said good = check(ledger);
        LedgerAudit audit = LedgerAudit.of(ledger, null, false);
        assertEquals(head.number() + 1, audit.last());
        assertEquals(
                audit.last() + " records, 0 of them unsigned, 800 bytes left, hash " + audit.hash(),
                good.words().strip());
        assertEquals(0, good.status());
        Path file = Scribe.file(ledger, 1);
        Forger.rewrite(file, contents -> contents.set(3, Scribe.batch(9, "us")), null);
        assertNotEquals(0, check(ledger).status(), "hashes made anew have no signature");
    }

    private static Said check(Path ledger) throws IOException, InterruptedException {
        Path script = Path.of("..", "ci", "check-ledger").toAbsolutePath();
        List<String> command =
                List.of(
                        "python3",
                        script.toString(),
                        ledger.toString(),
                        ledger.resolve(LedgerFiles.KEYS).toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), words);
    }
}
