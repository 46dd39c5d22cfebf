package sparkgaia.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.FrameReader;
import sparkgaia.wire.Signal;
import sparkgaia.wire.SignalCodec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** T10 and T13 at the socket: garbage, silence, slowness and crowds are refused by name and disturb nobody else. */
@Timeout(120)
class HostilePeersTest {
    private static final int MEGA = 1 << 20;

    private final Loopback net = new Loopback();

    @AfterEach
    void close() {
        net.close();
    }

    private static NetLimits limits(long handshakeMillis, int connections, long queueBytes) {
        NetLimits quick = Loopback.quick();
        return new NetLimits(
                quick.strangerFrameBytesMax(),
                TimeUnit.MILLISECONDS.toNanos(handshakeMillis),
                quick.idleNanosMax(),
                quick.pingNanos(),
                connections,
                queueBytes / 2,
                queueBytes,
                quick.backOffNanosMin(),
                quick.backOffNanosMax());
    }

    private Loopback.Pair pair(NetLimits limits) throws IOException {
        return net.pair(
                Identity.plain("asia"), Identity.plain("eu"), Loopback.FAST, Loopback.FAST, limits);
    }

    private static void isWell(Loopback.Pair pair, int frames) {
        pair.send(Lane.DATA, Loopback.frame(1_000, frames));
        pair.highEar().awaitFrames(frames);
        assertEquals(List.of("up asia 1"), pair.highEar().lives());
        assertEquals(List.of("up eu 1"), pair.lowEar().lives());
    }

    private static byte[] hello(Lane lane, String region, long session) {
        return SignalCodec.write(new Signal.Hello(lane, region, 1, session, 0));
    }

    private static byte[] withLength(int length) {
        byte[] frame = Loopback.frame(64, 0);
        for (int i = 0; i < Integer.BYTES; i++) {
            frame[i] = (byte) (length >> (8 * i));
        }
        return frame;
    }

    @Test
    void whatIsNoGreetingIsRefusedByName() throws IOException {
        var pair = pair(Loopback.quick());
        byte[] otherFormat = hello(Lane.CONTROL, "asia", 0);
        otherFormat[4] = FrameReader.FORMAT + 1;
        var says = new ArrayList<byte[]>();
        for (int length :
                new int[] {-1, 0, 1, FrameReader.FRAME_BYTES_MAX - 3, Integer.MAX_VALUE}) {
            says.add(withLength(length));
        }
        says.add(withLength(NetLimits.usual().strangerFrameBytesMax() - 3));
        says.add(otherFormat);
        says.add("GET / HTTP/1.1\r\nHost: eu\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (byte[] first : says) {
            int before = pair.highEar().refusals().size();
            say(pair, first);
            pair.highEar().await("refused", () -> pair.highEar().refusals().size() > before);
            assertEquals(Refusal.FRAME, pair.highEar().refusals().get(before).reason());
        }
        isWell(pair, 1);
    }

    @Test
    void whoGreetsOutOfPlaceIsRefusedByName() throws IOException {
        var pair = pair(Loopback.quick());
        refused(pair, Refusal.GREETING, Loopback.frame(20, 0));
        refused(pair, Refusal.GREETING, SignalCodec.write(new Signal.Ping(1)));
        refused(pair, Refusal.GREETING, hello(Lane.DATA, "asia", 1));
        refused(pair, Refusal.NOT_A_MEMBER, hello(Lane.CONTROL, "mars", 0));
        refused(pair, Refusal.SELF, hello(Lane.CONTROL, "eu", 0));
        isWell(pair, 1);
    }

    private static void refused(Loopback.Pair pair, Refusal reason, byte[] says)
            throws IOException {
        int before = pair.highEar().refusals().size();
        say(pair, says);
        pair.highEar().await("refused", () -> pair.highEar().refusals().size() > before);
        assertEquals(reason, pair.highEar().refusals().get(before).reason());
    }

    private static void say(Loopback.Pair pair, byte[] bytes) throws IOException {
        try (Socket socket = Stranger.plain(pair.high().address())) {
            socket.getOutputStream().write(bytes);
            Stranger.readToEnd(socket);
        }
    }

