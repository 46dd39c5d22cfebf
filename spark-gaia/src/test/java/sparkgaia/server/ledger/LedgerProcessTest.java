package sparkgaia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** T12, T14: a ledger whose process is killed, and one whose disk is full. */
@Tag("slow")
class LedgerProcessTest {
    private static final int KILLS = 3;
    private static final int RECORDS = 300;

    @TempDir private Path folder;

    @Test
    void aKilledProcessLosesNoRecord() throws Exception {
        Path ledger = folder.resolve("ledger");
        var said = new ArrayList<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start("exec \"$0\" \"$@\"", ledger);
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (int record = 0; record < RECORDS; record++) {
                    said.add(out.readLine());
                }
                process.toHandle().destroyForcibly(); // and what it has said can still be read
                out.lines().forEach(said::add);
            }
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        }
        Scribe.open(ledger, "eu").close();
        List<String> lines = Scribe.lines(ledger);
        assertTrue(said.size() >= KILLS * RECORDS);
        said.removeIf(line -> !line.matches("\\d+ \\d+")); // what was said last may be torn
        for (String line : said) {
            String[] words = line.split(" ", 2);
            String written = lines.get(Integer.parseInt(words[0]) - 1);
            assertTrue(written.contains("\"seq\":" + words[1] + ","), line + " is not " + written);
        }
    }

    @Test
    void whatDoesNotFitOntoTheDiskIsRefusedAndTheRestIsWhole() throws Exception {
        Path ledger = folder.resolve("ledger");
        // 40 kB of file at most; Java meets the limit as a disk would meet its own.
        Process process = start("trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\"", ledger);
        List<String> said;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            said = out.lines().toList();
        }
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(3, process.exitValue(), said.toString());
        long written = said.stream().filter(line -> line.matches("\\d+ \\d+")).count();
        List<String> refused = said.stream().filter(l -> l.startsWith("refused ")).toList();
        assertTrue(written > 50, said.toString());
        assertEquals(20, refused.size());
        assertTrue(refused.get(0).contains("the ledger cannot be written: "), refused.get(0));
        assertTrue(refused.get(0).contains("nothing is sent"), refused.get(0));
        String last = Files.readString(Scribe.file(ledger, 1));
        assertTrue(last.endsWith("\"}\n"), "a torn line was left behind");
        Scribe.open(ledger, "eu").close();
        assertEquals(written, Scribe.kinds(ledger).stream().filter("batch"::equals).count());
    }

    private Process start(String shell, Path ledger) throws IOException {
        TestKey key = TestKey.of("eu");
        Path store = folder.resolve("key.p12");
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            char[] password = LedgerProcess.PASSWORD.toCharArray();
            keys.load(null, password);
            keys.setKeyEntry("it", key.key(), password, new Certificate[] {key.certificate()});
            try (var out = Files.newOutputStream(store)) {
                keys.store(out, password);
            }
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        var command = new ArrayList<String>(List.of("bash", "-c", shell));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(LedgerProcess.class.getName(), ledger.toString(), store.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
