package sparkgaia.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;

import sparkgaia.core.Invariant;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLException;

/**
 * One side of TLS 1.3 by the JDK, or no TLS at all. Names are not looked at here: a region is its certificate's name,
 * not its host's, so whoever opens a line checks that himself.
 */
public final class Tls {
    private static final String VERSION = "TLSv1.3";

    /** The shortest that can be asked for: no certificate is believed for long without being looked at. */
    private static final long SESSION_SECONDS = 1;

    /** What is written is joined to whole records of TLS: between regions, where bytes are dear. */
    private static final int JOINED = 16 << 10;

    /** It is only cut into records: what does not fill one is not copied before. */
    private static final int AS_WRITTEN = 0;

    private final SslContext context;
    private final int wrapBytes;

    private Tls(SslContext context, int wrapBytes) {
        this.context = context;
        this.wrapBytes = wrapBytes;
    }

    /** No TLS: for loopback addresses only. */
    public static Tls none() {
        return new Tls(null, AS_WRITTEN);
    }

    /** Accepts whoever shows a certificate that our authorities have signed. */
    public static Tls mutualServer(Identity self) {
        return self.isPlain() ? none() : server(self, ClientAuth.REQUIRE, JOINED);
    }

    /** Accepts whoever believes this region's certificate; who it is, is asked later. */
    public static Tls oneSidedServer(Identity self) {
        return self.isPlain() ? none() : server(self, ClientAuth.NONE, AS_WRITTEN);
    }

    /** Shows this region's certificate and believes those that our authorities have signed. */
    public static Tls mutualClient(Identity self) {
        return self.isPlain()
                ? none()
                : new Tls(
                        build(client(self.authorities()).keyManager(self.key(), chain(self))),
                        JOINED);
    }

    /** Shows nothing and believes certificates that these authorities have signed. */
    public static Tls oneSidedClient(List<X509Certificate> authorities) {
        return new Tls(build(client(authorities)), AS_WRITTEN);
    }

    private static Tls server(Identity self, ClientAuth auth, int wrapBytes) {
        return new Tls(
                build(
                        SslContextBuilder.forServer(self.key(), chain(self))
                                .trustManager(new Trust(self.authorities()))
                                .clientAuth(auth)),
                wrapBytes);
    }

    private static SslContextBuilder client(List<X509Certificate> authorities) {
        Invariant.check(!authorities.isEmpty(), "whom to believe is known");
        return SslContextBuilder.forClient()
                .trustManager(new Trust(authorities))
                .endpointIdentificationAlgorithm(null);
    }

    private static X509Certificate[] chain(Identity self) {
        return self.chain().toArray(X509Certificate[]::new);
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return builder.sslProvider(SslProvider.JDK)
                    .protocols(VERSION)
                    .sessionTimeout(SESSION_SECONDS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up: " + Causes.line(e), e);
        }
    }

    boolean isPlain() {
        return context == null;
    }

    SslHandler handler(ByteBufAllocator allocator, Executor handshakes, long handshakeNanosMax) {
        Invariant.check(context != null, "there is no TLS without a key");
        SslHandler handler = context.newHandler(allocator, handshakes);
        handler.setWrapDataSize(wrapBytes);
        handler.setHandshakeTimeoutMillis(Math.max(1, handshakeNanosMax / 1_000_000));
        return handler;
    }

    /** What broke a connection; the other side says in an alert that it does not like our certificate. */
    static String told(Throwable cause) {
        String line = Causes.line(cause);
        return line.contains("alert") && line.contains("certificate")
                ? "it refuses this region's certificate (" + line + "); its log says why"
                : line;
    }

    /** Why a handshake failed. The JDK says most of it in words only. */
    static Refused refused(Throwable cause) {
        Trust.Distrust distrust = Causes.find(cause, Trust.Distrust.class);
        if (distrust != null) {
            return new Refused(distrust.reason(), distrust.getMessage());
        }
        String line = Causes.line(cause);
        if (Causes.find(cause, NotSslRecordException.class) != null) {
            return new Refused(Refusal.NOT_TLS, "it does not speak TLS");
        }
        if (Causes.find(cause, io.netty.handler.ssl.SslHandshakeTimeoutException.class) != null) {
            return new Refused(Refusal.LATE, "it took too long to shake hands");
        }
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.contains("empty client certificate") || lower.contains("empty server cert")) {
            return new Refused(Refusal.NO_CERTIFICATE, "it shows no certificate");
        }
        if (lower.contains("protocol version")
                || lower.contains("protocol_version")
                || lower.contains("is not enabled or supported")) {
            return new Refused(Refusal.OLD_TLS, "it does not speak TLS 1.3: " + line);
        }
        return new Refused(Refusal.HANDSHAKE, "the TLS handshake failed: " + line);
    }
}
