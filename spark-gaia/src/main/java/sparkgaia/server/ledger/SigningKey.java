package sparkgaia.server.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** A region's key and its certificate. */
final class SigningKey {
    private final PrivateKey key;
    private final String algorithm;
    private final String fingerprint;

    private SigningKey(PrivateKey key, String algorithm, String fingerprint) {
        this.key = key;
        this.algorithm = algorithm;
        this.fingerprint = fingerprint;
    }

    /** Refused unless the certificate is this region's and belongs to the key. */
    static SigningKey of(String region, PrivateKey key, X509Certificate certificate)
            throws BadLedger {
        if (!RegionName.of(certificate).equals(region)) {
            throw new BadLedger(
                    BadLedger.Reason.KEY,
                    "the certificate of " + region,
                    "is made out to " + certificate.getSubjectX500Principal());
        }
        String algorithm = algorithm(certificate);
        var signing = new SigningKey(key, algorithm, Hashes.fingerprint(certificate));
        byte[] probe = "does the key belong to it?".getBytes(StandardCharsets.US_ASCII);
        if (algorithm == null || !isSigned(certificate, probe, signing.trySign(probe))) {
            throw new BadLedger(
                    BadLedger.Reason.KEY,
                    "the certificate of " + region,
                    "does not belong to the key, or the key is none of EC, Ed25519 and RSA");
        }
        return signing;
    }

    /** How keys of a certificate's kind sign, or null. */
    static String algorithm(X509Certificate certificate) {
        return switch (certificate.getPublicKey().getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519" -> "Ed25519";
            case "RSA" -> "SHA256withRSA";
            default -> null;
        };
    }

    String algorithm() {
        return algorithm;
    }

    String fingerprint() {
        return fingerprint;
    }

    /** In lowercase hex. */
    String sign(byte[] bytes) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(bytes);
        return HexFormat.of().formatHex(signature.sign());
    }

    private String trySign(byte[] bytes) {
        try {
            return sign(bytes);
        } catch (GeneralSecurityException e) {
            return "";
        }
    }

    /** Whether the certificate's key made this signature. */
    static boolean isSigned(X509Certificate certificate, byte[] bytes, String hex) {
        try {
            Signature signature = Signature.getInstance(algorithm(certificate));
            signature.initVerify(certificate.getPublicKey());
            signature.update(bytes);
            return signature.verify(HexFormat.of().parseHex(hex));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
