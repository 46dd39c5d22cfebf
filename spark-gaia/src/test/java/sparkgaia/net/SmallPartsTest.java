package sparkgaia.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.wire.FrameReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The parts that frames, measures and complaints are made of. */
class SmallPartsTest {

    @Seeds(50)
    void framesAreTheSameHoweverTheyAreCut(Random random) throws Refused {
        var frames = new ArrayList<byte[]>();
        for (int i = 0; i < 20; i++) {
            byte[] frame = Loopback.frame(6 + random.nextInt(i % 3 == 0 ? 3 : 300), i);
            frames.add(frame);
        }
        byte[] all = Loopback.joined(frames);
        var splitter = new FrameSplitter(new SpareFrames());
        var came = new ArrayList<byte[]>();
        for (int at = 0; at < all.length; ) {
            int length = Math.min(all.length - at, random.nextInt(50));
            var in = Unpooled.wrappedBuffer(all, at, length);
            byte[] frame = splitter.next(in, FrameReader.FRAME_BYTES_MAX);
            while (frame != null) {
                came.add(frame);
                frame = splitter.next(in, FrameReader.FRAME_BYTES_MAX);
            }
            assertFalse(in.isReadable(), "all is taken");
            at += length;
        }
        assertEquals(frames.size(), came.size());
        for (int i = 0; i < frames.size(); i++) {
            assertArrayEquals(frames.get(i), came.get(i));
        }
        assertFalse(splitter.isInFrame());
    }

    @Test
    void aLengthIsRefusedWhenItsFourBytesAreThere() throws Refused {
        for (int rest : new int[] {-1, 0, 1, FrameReader.FRAME_BYTES_MAX - 3, Integer.MAX_VALUE}) {
            byte[] head = Loopback.frame(10, 0);
            for (int i = 0; i < Integer.BYTES; i++) {
                head[i] = (byte) (rest >> (8 * i));
            }
            var three = Unpooled.wrappedBuffer(head, 0, 3);
            var fourth = Unpooled.wrappedBuffer(head, 3, 1);
            var splitter = new FrameSplitter(new SpareFrames());
            assertNull(splitter.next(three, FrameReader.FRAME_BYTES_MAX));
            assertThrows(Refused.class, () -> splitter.next(fourth, FrameReader.FRAME_BYTES_MAX));
        }
        var most = Unpooled.wrappedBuffer(Loopback.frame(FrameReader.FRAME_BYTES_MAX, 0));
        assertEquals(
                FrameReader.FRAME_BYTES_MAX,
                new FrameSplitter(new SpareFrames())
                        .next(most, FrameReader.FRAME_BYTES_MAX)
                        .length);
    }

    @Test
    void aSpanDoesNotCountItsFirstBytesNorPauses() {
        var meter = new Speedometer();
        int chunk = 50_000;
        long now = 0;
        for (int frame = 0; frame < 10; frame++) {
            for (int i = 0; i < 11; i++) {
                meter.came(chunk, now, true);
                meter.pause(i < 10);
                now += 1_000_000;
            }
            now += 5_000_000_000L;
        }
        assertEquals(10 * 10L * chunk, meter.bytes());
        assertEquals(10 * 10 * 1_000_000L, meter.nanos());
    }

    @Test
    void whileNothingIsTakenNothingIsMeasured() {
        var meter = new Speedometer();
        for (int i = 0; i < 20; i++) {
            meter.came(100_000, i * 1_000_000L, true);
        }
        meter.settle();
        meter.interrupt();
        meter.came(100_000, 60_000_000_000L, true);
        meter.came(100_000, 60_001_000_000L, true);
        meter.pause(false);
        assertEquals(20 * 100_000L, meter.bytes());
        assertEquals(20 * 1_000_000L, meter.nanos());
    }

    @Test
    void aSpanThatGoesOnIsReportedSoFar() {
        var meter = new Speedometer();
        long now = 0;
        long bytes = 0;
        long nanos = 0;
        for (int i = 0; i < 100; i++) {
            meter.came(100_000, now, true);
            meter.pause(true);
            if (i % 10 == 9) {
                meter.settle();
                bytes += meter.bytes();
                nanos += meter.nanos();
                meter.clear();
            }
            now += 1_000_000;
        }
        assertEquals(99 * 100_000L, bytes);
        assertEquals(99 * 1_000_000L, nanos);
    }

    @Test
    void anEstimateForgetsOneSlowReportAndSaysOnlyWhatChanged() {
        var estimate = new Estimate(1_000_000);
        assertFalse(estimate.heard(0, 0), "an empty report says nothing");
        assertTrue(estimate.heard(2_000_000, 1_000_000_000));
        for (int i = 0; i < 5; i++) {
            assertFalse(estimate.heard(2_050_000, 1_000_000_000));
        }
        assertFalse(estimate.heard(10_000, 500_000_000), "a pause of the machine");
        assertEquals(2_040_000, estimate.bytesPerSecond(), 20_000);
        for (int i = 0; i < 8; i++) {
            estimate.heard(500_000, 1_000_000_000);
        }
        assertEquals(500_000, estimate.bytesPerSecond());
    }

    @Test
    void aComplaintIsMadeOnceAMinute() {
        long[] now = {5};
        var complaints = new Complaints(() -> now[0]);
        assertTrue(complaints.isDue("eu"));
        assertTrue(complaints.isDue("us"));
        now[0] += Complaints.SILENCE_NANOS - 1;
        assertFalse(complaints.isDue("eu"));
        now[0] += 1;
        assertTrue(complaints.isDue("eu"));
    }

    @Test
    void theShortestOfTheLastTrips() {
        var trips = new RoundTrips();
        assertEquals(0, trips.shortestNanos());
        for (long trip : new long[] {50, 30, 70}) {
            trips.pong(trips.ping(100), 100 + trip);
        }
        assertEquals(30, trips.shortestNanos());
        trips.pong(99, 101);
        assertEquals(30, trips.shortestNanos(), "an answer to nothing");
        for (int i = 0; i < RoundTrips.KEPT_MAX; i++) {
            trips.pong(trips.ping(0), 60);
        }
        assertEquals(60, trips.shortestNanos());
        trips.ping(1_000);
        trips.ping(2_000);
        assertEquals(1_500, trips.waitedNanos(2_500));
    }

    @Test
    void namesOfRegions() {
        assertTrue(Names.isName("eu-west"));
        for (String bad : List.of("", " ", "a\nb", "x".repeat(257))) {
            assertFalse(Names.isName(bad));
        }
    }
}
