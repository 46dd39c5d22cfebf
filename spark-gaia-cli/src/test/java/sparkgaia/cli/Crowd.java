package sparkgaia.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** Many connections to one port that say nothing, or a byte a second of what might become a greeting. */
final class Crowd implements AutoCloseable {
    /** The head of a TLS handshake of 16 KiB, which never comes. */
    private static final byte[] BEGINNING = {0x16, 0x03, 0x01, 0x40, 0x00, 0x01};

    private static final long BEAT_MILLIS = 1_000;

    private final Selector selector;
    private final int members;
    private volatile int open;

    /** What a connection has said. */
    private static final class Said {
        private final boolean isTalking;
        private int bytes;

        private Said(boolean isTalking) {
            this.isTalking = isTalking;
        }

        private byte next() {
            bytes++;
            return bytes <= BEGINNING.length ? BEGINNING[bytes - 1] : 0;
        }
    }

    private Crowd(Selector selector, int members) {
        this.selector = selector;
        this.members = members;
    }

    /** @param each so many say nothing, and so many say a byte a second */
    static Crowd at(InetSocketAddress address, int each) throws IOException {
        var crowd = new Crowd(Selector.open(), 2 * each);
        for (int i = 0; i < 2 * each; i++) {
            SocketChannel channel = SocketChannel.open(address);
            channel.configureBlocking(false);
            channel.register(crowd.selector, SelectionKey.OP_READ, new Said(i % 2 == 0));
        }
        var thread = new Thread(crowd::live, "crowd");
        thread.setDaemon(true);
        crowd.look();
        thread.start();
        return crowd;
    }

    private void live() {
        long next = System.nanoTime();
        try {
            while (selector.isOpen() && open > 0) {
                selector.select(BEAT_MILLIS / 10);
                for (SelectionKey key : selector.selectedKeys()) {
                    read(key);
                }
                selector.selectedKeys().clear();
                if (System.nanoTime() - next > 0) {
                    next += TimeUnit.MILLISECONDS.toNanos(BEAT_MILLIS);
                    selector.keys().forEach(Crowd::talk);
                }
                look();
            }
        } catch (IOException e) {
            open = -1;
        }
    }

    private void look() {
        int now = 0;
        for (SelectionKey key : selector.keys()) {
            now += key.isValid() ? 1 : 0;
        }
        open = now;
    }

    private static void read(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        var channel = (SocketChannel) key.channel();
        try {
            if (channel.read(ByteBuffer.allocate(1024)) < 0) {
                channel.close();
            }
        } catch (IOException reset) {
            channel.close();
        }
    }

    private static void talk(SelectionKey key) {
        var said = (Said) key.attachment();
        if (!key.isValid() || !said.isTalking) {
            return;
        }
        try {
            ((SocketChannel) key.channel()).write(ByteBuffer.wrap(new byte[] {said.next()}));
        } catch (IOException gone) {
            key.cancel();
        }
    }

    /** How many connections were made. */
    int members() {
        return members;
    }

    /** How many the other side has not closed yet; below 0 if this test itself is broken. */
    int open() {
        return open;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
