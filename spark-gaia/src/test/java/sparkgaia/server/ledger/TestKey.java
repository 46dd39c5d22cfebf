package sparkgaia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A key with a self-signed certificate, made once for all tests. */
public record TestKey(PrivateKey key, X509Certificate certificate) {
    private static final Map<String, TestKey> MADE = new ConcurrentHashMap<>();
    private static final String PASSWORD = "of-no-worth";

    public static TestKey of(String region) {
        return of(region, "EC", 1);
    }

    /** Another of the same region. */
    public static TestKey other(String region) {
        return of(region, "EC", 2);
    }

    public static TestKey of(String region, String algorithm, int number) {
        return MADE.computeIfAbsent(region + algorithm + number, name -> make(region, algorithm));
    }

    private static TestKey make(String region, String algorithm) {
        try {
            Path folder = Files.createTempDirectory("gaia-test-key");
            Path store = folder.resolve("key.p12");
            var command =
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                            "-genkeypair",
                            "-alias",
                            "it",
                            "-keyalg",
                            algorithm,
                            "-dname",
                            "CN=" + region,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            var key = (PrivateKey) keys.getKey("it", PASSWORD.toCharArray());
            var made = new TestKey(key, (X509Certificate) keys.getCertificate("it"));
            Files.delete(store);
            Files.delete(folder);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while keytool was running", e);
        }
    }
}
