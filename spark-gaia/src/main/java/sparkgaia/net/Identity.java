package sparkgaia.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Who this region is, and whose signatures it believes. It never shows its key in words. */
public final class Identity {
    private final String region;
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final List<X509Certificate> authorities;
    private final Revoked revoked;

    private Identity(
            String region,
            PrivateKey key,
            List<X509Certificate> chain,
            List<X509Certificate> authorities,
            Revoked revoked) {
        this.region = region;
        this.key = key;
        this.chain = List.copyOf(chain);
        this.authorities = List.copyOf(authorities);
        this.revoked = revoked;
    }

    /**
     * From a PKCS12 key store with one key entry and its chain, and a trusted certificate entry for each authority.
     *
     * @param revokedOrNull the list of revoked certificates, which need not be there yet
     */
    public static Identity load(Path keyStore, char[] password, Path revokedOrNull)
            throws BadIdentity {
        KeyStore store = open(keyStore, password);
        try {
            return of(store, keyStore, password, revokedOrNull);
        } catch (UnrecoverableKeyException e) {
            throw new BadIdentity(
                    BadIdentity.Reason.PASSWORD,
                    "the key in " + keyStore + " has another password than the key store");
        } catch (GeneralSecurityException e) {
            throw new BadIdentity(BadIdentity.Reason.UNREADABLE, keyStore + ": " + Causes.line(e));
        }
    }

    /** Without TLS: for loopback addresses only. */
    public static Identity plain(String region) {
        if (!Names.isName(region)) {
            throw new IllegalArgumentException("\"" + region + "\" is no name of a region");
        }
        return new Identity(region, null, List.of(), List.of(), Revoked.none());
    }

    private static KeyStore open(Path file, char[] password) throws BadIdentity {
        if (!Files.exists(file)) {
            throw new BadIdentity(
                    BadIdentity.Reason.MISSING,
                    "there is no key store " + file + "; `gaia keys` makes one for each region");
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        } catch (IOException e) {
            if (Causes.find(e, UnrecoverableKeyException.class) != null) {
                throw new BadIdentity(
                        BadIdentity.Reason.PASSWORD,
                        "the password does not open the key store " + file);
            }
            throw new BadIdentity(
                    BadIdentity.Reason.UNREADABLE,
                    "the key store " + file + " cannot be read: " + Causes.line(e));
        } catch (GeneralSecurityException e) {
            throw new BadIdentity(
                    BadIdentity.Reason.UNREADABLE,
                    "the key store " + file + " is no PKCS12 file: " + Causes.line(e));
        }
    }

    private static Identity of(KeyStore store, Path file, char[] password, Path revokedOrNull)
            throws BadIdentity, GeneralSecurityException {
        var keys = new ArrayList<String>();
        var authorities = new ArrayList<X509Certificate>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            } else if (store.getCertificate(alias) instanceof X509Certificate authority) {
                authorities.add(authority);
            }
        }
        if (keys.size() != 1 || !(store.getKey(keys.get(0), password) instanceof PrivateKey key)) {
            throw new BadIdentity(
                    BadIdentity.Reason.NO_KEY,
                    file + " has " + keys.size() + " private keys, not exactly one");
        }
        if (authorities.isEmpty()) {
            throw new BadIdentity(
                    BadIdentity.Reason.NO_AUTHORITY,
                    file + " trusts no authority: no region could be believed");
        }
        List<X509Certificate> chain = chain(store.getCertificateChain(keys.get(0)), file);
        String region = Names.region(chain.get(0));
        if (region == null) {
            throw new BadIdentity(
                    BadIdentity.Reason.NAME,
                    "the certificate in " + file + " has not one common name, the region's");
        }
        Revoked revoked = revokedOrNull == null ? Revoked.none() : Revoked.of(revokedOrNull);
        return new Identity(region, key, chain, authorities, revoked);
    }

    private static List<X509Certificate> chain(Certificate[] certificates, Path file)
            throws BadIdentity {
        List<X509Certificate> chain =
                certificates == null
                        ? List.of()
                        : Arrays.stream(certificates).map(X509Certificate.class::cast).toList();
        if (chain.isEmpty()) {
            throw new BadIdentity(
                    BadIdentity.Reason.NO_KEY, "the key in " + file + " has no certificate");
        }
        for (X509Certificate certificate : chain) {
            try {
                certificate.checkValidity();
            } catch (CertificateExpiredException e) {
                throw new BadIdentity(
                        BadIdentity.Reason.EXPIRED,
                        "a certificate in "
                                + file
                                + " expired at "
                                + certificate.getNotAfter().toInstant()
                                + ": make new keys with `gaia keys`");
            } catch (CertificateNotYetValidException e) {
                throw new BadIdentity(
                        BadIdentity.Reason.NOT_YET_VALID,
                        "a certificate in "
                                + file
                                + " is valid from "
                                + certificate.getNotBefore().toInstant()
                                + " on: is this machine's clock right?");
            }
        }
        return chain;
    }

    public String region() {
        return region;
    }

    /** Whether there is no key, so that only loopback addresses may be used. */
    public boolean isPlain() {
        return key == null;
    }

    /** This region's certificate, or null if {@link #isPlain}. */
    public X509Certificate certificate() {
        return chain.isEmpty() ? null : chain.get(0);
    }

    /** This region's certificate and those that vouch for it. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** Those that are believed without being vouched for. */
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /** This region's key, or null if {@link #isPlain}. */
    public PrivateKey key() {
        return key;
    }

    Revoked revoked() {
        return revoked;
    }

    @Override
    public String toString() {
        return "identity of " + region + (isPlain() ? ", without a key" : "");
    }
}
