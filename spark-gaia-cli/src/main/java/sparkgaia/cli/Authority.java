package sparkgaia.cli;

import sparkgaia.server.ledger.Certificates;
import sparkgaia.server.ledger.Hashes;
import sparkgaia.server.ledger.RegionName;
import sparkgaia.server.settings.Secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificate authority of a federation, in a folder {@code authority}: its key, every certificate that it has
 * issued, and which of them are revoked. It never leaves the machine of whoever runs it.
 */
final class Authority {
    static final String FOLDER = "authority";
    static final String PUBLIC = "public";
    static final String REVOKED = "revoked";
    static final String ALIAS = "ca";
    static final String KEY_ALIAS = "region";

    /** A certificate of the authority itself is good for ten years, or as long as the first it issues. */
    private static final int DAYS_MIN = 3_650;

    private static final Pattern ISSUED = Pattern.compile("(.+)\\.(\\d{4,9})\\.pem");

    /** A certificate that was issued, the how-manieth of its region. */
    record Issued(String region, int number, X509Certificate certificate) {
        String fingerprint() {
            return Hashes.fingerprint(certificate);
        }

        String fileName() {
            return String.format("%s.%04d.pem", region, number);
        }

        Instant until() {
            return certificate.getNotAfter().toInstant();
        }
    }

    private final Path folder;
    private final Keytool keytool;

    private Authority(Path folder, Keytool keytool) {
        this.folder = folder;
        this.keytool = keytool;
    }

    /** Makes a new one in this folder, which must not be there. */
    static Authority create(Path folder, int days, Keytool keytool) throws IOException {
        SecretFile.folder(folder);
        var authority = new Authority(folder, keytool);
        SecretFile.random(authority.password());
        byte[] number = new byte[4];
        new SecureRandom().nextBytes(number);
        String subject = "CN=gaia authority " + HexFormat.of().formatHex(number);
        keytool.makeAuthority(
                authority.store(), authority.password(), ALIAS, subject, Math.max(days, DAYS_MIN));
        SecretFile.close(authority.store());
        Files.createDirectory(authority.folder.resolve(PUBLIC));
        Files.createFile(authority.folder.resolve(REVOKED));
        Files.writeString(folder.resolve("ca.pem"), Certificates.pem(authority.certificate()));
        Files.writeString(folder.resolve("README.txt"), readme());
        return authority;
    }

    private static String readme() {
        return """
        This folder is the certificate authority of the federation. Whoever has authority.p12 and
        authority.password can make a key for any region, so keep it on one machine that is no
        sidecar, keep a copy offline, and give it to nobody. Only these may be known to all:
        ca.pem (its certificate), public/ (every certificate that it issued), revoked (those that
        are no longer believed).
        """;
    }

    static Authority open(Path dir) throws IOException {
        Path folder = dir.resolve(FOLDER);
        if (!Files.isRegularFile(folder.resolve("authority.p12"))) {
            throw new IOException(
                    folder + ": there is no authority; 'gaia keys init " + dir + "' makes one");
        }
        return new Authority(folder, Keytool.ofThisJdk());
    }

    private Path store() {
        return folder.resolve("authority.p12");
    }

    private Path password() {
        return folder.resolve("authority.password");
    }

    /** Where the certificate of the authority lies. */
    Path certificateFile() {
        return folder.resolve("ca.pem");
    }

    X509Certificate certificate() throws IOException {
        KeyStore keys = load(store(), password());
        try {
            return (X509Certificate) keys.getCertificate(ALIAS);
        } catch (GeneralSecurityException e) {
            throw new IOException(store() + ": has no certificate: " + e.getMessage(), e);
        }
    }

