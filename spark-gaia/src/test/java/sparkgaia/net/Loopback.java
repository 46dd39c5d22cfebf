package sparkgaia.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import sparkgaia.FreePorts;
import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.FrameReader;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sidecars' connections on this machine's loopback, on ports that the system chooses; closed at the end. */
final class Loopback implements AutoCloseable {
    static final LinkSettings FAST = LinkSettings.of(1_000_000);
    static final int HEAD = 6;

    private static final Logger LOG = Logger.getLogger("sparkgaia.net");

    static {
        LOG.setLevel(Level.OFF);
    }

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(4, NioIoHandler.newFactory());
    private final List<Peers> open = new ArrayList<>();

    EventLoopGroup loops() {
        return loops;
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static Member member(String region, int port, LinkSettings link) {
        return new Member(region, "127.0.0.1", port, link);
    }

    static NetLimits quick() {
        NetLimits usual = NetLimits.usual();
        return new NetLimits(
                usual.strangerFrameBytesMax(),
                usual.handshakeNanosMax(),
                usual.idleNanosMax(),
                TimeUnit.MILLISECONDS.toNanos(100),
                usual.connectionsMax(),
                usual.roomBytes(),
                usual.queueBytesMax(),
                TimeUnit.MILLISECONDS.toNanos(10),
                TimeUnit.MILLISECONDS.toNanos(100));
    }

    Peers peers(Identity self, List<Member> members, Ear ear) {
        return peers(self, anyPort(), members, ear, quick());
    }

    Peers peers(
            Identity self,
            InetSocketAddress listen,
            List<Member> members,
            Ear ear,
            NetLimits limits) {
        var peers = new Peers(self, listen, members, loops, ear, limits);
        open.add(peers);
        return peers;
    }

    /** Two regions that are connected: the lower name calls. */
    Pair pair(Identity low, Identity high, LinkSettings up, LinkSettings down) throws IOException {
        return pair(low, high, up, down, quick());
    }

    Pair pair(Identity low, Identity high, LinkSettings up, LinkSettings down, NetLimits limits)
            throws IOException {
        var lowEar = new Ear();
        var highEar = new Ear();
        Peers called =
                peers(
                        high,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next()),
                        List.of(member(low.region(), 0, down)),
                        highEar,
                        limits);
        int port = called.start().getPort();
        Peers calling =
                peers(low, anyPort(), List.of(member(high.region(), port, up)), lowEar, limits);
        calling.start();
        lowEar.awaitLife("up");
        highEar.awaitLife("up");
        return new Pair(calling, called, lowEar, highEar);
    }

    Pair plainPair(LinkSettings up, LinkSettings down) throws IOException {
        return pair(Identity.plain("asia"), Identity.plain("eu"), up, down);
    }

    record Pair(Peers low, Peers high, Ear lowEar, Ear highEar) {
        Peering up() {
            return low.peerings().get(0);
        }

        Peering down() {
            return high.peerings().get(0);
        }

        void send(Lane lane, byte[] frames) {
            up().send(up().session(), lane, frames);
        }
    }

    /** A frame of so many bytes in all, of a kind that is not ours, that begins with a number. */
    static byte[] frame(int bytes, int number) {
        byte[] frame = new byte[bytes];
        int length = bytes - Integer.BYTES;
        for (int i = 0; i < Integer.BYTES; i++) {
            frame[i] = (byte) (length >> (8 * i));
        }
        frame[4] = FrameReader.FORMAT;
        frame[5] = 1;
        for (int i = 0; i < Integer.BYTES && HEAD + i < bytes; i++) {
            frame[HEAD + i] = (byte) (number >> (8 * i));
        }
        return frame;
    }

    /** What {@link #frame} was given. */
    static int number(byte[] frame) {
        int number = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            number |= (frame[HEAD + i] & 0xFF) << (8 * i);
        }
        return number;
    }

    /** All of these, one after the other. */
    static byte[] joined(List<byte[]> frames) {
        byte[] all = new byte[frames.stream().mapToInt(frame -> frame.length).sum()];
        int at = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, all, at, frame.length);
            at += frame.length;
        }
        return all;
    }

    @Override
    public void close() {
        open.forEach(Peers::close);
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
