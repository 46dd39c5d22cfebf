package sparkgaia.server.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;

/** A process that writes a ledger until it cannot, and says the number of each record once it is in. */
final class LedgerProcess {
    static final String PASSWORD = "of-no-worth";

    private LedgerProcess() {}

    /** Arguments: the ledger's folder, a key store with the region's key. */
    public static void main(String[] args) throws Exception {
        KeyStore keys = KeyStore.getInstance(Path.of(args[1]).toFile(), PASSWORD.toCharArray());
        var key = (PrivateKey) keys.getKey("it", PASSWORD.toCharArray());
        var certificate = (X509Certificate) keys.getCertificate("it");
        var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        Ledger ledger = Ledger.open(Path.of(args[0]), "eu", key, certificate, Clock.systemUTC());
        int failures = 0;
        for (long seq = 1; failures < 20; seq++) {
            try {
                out.println(ledger.append(Scribe.batch(seq, "us")).number() + " " + seq);
            } catch (IOException e) {
                out.println("refused " + e.getMessage());
                failures++;
            }
        }
        Runtime.getRuntime().halt(3);
    }
}
