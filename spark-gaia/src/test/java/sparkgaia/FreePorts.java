package sparkgaia;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for what listens on the same one again later. They lie below those that the system gives to connections, so
 * nobody's outgoing connection takes one meanwhile.
 */
public final class FreePorts {
    private static final int FROM = 15_000;
    private static final int TO = 32_000;
    private static final int TRIES_MAX = 1000;

    private FreePorts() {}

    /** A port of this machine alone that nobody listens on. */
    public static int next() throws IOException {
        for (int i = 0; i < TRIES_MAX; i++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IOException("no port is free");
    }
}