    private static KeyStore load(Path store, Path password) throws IOException {
        char[] secret = Secret.read(password).reveal().toCharArray();
        try {
            return KeyStore.getInstance(store.toFile(), secret);
        } catch (GeneralSecurityException e) {
            throw new IOException(store + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** All that were issued, by region, the oldest first. */
    List<Issued> issued() throws IOException {
        var issued = new ArrayList<Issued>();
        try (var files = Files.list(folder.resolve(PUBLIC))) {
            for (Path file : files.toList()) {
                Matcher name = ISSUED.matcher(file.getFileName().toString());
                if (name.matches()) {
                    issued.add(
                            new Issued(
                                    name.group(1),
                                    Integer.parseInt(name.group(2)),
                                    Certificates.read(file).get(0)));
                }
            }
        }
        issued.sort(Comparator.comparing(Issued::region).thenComparingInt(Issued::number));
        return issued;
    }

    /** Of one region, the oldest first. */
    List<Issued> issuedTo(String region) throws IOException {
        return issued().stream().filter(one -> one.region().equals(region)).toList();
    }

    Path publicFolder() {
        return folder.resolve(PUBLIC);
    }

    Path revokedFile() {
        return folder.resolve(REVOKED);
    }

    TreeSet<String> revoked() throws IOException {
        var revoked = new TreeSet<String>();
        for (String line : Files.readAllLines(revokedFile(), StandardCharsets.US_ASCII)) {
            if (!line.isBlank()) {
                revoked.add(line.strip());
            }
        }
        return revoked;
    }

    /** For ever. */
    void revoke(List<Issued> certificates) throws IOException {
        TreeSet<String> revoked = revoked();
        certificates.forEach(one -> revoked.add(one.fingerprint()));
        replace(revokedFile(), String.join("\n", revoked) + "\n");
    }

    /** Writes a small file that everybody may read, as a whole or not at all. */
    static void replace(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text, StandardCharsets.US_ASCII);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes a key for a region in a new store, with the chain of its certificate, and the authority as trusted. */
    Issued issue(String region, int days, Path keyStore, Path keyPassword) throws IOException {
        long left =
                Duration.between(Instant.now(), certificate().getNotAfter().toInstant()).toDays();
        if (left < 1) {
            throw new IOException(
                    store() + ": the authority has expired; begin another by 'gaia keys init'");
        }
        Path request = keyStore.resolveSibling("request.pem");
        Path answer = keyStore.resolveSibling("answer.pem");
        keytool.makeKey(keyStore, keyPassword, KEY_ALIAS, "CN=" + region);
        SecretFile.close(keyStore);
        keytool.request(keyStore, keyPassword, KEY_ALIAS, request);
        keytool.issue(store(), password(), ALIAS, request, answer, (int) Math.min(days, left));
        X509Certificate certificate = Certificates.read(answer).get(0);
        if (!RegionName.of(certificate).equals(region)) {
            throw new IOException(answer + ": keytool made it out to another name");
        }
        complete(keyStore, keyPassword, certificate);
        Files.delete(request);
        Files.delete(answer);
        int number = 1;
        for (Issued before : issuedTo(region)) {
            number = before.number() + 1;
        }
        return new Issued(region, number, certificate);
    }

    private void complete(Path keyStore, Path keyPassword, X509Certificate certificate)
            throws IOException {
        char[] secret = Secret.read(keyPassword).reveal().toCharArray();
        KeyStore keys = load(keyStore, keyPassword);
        X509Certificate authority = certificate();
        try {
            var key = (PrivateKey) keys.getKey(KEY_ALIAS, secret);
            keys.setKeyEntry(KEY_ALIAS, key, secret, new Certificate[] {certificate, authority});
            keys.setCertificateEntry(ALIAS, authority);
            try (var out = Files.newOutputStream(keyStore)) {
                keys.store(out, secret);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(keyStore + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Takes a certificate into the list of all, once its kit is whole. */
    void keep(Issued issued) throws IOException {
        Path file = publicFolder().resolve(issued.fileName());
        Files.writeString(file, Certificates.pem(issued.certificate()), StandardCharsets.US_ASCII);
    }
}
