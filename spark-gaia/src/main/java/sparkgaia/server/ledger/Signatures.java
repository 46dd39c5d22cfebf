package sparkgaia.server.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks the signatures of a ledger. Each must name a certificate that is trusted and made out to the region. A
 * signature stands for all records before it, so of those in a row by one certificate in one file only the last is
 * computed.
 */
final class Signatures {
    private final Certificates trusted;
    private final Certificates own;
    private final Map<String, X509Certificate> known = new LinkedHashMap<>();
    private Entry pending;
    private Object pendingWhere;

    /**
     * @param trustedOrNull by which the ledger's own certificates are believed; null to believe them all
     */
    Signatures(Path folder, Certificates trustedOrNull) throws IOException {
        Path keys = folder.resolve(LedgerFiles.KEYS);
        own = Files.isDirectory(keys) ? Certificates.in(keys) : Certificates.none();
        trusted = trustedOrNull;
    }

    void take(Object where, Entry entry, String region) throws BadLedger {
        var signed = (Content.Signed) entry.content();
        X509Certificate certificate = known.get(signed.certificate());
        if (certificate == null) {
            certificate = find(where, signed.certificate());
            if (!RegionName.of(certificate).equals(region)) {
                throw new BadLedger(
                        BadLedger.Reason.KEY,
                        where,
                        "is signed by a certificate of "
                                + certificate.getSubjectX500Principal()
                                + ", not of region "
                                + region);
            }
            known.put(signed.certificate(), certificate);
        }
        if (!signed.algorithm().equals(SigningKey.algorithm(certificate))) {
            throw new BadLedger(
                    BadLedger.Reason.SIGNATURE,
                    where,
                    "is signed by " + signed.algorithm() + ", which its certificate cannot do");
        }
        if (pending != null
                && !((Content.Signed) pending.content())
                        .certificate()
                        .equals(signed.certificate())) {
            compute();
        }
        pending = entry;
        pendingWhere = where;
    }

    private X509Certificate find(Object where, String fingerprint) throws BadLedger {
        X509Certificate certificate = trusted == null ? null : trusted.get(fingerprint);
        if (certificate == null) {
            certificate = own.get(fingerprint);
        }
        if (certificate == null || trusted != null && !trusted.vouchFor(certificate)) {
            throw new BadLedger(
                    BadLedger.Reason.KEY,
                    where,
                    "is signed by certificate "
                            + fingerprint
                            + ", which is not among those that are trusted; if it is the region's,"
                            + " add it to the folder of --keys");
        }
        return certificate;
    }

    /** Computes the last signature, at the end of a file. */
    void compute() throws BadLedger {
        if (pending == null) {
            return;
        }
        var signed = (Content.Signed) pending.content();
        X509Certificate certificate = known.get(signed.certificate());
        if (!SigningKey.isSigned(certificate, Line.signedBytes(pending), signed.signature())) {
            throw new BadLedger(
                    BadLedger.Reason.SIGNATURE,
                    pendingWhere,
                    "has a signature that was not made by the key of certificate "
                            + signed.certificate());
        }
        pending = null;
    }

    /** The certificates that signed, in the order of their first signature, by fingerprint. */
    Map<String, X509Certificate> signers() {
        return new LinkedHashMap<>(known);
    }
}
