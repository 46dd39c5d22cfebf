package sparkgaia.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Certificates that are believed no more: a file of SHA-256 fingerprints, one a line, with or without colons; a
 * {@code #} begins a comment. It is read again when it changes. A file that has become unreadable or wrong changes
 * nothing: what was revoked stays so.
 */
final class Revoked {
    static final long FILE_BYTES_MAX = 1 << 20;

    private static final System.Logger LOG = System.getLogger("sparkgaia.net");
    private static final String FINGERPRINT = "[0-9a-f]{64}";

    /** When the file was what was read, and how long. */
    private record Stamp(FileTime time, long size) {}

    private final Path file;
    private Stamp read;
    private Set<String> fingerprints = Set.of();

    private Revoked(Path file) {
        this.file = file;
    }

    static Revoked none() {
        return new Revoked(null);
    }

    /** A file that is not there yet revokes nothing until it is. */
    static Revoked of(Path file) throws BadIdentity {
        var revoked = new Revoked(file);
        try {
            Stamp stamp = revoked.stamp();
            if (stamp != null) {
                revoked.read(stamp);
            }
        } catch (IOException e) {
            throw new BadIdentity(
                    BadIdentity.Reason.REVOKED_LIST,
                    "the list of revoked certificates " + file + ": " + Causes.line(e));
        }
        return revoked;
    }

    synchronized boolean holds(X509Certificate certificate) {
        if (file == null) {
            return false;
        }
        refresh();
        return fingerprints.contains(fingerprint(certificate));
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("every JDK can do this", e);
        }
    }

    private Stamp stamp() throws IOException {
        return Files.exists(file)
                ? new Stamp(Files.getLastModifiedTime(file), Files.size(file))
                : null;
    }

    private void refresh() {
        try {
            Stamp now = stamp();
            if (now == null ? read == null : now.equals(read)) {
                return;
            }
            if (now == null) {
                read = null;
                throw new IOException("it is gone; leave it empty to revoke nothing");
            }
            read(now);
            LOG.log(
                    System.Logger.Level.INFO,
                    "the list of revoked certificates was read again: " + fingerprints.size());
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the list of revoked certificates "
                            + file
                            + " stays as it was read: "
                            + Causes.line(e));
        }
    }

    private void read(Stamp stamp) throws IOException {
        read = stamp;
        if (stamp.size > FILE_BYTES_MAX) {
            throw new IOException(stamp.size + " bytes, at most " + FILE_BYTES_MAX);
        }
        var found = new TreeSet<String>();
        int number = 0;
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            String text = line.replaceFirst("#.*", "").strip();
            String fingerprint = text.replace(":", "").toLowerCase(Locale.ROOT);
            if (!fingerprint.isEmpty()) {
                if (!fingerprint.matches(FINGERPRINT)) {
                    throw new IOException(
                            "line " + number + " is not a SHA-256 fingerprint of 64 hex digits");
                }
                found.add(fingerprint);
            }
        }
        fingerprints = Set.copyOf(found);
    }
}
