package sparkgaia.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keys and certificates of the JDK's keytool, in a folder. One key serves all regions: what counts here is what
 * certificates say and who has signed them.
 */
final class Kits {
    static final char[] PASSWORD = "secret-of-a-test".toCharArray();
    private static final String CA = "ca";
    private static final String OTHER_CA = "other-ca";
    private static final String KEY = "region";

    private final Path folder;
    private final Path keys;
    private final Path request;
    private int made;

    Kits(Path folder) throws IOException {
        this.folder = folder;
        this.keys = folder.resolve("all.p12");
        this.request = folder.resolve("request");
        pair(CA);
        pair(KEY);
        keytool("-certreq", "-alias", KEY, "-file", request.toString());
    }

    private void pair(String alias) throws IOException {
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias + ", O=spark-gaia test",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-ext",
                "bc:c",
                "-validity",
                "3650");
    }

    private String keytool(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        String password = new String(PASSWORD);
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", keys.toString()));
        command.addAll(List.of("-storepass", password));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        return said;
    }

    /** A certificate that names this region. */
    X509Certificate certificate(String region) throws IOException {
        return certificate(CA, region, "-1d", 30);
    }

    X509Certificate expired(String region) throws IOException {
        return certificate(CA, region, "-30d", 10);
    }

    X509Certificate early(String region) throws IOException {
        return certificate(CA, region, "+2d", 10);
    }

    X509Certificate ofAnotherAuthority(String region) throws IOException {
        if (!hasOtherAuthority()) {
            pair(OTHER_CA);
        }
        return certificate(OTHER_CA, region, "-1d", 30);
    }

    private boolean hasOtherAuthority() throws IOException {
        try {
            return store().containsAlias(OTHER_CA);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private X509Certificate certificate(String signer, String region, String start, int days)
            throws IOException {
        Path file = folder.resolve("certificate-" + made++);
        keytool(
                "-gencert",
                "-alias",
                signer,
                "-infile",
                request.toString(),
                "-outfile",
                file.toString(),
                "-dname",
                "CN=" + region,
                "-startdate",
                start,
                "-validity",
                Integer.toString(days));
        try (InputStream in = Files.newInputStream(file)) {
            var factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(in);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    X509Certificate authority() throws IOException {
        try {
            return (X509Certificate) store().getCertificate(CA);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    PrivateKey key() throws IOException {
        try {
            return (PrivateKey) store().getKey(KEY, PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** A kit as `gaia keys` makes it, with or without its two entries. */
    Path kit(String name, X509Certificate certificate, boolean hasKey, boolean hasAuthority)
            throws IOException {
        Path file = folder.resolve(name + ".p12");
        try (var out = Files.newOutputStream(file)) {
            KeyStore kit = KeyStore.getInstance("PKCS12");
            kit.load(null, PASSWORD);
            if (hasKey) {
                kit.setKeyEntry(
                        "region", key(), PASSWORD, new Certificate[] {certificate, authority()});
            }
            if (hasAuthority) {
                kit.setCertificateEntry("ca", authority());
            }
            kit.store(out, PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return file;
    }

    Identity identity(String region, Path revokedOrNull) throws IOException {
        try {
            Path kit = kit("key-of-" + region, certificate(region), true, true);
            return Identity.load(kit, PASSWORD.clone(), revokedOrNull);
        } catch (BadIdentity e) {
            throw new IOException(e);
        }
    }
}
