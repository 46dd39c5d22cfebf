package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import sparkgaia.Seeds;
import sparkgaia.core.message.Frame;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.TableSpec;
import sparkgaia.wire.BadFrame.Reason;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Whatever bytes come: a whole message that can be said again, or a {@link BadFrame}, and nothing else. */
class WireHostileTest {
    private static final int ALLOCATED_MAX = 1 << 20;
    private static final int KIND_AT = 5;
    private static final int MILLION = 1_000_000;

    private static byte[] written(Frame frame) {
        return new FrameWriter(Samples.JOB, 1).write(frame);
    }

    /** Reads bytes: a frame that comes out must be one that can be written and read again. */
    private static Frame read(byte[] bytes) throws BadFrame {
        Frame frame = new FrameReader(Samples.JOB, 1).read(bytes);
        if (frame != null) {
            Frame again = new FrameReader(Samples.JOB, 1).read(written(frame));
            assertEquals(Said.of(frame), Said.of(again));
        }
        return frame;
    }

    private static BadFrame refusal(byte[] bytes) {
        return assertThrows(BadFrame.class, () -> read(bytes));
    }

    private static byte[] withLength(byte[] bytes) {
        var out = new ByteWriter(bytes.length);
        out.put(bytes, 0, bytes.length);
        out.putInt(0, bytes.length - 4);
        return out.toBytes();
    }

    @TestFactory
    Stream<DynamicTest> everyTruncationIsRefused() {
        return each(
                bytes -> {
                    for (int length = 0; length < bytes.length; length++) {
                        byte[] cut = Arrays.copyOf(bytes, length);
                        refusal(cut);
                        if (length >= 4) {
                            refusal(withLength(cut));
                        }
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> everyFlippedBitIsAnotherMessageOrRefused() {
        return each(
                bytes -> {
                    String whole = Said.of(read(bytes));
                    for (int bit = 0; bit < 8 * bytes.length; bit++) {
                        byte[] flipped = bytes.clone();
                        flipped[bit / 8] ^= (byte) (1 << bit % 8);
                        try {
                            Frame frame = read(flipped);
                            // A part of something longer is no message yet.
                            assertTrue(frame != null || bit == 8 * KIND_AT + 7);
                        } catch (BadFrame expected) {
                            assertTrue(expected.at() <= bytes.length, expected.getMessage());
                        }
                    }
                    assertEquals(whole, Said.of(read(bytes)));
                });
    }

    @TestFactory
    Stream<DynamicTest> bytesAfterAMessageAreRefused() {
        return each(
                bytes -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                    assertEquals(Reason.LENGTH, refusal(longer).reason());
                    assertEquals(Reason.LENGTH, refusal(withLength(longer)).reason());
                });
    }

    private interface Check {
        void of(byte[] bytes) throws BadFrame;
    }

    private static Stream<DynamicTest> each(Check check) {
        return Samples.frames().entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(), () -> check.of(written(entry.getValue()))));
    }

    @Seeds(800)
    void manyWrongBytesAreRefusedToo(Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        byte[] bytes = written(new RandomFrames(random).next(kind));
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            byte[] extremes = {0, 1, 127, -1, -128, (byte) random.nextInt()};
            bytes[at] = extremes[random.nextInt(extremes.length)];
        }
        boolean isWhole = bytes.length > 6 && random.nextBoolean();
        try {
            read(isWhole ? withLength(bytes) : bytes);
        } catch (BadFrame expected) {
            assertNotEquals("", expected.getMessage());
        }
    }

