package sparkgaia.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Believes certificates that an authority of ours has signed and that are valid now; says in a word why not. */
final class Trust extends X509ExtendedTrustManager {

    /** A certificate that is not believed. */
    static final class Distrust extends CertificateException {
        private static final long serialVersionUID = 1L;

        private final Refusal reason;

        Distrust(Refusal reason, String text) {
            super(text);
            this.reason = reason;
        }

        Refusal reason() {
            return reason;
        }
    }

    private final X509ExtendedTrustManager paths;

    Trust(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            paths = extended(factory.getTrustManagers());
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("every JDK can do this", e);
        }
    }

    private static X509ExtendedTrustManager extended(TrustManager[] managers) {
        for (TrustManager manager : managers) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new IllegalStateException("the JDK has no trust manager of X.509");
    }

    /** Throws unless the certificate is valid now. */
    static void checkTime(X509Certificate certificate) throws Distrust {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new Distrust(
                    Refusal.EXPIRED,
                    "its certificate expired at " + certificate.getNotAfter().toInstant());
        } catch (CertificateNotYetValidException e) {
            throw new Distrust(
                    Refusal.NOT_YET_VALID,
                    "its certificate is valid from "
                            + certificate.getNotBefore().toInstant()
                            + " on: are the clocks right?");
        }
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private static void check(X509Certificate[] chain, Check check) throws CertificateException {
        if (chain == null || chain.length == 0) {
            throw new Distrust(Refusal.NO_CERTIFICATE, "it shows no certificate");
        }
        for (X509Certificate certificate : chain) {
            checkTime(certificate);
        }
        try {
            check.run();
        } catch (CertificateException e) {
            throw new Distrust(
                    Refusal.AUTHORITY,
                    "no authority that is trusted here vouches for its certificate: "
                            + Causes.line(e));
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> paths.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> paths.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain, () -> paths.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain, () -> paths.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain, () -> paths.checkClientTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain, () -> paths.checkServerTrusted(chain, type));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return paths.getAcceptedIssuers();
    }
}
