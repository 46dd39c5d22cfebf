package sparkgaia.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.FrameReader;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Peerings without TLS, on loopback: how they begin, carry, end and begin again. */
@Timeout(60)
class PeersTest {
    private final Loopback net = new Loopback();

    @AfterEach
    void close() {
        net.close();
    }

    @Test
    void bothSidesKnowASessionByTheSameNumber() throws IOException {
        var pair = net.plainPair(Loopback.FAST, Loopback.FAST);
        assertEquals(List.of("up eu 1"), pair.lowEar().lives());
        assertEquals(List.of("up asia 1"), pair.highEar().lives());
        assertTrue(pair.up().isUp());
    }

    @Test
    void framesOfALaneArriveInOrderEachOnce() throws IOException {
        var pair = net.plainPair(Loopback.FAST, Loopback.FAST);
        int count = 2_000;
        for (int i = 0; i < count; i += 2) {
            var two = List.of(Loopback.frame(10 + i % 50, i), Loopback.frame(70_000, i + 1));
            pair.send(Lane.DATA, Loopback.joined(two));
            pair.send(Lane.CONTROL, Loopback.frame(10, i));
        }
        pair.highEar().awaitFrames(count + count / 2);
        var came = pair.highEar().frames();
        assertEquals(
                IntStream.range(0, count).boxed().toList(),
                came.stream()
                        .filter(one -> one.lane() == Lane.DATA)
                        .map(one -> Loopback.number(one.frame()))
                        .toList());
        assertEquals(
                IntStream.iterate(0, i -> i < count, i -> i + 2).boxed().toList(),
                came.stream()
                        .filter(one -> one.lane() == Lane.CONTROL)
                        .map(one -> Loopback.number(one.frame()))
                        .toList());
        assertEquals(70_000, came.stream().mapToInt(one -> one.frame().length).max().orElse(0));
        LinkCount sent = pair.up().counts();
        assertTrue(sent.dataFramesOut() >= count, sent.toString());
        assertEquals(count, pair.down().counts().dataFramesIn());
    }

    @Test
    void theLongestFrameArrivesWhole() throws IOException {
        var pair = net.plainPair(Loopback.FAST, Loopback.FAST);
        byte[] frame = Loopback.frame(FrameReader.FRAME_BYTES_MAX, 7);
        frame[frame.length - 1] = 9;
        pair.send(Lane.DATA, frame);
        pair.highEar().awaitFrames(1);
        byte[] came = pair.highEar().frames().get(0).frame();
        assertEquals(frame.length, came.length);
        assertEquals(9, came[came.length - 1]);
    }

    @Test
    void anotherSessionsFramesAreDroppedAndCounted() throws IOException {
        var pair = net.plainPair(Loopback.FAST, Loopback.FAST);
        pair.up().send(pair.up().session() + 1, Lane.DATA, Loopback.frame(10, 1));
        pair.up().send(0, Lane.DATA, Loopback.frame(10, 2));
        pair.send(Lane.DATA, Loopback.frame(10, 3));
        pair.highEar().awaitFrames(1);
        assertEquals(3, Loopback.number(pair.highEar().frames().get(0).frame()));
        assertEquals(2, pair.up().counts().droppedFrames());
    }

    @Test
    void aRestartedProcessGetsAHigherSession() throws IOException {
        var pair = net.plainPair(Loopback.FAST, Loopback.FAST);
        for (int restart = 2; restart < 5; restart++) {
            InetSocketAddress at = address(pair.high());
            pair.high().close();
            pair.lowEar().awaitLives("down", restart - 1);
            var ear = new Ear();
            Peers again =
                    net.peers(
                            Identity.plain("eu"),
                            at,
                            List.of(Loopback.member("asia", 0, Loopback.FAST)),
                            ear,
                            Loopback.quick());
            again.start();
            ear.awaitLife("up asia " + restart);
            pair.lowEar().awaitLife("up eu " + restart);
            pair = new Loopback.Pair(pair.low(), again, pair.lowEar(), ear);
        }
        assertAlternate(pair.lowEar().lives());
    }

    @Test
    void aRestartedCallerTakesThePlaceOfWhatItHad() throws IOException {
        var pair = net.plainPair(Loopback.FAST, Loopback.FAST);
        var ear = new Ear();
        // The first one still stands when the second calls, as after a crash that nobody noticed.
        Peers second =
                net.peers(
                        Identity.plain("asia"),
                        List.of(
                                Loopback.member(
                                        "eu", address(pair.high()).getPort(), Loopback.FAST)),
                        ear);
        second.start();
        ear.awaitLife("up eu 2");
        pair.highEar().awaitLife("down asia: it has connected anew");
        pair.highEar().awaitLife("up asia 2");
        assertAlternate(pair.highEar().lives());
    }

    @Test
    void dataThatIsNotTakenHoldsUpItsSenderAndNotControl() throws IOException {
        var pair = net.plainPair(Loopback.FAST, Loopback.FAST);
        pair.down().readData(false);
        int megabytes = 40;
        for (int i = 0; i < megabytes; i++) {
            pair.send(Lane.DATA, Loopback.frame(1 << 20, i));
        }
        assertFalse(pair.up().hasRoom(), "more than half of what may wait does");
        pair.send(Lane.CONTROL, Loopback.frame(10, 1));
        pair.highEar().awaitFrames(1);
        pair.down().readData(true);
        pair.highEar().awaitFrames(megabytes + 1);
        pair.lowEar().awaitLife("room eu");
        assertTrue(pair.up().hasRoom());
        assertEquals(1, pair.up().session());
    }

    private static InetSocketAddress address(Peers peers) {
        return peers.address();
    }

    private static void assertAlternate(List<String> lives) {
        var words = new ArrayList<String>();
        lives.forEach(life -> words.add(life.split(" ")[0]));
        for (int i = 0; i < words.size(); i++) {
            assertEquals(i % 2 == 0 ? "up" : "down", words.get(i), lives.toString());
        }
    }

    @Test
    void aPortInUseIsNamedInALine() throws IOException {
        try (var taken = new ServerSocket(0, 1, Loopback.anyPort().getAddress())) {
            var at = (InetSocketAddress) taken.getLocalSocketAddress();
            Peers peers =
                    net.peers(Identity.plain("eu"), at, List.of(), new Ear(), Loopback.quick());
            String message = assertThrows(IOException.class, peers::start).getMessage();
            assertTrue(message.contains(":" + at.getPort()), message);
            assertTrue(message.contains("in use"), message);
            assertFalse(message.contains("\n"), message);
        }
    }

    @Test
    void withoutTlsOnlyLoopbackIsListenedOn() {
        Peers peers =
                net.peers(
                        Identity.plain("eu"),
                        new InetSocketAddress("0.0.0.0", 0),
                        List.of(),
                        new Ear(),
                        Loopback.quick());
        String message = assertThrows(IOException.class, peers::start).getMessage();
        assertTrue(message.contains("without TLS"), message);
    }
}
