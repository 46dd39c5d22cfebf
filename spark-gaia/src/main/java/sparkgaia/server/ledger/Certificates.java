package sparkgaia.server.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Certificates by their fingerprint, and the authorities among them. */
public final class Certificates {
    private static final String SUFFIX = ".pem";

    private final Map<String, X509Certificate> byFingerprint = new TreeMap<>();

    private Certificates() {}

    /** All certificates of the folder's files {@code *.pem}; an {@link IOException} names a file that has others. */
    public static Certificates in(Path folder) throws IOException {
        var certificates = new Certificates();
        List<Path> files;
        try (var list = Files.list(folder)) {
            files = list.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        }
        for (Path file : files) {
            for (X509Certificate certificate : read(file)) {
                certificates.byFingerprint.put(Hashes.fingerprint(certificate), certificate);
            }
        }
        return certificates;
    }

    static Certificates none() {
        return new Certificates();
    }

    /** The certificates of a PEM file. */
    public static List<X509Certificate> read(Path file) throws IOException {
        var certificates = new ArrayList<X509Certificate>();
        try (InputStream in = Files.newInputStream(file)) {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(certificate -> certificates.add((X509Certificate) certificate));
        } catch (CertificateException e) {
            throw new IOException(file + ": is no certificate in PEM: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + ": has no certificate in it");
        }
        return certificates;
    }

    /** A certificate as PEM. */
    public static String pem(X509Certificate certificate) {
        try {
            byte[] lineFeed = {'\n'};
            String body =
                    Base64.getMimeEncoder(64, lineFeed).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate without bytes", e);
        }
    }

    /** Puts a certificate into a folder of them, under its fingerprint. */
    static void keep(Path folder, X509Certificate certificate) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(Hashes.fingerprint(certificate) + SUFFIX);
        if (!Files.exists(file)) {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(part, pem(certificate), StandardCharsets.US_ASCII);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public int size() {
        return byFingerprint.size();
    }

    /** Null if there is none. */
    X509Certificate get(String fingerprint) {
        return byFingerprint.get(fingerprint);
    }

    /** Whether it is one of these, or was issued by an authority among them. */
    boolean vouchFor(X509Certificate certificate) {
        if (byFingerprint.containsKey(Hashes.fingerprint(certificate))) {
            return true;
        }
        for (X509Certificate authority : byFingerprint.values()) {
            if (authority.getBasicConstraints() >= 0 && isIssuedBy(authority, certificate)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIssuedBy(X509Certificate authority, X509Certificate certificate) {
        if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