    @Test
    void everyRefusalHasItsReason() {
        byte[] ack = written(Samples.frames().get("ack"));
        assertEquals(Reason.TRUNCATED, refusal(new byte[3]).reason());
        assertEquals(Reason.LENGTH, refusal(with(ack, 3, 0x7F)).reason());
        assertEquals(Reason.LENGTH, refusal(with(ack, 3, 0xFF)).reason());
        assertEquals(Reason.VERSION, refusal(with(ack, 4, FrameReader.FORMAT + 1)).reason());
        assertEquals(Reason.KIND, refusal(with(ack, 5, 0)).reason());
        assertEquals(Reason.KIND, refusal(with(ack, 5, 18)).reason());
        assertEquals(Reason.RANGE, refusal(with(ack, 6, 2)).reason(), "another job");
        assertEquals(Reason.RANGE, refusal(with(ack, 7, Samples.REGIONS)).reason());
        assertEquals(Reason.RANGE, refusal(with(ack, 9, 2)).reason(), "partition");
        assertEquals(Reason.FORM, refusal(with(ack, 13, 0)).reason(), "300 as a longer 44");
        assertEquals(
                "bad frame, byte 5: format 5, this is 4: run the same release everywhere",
                refusal(with(ack, 4, 5)).getMessage());
    }

