package sparkgaia.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/** Somebody at the other end of a connection, by the JDK's own sockets: with any certificate, or none, or without TLS. */
final class Stranger {
    static final int PATIENCE_MILLIS = 30_000;

    private final SSLContext context;
    private final String protocol;

    private Stranger(SSLContext context, String protocol) {
        this.context = context;
        this.protocol = protocol;
    }

    /** @param certificate what it shows, or null to show none */
    static Stranger with(PrivateKey key, X509Certificate certificate, String protocol)
            throws IOException {
        try {
            KeyManager[] keys = null;
            if (certificate != null) {
                keys = new KeyManager[] {new Shameless(key, certificate)};
            }
            var context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new Anybody()}, null);
            return new Stranger(context, protocol);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Shows its certificate to everybody, whomever they believe. */
    private static final class Shameless extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate certificate;

        Shameless(PrivateKey key, X509Certificate certificate) {
            this.key = key;
            this.certificate = certificate;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "key";
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return "key";
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"key"};
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[] {"key"};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    static Socket plain(InetSocketAddress address) throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Calls, says these bytes as soon as it may, and reads until the other side closes. */
    void call(InetSocketAddress address, byte[] says) throws IOException {
        try (var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            socket.getOutputStream().write(says);
            socket.getOutputStream().flush();
            readToEnd(socket);
        } catch (SSLException | SocketException e) {
            // Refused: what the other side says about it is what counts.
            return;
        }
    }

    /** How many bytes come until the other side closes. */
    static int readToEnd(Socket socket) throws IOException {
        int bytes = 0;
        try {
            InputStream in = socket.getInputStream();
            byte[] some = new byte[4096];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                bytes += read;
            }
        } catch (SSLException | SocketException e) {
            return bytes;
        }
        return bytes;
    }

    /** Takes one call; how many bytes it is told, past the handshake, until the caller is gone. */
    static int answer(ServerSocket server) throws IOException {
        try (var socket = server.accept()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return readToEnd(socket);
        }
    }

    /** A port at which it answers. */
    ServerSocket listen() throws IOException {
        var server =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 10, Loopback.anyPort().getAddress());
        server.setEnabledProtocols(new String[] {protocol});
        return server;
    }
}
