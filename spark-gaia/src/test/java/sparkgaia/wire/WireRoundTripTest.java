package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What is read is what was written, whatever it is. */
class WireRoundTripTest {
    private static final int ROWS = 3000;
    private static final int WIDTH = 300;

    @Seeds(400)
    void everyKindComesBackAsItWas(Random random) throws BadFrame {
        var frames = new RandomFrames(random);
        var writer = new FrameWriter(Samples.JOB, 1);
        var reader = new FrameReader(Samples.JOB, 1);
        for (Kind kind : Kind.values()) {
            Frame frame = frames.next(kind);
            byte[] bytes = writer.write(frame);
            Frame back = reader.read(bytes);
            assertEquals(Said.of(frame), Said.of(back));
            assertArrayEquals(bytes, writer.write(back));
            assertEquals(bytes.length, FrameReader.length(Arrays.copyOf(bytes, 4)));
        }
    }

    @Test
    void everyKindIsOfTheLaneOfItsMessages() {
        var kinds = new ArrayList<Kind>();
        for (Frame frame : Samples.frames().values()) {
            Kind kind = Kind.of(frame.message());
            assertEquals(frame.message().lane(), kind.lane());
            assertEquals(kind, Kind.of(kind.number()));
            kinds.add(kind);
        }
        assertTrue(kinds.containsAll(List.of(Kind.values())), "a sample of each");
        assertEquals(Message.class.getPermittedSubclasses().length, Kind.values().length);
    }

    private static Declared large() {
        var space = new RowSpace(List.of(TableSpec.sum("t", ROWS, WIDTH, 22)), 0, 1);
        return new Declared(3, List.of(space, space));
    }

    private static Frame large(int partition, Random random) {
        int[] ids = new int[ROWS];
        int[][] cells = new int[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            ids[i] = i;
            cells[i] = random.ints(WIDTH).toArray();
        }
        var batch = new Batch(9, 4, 4, 0, new Rows(ids, cells), new int[ROWS], 1 << 20);
        return new Frame(0, 1, partition, 0, 5, batch);
    }

    /** Cuts bytes into frames as a connection does. */
    static List<byte[]> frames(byte[] bytes) throws BadFrame {
        var frames = new ArrayList<byte[]>();
        int at = 0;
        while (at < bytes.length) {
            int length = FrameReader.length(Arrays.copyOfRange(bytes, at, at + 4));
            frames.add(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        assertEquals(bytes.length, at);
        return frames;
    }

    @Test
    void aLongMessageGoesInPartsAndPartitionsMayInterleave() throws BadFrame {
        var random = new Random(1);
        var writer = new FrameWriter(large(), 1);
        Frame first = large(0, random);
        Frame second = large(1, random);
        List<byte[]> parts = frames(writer.write(first));
        List<byte[]> others = frames(writer.write(second));
        assertEquals(4, parts.size(), "3.6 MB in frames of 1 MiB");
        var reader = new FrameReader(large(), 1);
        for (int i = 0; i < parts.size(); i++) {
            assertTrue(parts.get(i).length <= FrameReader.FRAME_BYTES_MAX);
            Frame a = reader.read(parts.get(i));
            Frame b = reader.read(others.get(i));
            if (i + 1 < parts.size()) {
                assertNull(a);
                assertNull(b);
            } else {
                assertEquals(Said.of(first), Said.of(a));
                assertEquals(Said.of(second), Said.of(b));
            }
        }
        assertNotNull(reader.read(writer.write(new Frame(0, 1, 0, 0, 5, new Message.Heartbeat()))));
    }

    @Test
    void aPartThatDoesNotFitIsRefused() throws BadFrame {
        var writer = new FrameWriter(large(), 1);
        List<byte[]> parts = frames(writer.write(large(0, new Random(1))));
        var reader = new FrameReader(large(), 1);
        assertNull(reader.read(parts.get(0)));
        byte[] other = writer.write(new Frame(0, 1, 0, 0, 5, new Message.Heartbeat()));
        BadFrame refusal = assertThrows(BadFrame.class, () -> reader.read(other));
        assertEquals(BadFrame.Reason.PART, refusal.reason());
        var lossy = new FrameReader(large(), 1);
        assertNull(lossy.read(parts.get(0)));
        assertThrows(BadFrame.class, () -> lossy.read(parts.get(3)), "two parts are missing");
    }

    @Test
    void partsWithoutEndAreRefusedAtTheLongestThatAMessageCanBe() throws BadFrame {
        List<byte[]> parts = frames(new FrameWriter(large(), 1).write(large(0, new Random(1))));
        var reader = new FrameReader(large(), 1);
        BadFrame refusal =
                assertThrows(
                        BadFrame.class,
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                assertNull(reader.read(parts.get(0)));
                            }
                        });
        assertEquals(BadFrame.Reason.LENGTH, refusal.reason());
    }

    @Test
    void whatIsPinnedCannotBeWritten() {
        var rows = new Rows(new int[] {Samples.PINNED}, new int[][] {{1, 2}});
        var writer = new FrameWriter(Samples.JOB, 1);
        for (Message message :
                List.of(
                        new Batch(1, 1, 1, 0, rows, new int[1], 40),
                        new Message.Own(1, rows),
                        new Message.Announce(1, rows.ids()),
                        new Message.Copy(1, Rows.EMPTY, rows.ids(), rows.cells()))) {
            assertThrows(IllegalStateException.class, () -> writer.write(Samples.frame(message)));
        }
    }

    @Test
    void aLongReasonIsCutBetweenCharacters() throws BadFrame {
        String reason = "x" + "ß".repeat(5000);
        byte[] bytes =
                new FrameWriter(Samples.JOB, 1).write(Samples.frame(new Message.Abort(1, reason)));
        var abort = (Message.Abort) new FrameReader(Samples.JOB, 1).read(bytes).message();
        assertEquals(reason.substring(0, 2048), abort.reason());
    }
}