    @Test
    void garbageOfAnyKindEndsInARefusal() throws IOException {
        var pair = pair(limits(2_000, 256, 64 << 20));
        var random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] garbage = new byte[6 + random.nextInt(200)];
            random.nextBytes(garbage);
            // Longer than any frame, or negative: what is short enough is waited for.
            garbage[3] |= 0x40;
            int before = pair.highEar().refusals().size();
            say(pair, garbage);
            pair.highEar().await("refused", () -> pair.highEar().refusals().size() > before);
            assertEquals(Refusal.FRAME, pair.highEar().refusals().get(before).reason());
        }
        isWell(pair, 1);
    }

    @Test
    void whoSaysAByteNowAndThenIsLate() throws IOException {
        var pair = pair(limits(1_500, 256, 64 << 20));
        byte[] hello = hello(Lane.CONTROL, "asia", 0);
        long start = System.nanoTime();
        try (Socket socket = Stranger.plain(pair.high().address())) {
            int[] said = {0};
            pair.highEar()
                    .await(
                            "late",
                            () -> {
                                if (said[0] < hello.length - 1) {
                                    write(socket, hello[said[0]++]);
                                }
                                return count(pair.highEar(), Refusal.LATE) == 1;
                            });
        }
        long tookMillis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(tookMillis >= 1_400, "after " + tookMillis + " ms");
        isWell(pair, 1);
    }

    private static void write(Socket socket, byte one) {
        try {
            socket.getOutputStream().write(one);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCrowdThatSaysNothingKeepsNobodyOut() throws IOException {
        int most = 256;
        var high = new Ear();
        NetLimits limits = limits(20_000, most, 64 << 20);
        Peers called =
                net.peers(
                        Identity.plain("eu"),
                        Loopback.anyPort(),
                        List.of(Loopback.member("asia", 0, Loopback.FAST)),
                        high,
                        limits);
        int port = called.start().getPort();
        var crowd = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 400; i++) {
                crowd.add(Stranger.plain(called.address()));
                assertTrue(called.accepted() <= most, "at most " + most);
            }
            high.await("crowded", () -> count(high, Refusal.CROWDED) >= 400 - most);
            assertEquals(most, called.accepted());
            var low = new Ear();
            Peers caller =
                    net.peers(
                            Identity.plain("asia"),
                            List.of(Loopback.member("eu", port, Loopback.FAST)),
                            low);
            caller.start();
            low.awaitLife("up eu 1");
            for (int i = 0; i < 300; i++) {
                crowd.add(Stranger.plain(called.address()));
            }
            high.await("crowded", () -> count(high, Refusal.CROWDED) >= 700 + 2 - most);
            Peering peering = caller.peerings().get(0);
            peering.send(1, Lane.DATA, Loopback.frame(100, 5));
            high.awaitFrames(1);
            assertEquals(List.of("up asia 1"), high.lives());
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    private static long count(Ear ear, Refusal reason) {
        return ear.refusals().stream().filter(no -> no.reason() == reason).count();
    }

    @Test
    void whoStopsReadingIsClosedByNameAndTheOthersGoOn() throws IOException {
        NetLimits limits = limits(10_000, 256, 8L * MEGA);
        var ear = new Ear();
        var members =
                List.of(
                        Loopback.member("asia", 0, Loopback.FAST),
                        Loopback.member("deaf", 0, Loopback.FAST));
        Peers called = net.peers(Identity.plain("eu"), Loopback.anyPort(), members, ear, limits);
        int port = called.start().getPort();
        var low = new Ear();
        net.peers(Identity.plain("asia"), List.of(Loopback.member("eu", port, Loopback.FAST)), low)
                .start();
        ear.awaitLife("up asia 1");
        try (Socket control = Stranger.plain(called.address());
                Socket data = Stranger.plain(called.address())) {
            control.getOutputStream().write(hello(Lane.CONTROL, "deaf", 0));
            readAHello(control);
            data.getOutputStream().write(hello(Lane.DATA, "deaf", 1));
            readAHello(data);
            ear.awaitLife("up deaf 1");
            Peering deaf = called.peerings().get(1);
            Peering asia = called.peerings().get(0);
            long most = 0;
            for (int i = 0; i < 200 && deaf.isUp(); i++) {
                deaf.send(1, Lane.DATA, Loopback.frame(MEGA, i));
                most = Math.max(most, deaf.queuedBytes());
            }
            ear.awaitLife("down deaf");
            Ear.No no = ear.awaitRefusal(Refusal.SLOW);
            assertTrue(no.text().contains("reads too slowly"), no.text());
            assertTrue(most <= limits.queueBytesMax(), "at most waited " + most);
            asia.send(1, Lane.DATA, Loopback.frame(MEGA, 7));
            low.awaitFrames(1);
            assertTrue(asia.isUp());
        }
    }

    private static void readAHello(Socket socket) throws IOException {
        byte[] head = socket.getInputStream().readNBytes(SignalCodec.HEAD_BYTES);
        assertEquals(SignalCodec.HELLO, SignalCodec.kind(head));
        socket.getInputStream().readNBytes(head[0] - 2);
    }

    @Test
    void aTrustedPeerThatSendsNoFrameLosesItsSessionByName() throws IOException {
        var ear = new Ear();
        Peers called =
                net.peers(
                        Identity.plain("eu"),
                        List.of(Loopback.member("asia", 0, Loopback.FAST)),
                        ear);
        called.start();
        for (int length : new int[] {-1, 0, FrameReader.FRAME_BYTES_MAX - 3}) {
            int before = ear.refusals().size();
            try (Socket control = Stranger.plain(called.address());
                    Socket data = Stranger.plain(called.address())) {
                control.getOutputStream().write(hello(Lane.CONTROL, "asia", 0));
                readAHello(control);
                long session = before + 1L;
                data.getOutputStream().write(hello(Lane.DATA, "asia", session));
                readAHello(data);
                ear.awaitLife("up asia " + session);
                data.getOutputStream().write(withLength(length));
                ear.await("refused", () -> ear.refusals().size() > before);
                assertEquals(Refusal.FRAME, ear.refusals().get(before).reason());
                ear.awaitLives("down asia", before + 1);
            }
        }
    }

    @Test
    void whoFallsSilentIsGivenUp() throws IOException {
        NetLimits quick = Loopback.quick();
        NetLimits impatient =
                new NetLimits(
                        quick.strangerFrameBytesMax(),
                        quick.handshakeNanosMax(),
                        1_000_000_000L,
                        quick.pingNanos(),
                        quick.connectionsMax(),
                        quick.roomBytes(),
                        quick.queueBytesMax(),
                        quick.backOffNanosMin(),
                        quick.backOffNanosMax());
        var ear = new Ear();
        Peers called =
                net.peers(
                        Identity.plain("eu"),
                        Loopback.anyPort(),
                        List.of(Loopback.member("asia", 0, Loopback.FAST)),
                        ear,
                        impatient);
        called.start();
        try (Socket control = Stranger.plain(called.address());
                Socket data = Stranger.plain(called.address())) {
            control.getOutputStream().write(hello(Lane.CONTROL, "asia", 0));
            readAHello(control);
            data.getOutputStream().write(hello(Lane.DATA, "asia", 1));
            ear.awaitLife("up asia 1");
            ear.awaitLife("down asia: nothing was heard for 1 s");
        }
    }
}
