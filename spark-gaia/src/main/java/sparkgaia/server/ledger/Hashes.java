package sparkgaia.server.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256, as it is written: 64 lowercase hex digits. */
public final class Hashes {
    static final int HEX_DIGITS = 64;
    static final String NONE = "0".repeat(HEX_DIGITS);
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{" + HEX_DIGITS + "}");

    private Hashes() {}

    static boolean isOne(String text) {
        return HASH.matcher(text).matches();
    }

    public static String sha256(byte[] bytes) {
        return sha256(bytes, bytes.length);
    }

    static String sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What a certificate is called by. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return sha256(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate without bytes", e);
        }
    }
}
