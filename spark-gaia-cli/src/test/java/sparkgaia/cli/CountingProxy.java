package sparkgaia.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between two processes and counts the bytes that pass, whatever they are. */
final class CountingProxy implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 64;

    private final InetSocketAddress to;
    private final ServerSocket server;
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicLong there = new AtomicLong();
    private final AtomicLong back = new AtomicLong();

    CountingProxy(InetSocketAddress to) throws IOException {
        this.to = to;
        this.server = new ServerSocket(0, CONNECTIONS_MAX, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Bytes from those who call. */
    long there() {
        return there.get();
    }

    /** Bytes to them. */
    long back() {
        return back.get();
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (sockets().size() < CONNECTIONS_MAX) {
                connect(server.accept());
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Who calls before the other side listens finds the line dead, and calls again. */
    private void connect(Socket caller) throws IOException {
        try {
            var called = new Socket(to.getAddress(), to.getPort());
            caller.setTcpNoDelay(true);
            called.setTcpNoDelay(true);
            sockets().add(caller);
            sockets().add(called);
            start(() -> carry(caller, called, there));
            start(() -> carry(called, caller, back));
        } catch (IOException e) {
            caller.close();
        }
    }

    private synchronized List<Socket> sockets() {
        return sockets;
    }

    private static void carry(Socket from, Socket to, AtomicLong count) {
        byte[] some = new byte[64 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                count.addAndGet(read);
                out.write(some, 0, read);
            }
        } catch (IOException e) {
            return; // one side is gone, and now the other
        }
    }

    @Override
    public synchronized void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            return; // nobody is left who could mind
        }
    }
}