    @Test
    void lengthsAreHeldAgainstTheLimitBeforeTheRestIsWaitedFor() throws BadFrame {
        int max = FrameReader.FRAME_BYTES_MAX - Integer.BYTES;
        assertEquals(FrameReader.FRAME_BYTES_MAX, FrameReader.length(length(max)));
        for (int wrong : new int[] {-1, 0, 1, max + 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            BadFrame refusal =
                    assertThrows(BadFrame.class, () -> FrameReader.length(length(wrong)));
            assertEquals(Reason.LENGTH, refusal.reason());
        }
    }

    private static byte[] length(int length) {
        var out = new ByteWriter(Integer.BYTES);
        out.i32(length);
        return out.toBytes();
    }

    /** T10: what comes out is a frame, a part of one or a refusal; the counts show that all are met. */
    @Test
    @Tag("slow")
    void aMillionRandomAndAMillionMutatedFrames() {
        var random = new Random(10);
        var samples = List.copyOf(Samples.frames().values());
        int frames = 0;
        for (int i = 0; i < 2 * MILLION; i++) {
            byte[] bytes;
            if (i < MILLION) {
                bytes = new byte[12 + random.nextInt(60)];
                random.nextBytes(bytes);
                // Past the head, or nothing would be.
                byte[] head = {0, 0, 0, 0, 1, (byte) (1 + random.nextInt(17)), 1, 0, 1, 0, 1, 2};
                System.arraycopy(head, 0, bytes, 0, random.nextInt(head.length + 1));
            } else {
                bytes = written(samples.get(random.nextInt(samples.size())));
                for (int wrong = 1 + random.nextInt(3); wrong > 0; wrong--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            try {
                frames += new FrameReader(Samples.JOB, 1).read(withLength(bytes)) == null ? 0 : 1;
            } catch (BadFrame expected) {
                assertTrue(expected.at() <= bytes.length);
            }
        }
        assertTrue(frames > MILLION / 10 && frames < MILLION, frames + " frames");
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] other = bytes.clone();
        other[at] = (byte) value;
        return other;
    }

    /** A frame of this kind with a body of varints. */
    private static byte[] body(Kind kind, long... numbers) {
        var out = new ByteWriter(64);
        out.i32(0);
        for (int number : new int[] {FrameReader.FORMAT, kind.number(), 1, 0, 1, 0, 0, 0}) {
            out.u8(number);
        }
        for (long number : numbers) {
            out.varint(number);
        }
        return withLength(out.toBytes());
    }

    @Test
    void rowsThatDoNotExistOrArePinnedAreRefused() {
        long own = 1;
        assertEquals(Reason.ROW, refusal(body(Kind.OWN, own, 1, 8, 34, 0x60, 0)).reason());
        BadFrame pinned = refusal(body(Kind.OWN, own, 1, 8, Samples.PINNED, 0x60, 0));
        assertEquals(Reason.ROW, pinned.reason());
        assertTrue(pinned.getMessage().endsWith("row users[0], which is not shared"));
        assertEquals(Reason.ROW, refusal(body(Kind.ANNOUNCE, 9, 1, Samples.PINNED)).reason());
        assertEquals(
                Reason.ROW, refusal(body(Kind.OWN, own, 2, 8, 29, 0x60, 0, 0, 0x60, 0)).reason());
    }

    @Test
    void rowsThatNoWriterWritesAreRefused() {
        long own = 1;
        for (byte[] bytes :
                List.of(
                        body(Kind.OWN, own, 1, 4, 0, 0, 0, 0, 0x10), // a bit after the last cell
                        body(Kind.OWN, own, 1, 4, 0, 0x41, 0, 0, 0), // whole, with a shift
                        body(Kind.OWN, own, 1, 4, 0, 0x61, 0), // sparse, with a shift
                        body(Kind.OWN, own, 1, 4, 0, 0x60, 1, 0, 0), // a sparse cell of 0
                        body(Kind.ABORT, 0, 2, 384))) {
            assertEquals(Reason.FORM, refusal(bytes).reason());
        }
        // An obligation where there is none has a head of two bytes as a varint: 0x80 and 1.
        assertEquals(Reason.FORM, refusal(body(Kind.OWN, own, 1, 4, 0, 0x80, 0, 0)).reason());
        for (byte[] bytes :
                List.of(
                        body(Kind.OWN, own, 1, 0, 0, 0, 0, 0, 0), // no bits
                        body(Kind.OWN, own, 1, 33, 0, 0, 0, 0, 0),
                        body(Kind.OWN, own, 1, 4, 0, 0x20, 33, 0, 0, 0), // 33 of its own
                        body(Kind.OWN, own, 1, 4, 0, 31, 2, 0, 0), // 2 times 2^31
                        body(Kind.OWN, own, 1, 4, 0, 0x60, 1, 5, 2), // cell 5 of 5
                        body(Kind.OWN, own, 1, 4, 0, 0x60, 6))) { // 6 of 5 cells
            assertEquals(Reason.RANGE, refusal(bytes).reason());
        }
    }

    @Test
    void countsWithNothingBehindThemAreRefusedBeforeAnythingIsAllocated() throws BadFrame {
        int many = Integer.MAX_VALUE;
        var space = new RowSpace(List.of(TableSpec.sum("t", 1 << 20, 1 << 17, 22)), 0, 1);
        var job = new Declared(100_000, List.of(space));
        List<byte[]> hostile =
                List.of(
                        body(Kind.OWN, 1, many),
                        body(Kind.OWN, 1, 1 << 20, 32),
                        body(Kind.OWN, 1, 1, 32, 0, 0),
                        body(Kind.OWN, 1, 1, 32, 0, 0x60, 1 << 17),
                        body(Kind.BATCH, 1, 4, 4, 0, 9, 1 << 20),
                        body(Kind.COPY, 1, 0, 1 << 20),
                        body(Kind.ANNOUNCE, 4, 1 << 20),
                        body(Kind.CLOCK, 4, 0, 100_000),
                        body(Kind.CLOCK, 4, 0, 0, 1 << 20),
                        body(Kind.CLOCK, 4, 0, 0, 1, 4, 64),
                        body(Kind.STATEMENT, 1, 1, 4, 0, 1 << 20),
                        body(Kind.BEGIN, 1, 1, 0, 4, many),
                        body(Kind.BEGIN, 1, 1, 0, 4, 1, 0, 100_000),
                        body(Kind.OUTDATED, 1, 100_000),
                        body(Kind.ABORT, 0, 4096),
                        body(Kind.ABORT, 0, -1));
        var reader = new FrameReader(job, 1);
        long before = allocated();
        for (byte[] bytes : hostile) {
            BadFrame refusal = assertThrows(BadFrame.class, () -> reader.read(bytes));
            assertTrue(
                    refusal.reason() == Reason.TRUNCATED || refusal.reason() == Reason.RANGE,
                    refusal.getMessage());
        }
        long bytes = allocated() - before;
        assertTrue(bytes < ALLOCATED_MAX, bytes + " bytes allocated");
    }

    private static long allocated() {
        var threads =
                (com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
