package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.table.Rows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** What workers and their region say to each other, as bytes and back; pinned rows are at home there. */
class WireWorkersTest {
    private static final Path GOLDEN = Path.of("src/test/resources/wire/workers/all.txt");

    private static final Rows ROWS =
            new Rows(new int[] {3, Samples.PINNED}, new int[][] {{1, -2, 3, -4, 5}, {70, 80}});

    private static final List<Asked> ASKED =
            List.of(
                    new Asked(0, new Request.Join(3, 1)),
                    new Asked(1, new Request.Pull(3, 1, 9, new int[] {0, 4, 33}, true, 1L << 40)),
                    new Asked(0, new Request.Stage(3, 200, 9, 1L << 40, ROWS)),
                    new Asked(
                            0,
                            new Request.Commit(
                                    3, 2, 9, new long[] {-5, 1 << 20}, new byte[] {1, 2}, null)),
                    new Asked(
                            0,
                            new Request.Commit(
                                    300, 2, 9, new long[0], new byte[0], new byte[] {9})),
                    new Asked(0, new Request.Fail(3, 1, "keine Lust")));

    private static final List<Answered> ANSWERED =
            List.of(
                    new Answered(0, 3, 1, new Reply.Joined(Clocks.NONE, null, List.of())),
                    new Answered(
                            0,
                            3,
                            1,
                            new Reply.Joined(
                                    7, new byte[] {4, 5}, List.of(new byte[0], new byte[] {6}))),
                    new Answered(1, 3, 1, new Reply.Pulled(9, ROWS, new int[] {5, 6}, false, 300)),
                    new Answered(1, 3, 1, new Reply.Staged(9)),
                    new Answered(1, 3, 1, new Reply.Committed(9)),
                    new Answered(1, 3, 1, new Reply.Stopped(12)),
                    new Answered(
                            1, 3, 1, new Reply.Refused(Reply.Reason.JOB_FAILED, "no room left")));

    private static String said(Asked asked) {
        String more = "";
        if (asked.request() instanceof Request.Commit commit) {
            more = Arrays.toString(commit.metrics()) + hex(commit.patch()) + hex(commit.save());
        } else if (asked.request() instanceof Request.Stage stage) {
            more = " weight " + stage.weight();
        } else if (asked.request() instanceof Request.Pull pull) {
            more = " waits " + pull.waits() + " since " + pull.since();
        }
        return asked + more;
    }

    private static String said(Answered answered) {
        if (answered.reply() instanceof Reply.Joined joined) {
            return answered
                    + hex(joined.save())
                    + joined.patches().stream().map(WireWorkersTest::hex).toList();
        }
        if (answered.reply() instanceof Reply.Pulled pulled) {
            return answered + " waits " + pulled.waits() + " as of " + pulled.asOf();
        }
        return answered.toString();
    }

    private static byte[] bytes(ByteBuffer written) {
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? " none" : " x" + HexFormat.of().formatHex(bytes);
    }

    @Test
    void everyKindComesBackAsItWas() throws BadFrame {
        var writer = new WorkerWriter();
        var reader = new WorkerReader(Samples.JOB);
        for (Asked asked : ASKED) {
            assertEquals(said(asked), said(reader.asked(bytes(writer.write(asked)))));
        }
        for (Answered answered : ANSWERED) {
            assertEquals(said(answered), said(reader.answered(bytes(writer.write(answered)))));
        }
    }

    @Test
    void theBytesAreThoseOfTheGoldenFile() throws IOException {
        var text = new StringBuilder();
        for (Asked asked : ASKED) {
            text.append(said(asked)).append('\n');
            text.append(hex(bytes(new WorkerWriter().write(asked))).strip()).append("\n\n");
        }
        for (Answered answered : ANSWERED) {
            text.append(said(answered)).append('\n');
            text.append(hex(bytes(new WorkerWriter().write(answered))).strip()).append("\n\n");
        }
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(GOLDEN, text);
        }
        assertEquals(Files.readString(GOLDEN), text.toString());
    }

    @Test
    void everyReasonHasANumber() {
        for (Reply.Reason reason : Reply.Reason.values()) {
            assertEquals(reason, WorkerKind.reason(WorkerKind.number(reason)));
        }
        assertNull(WorkerKind.reason(0));
        assertNull(WorkerKind.reason(Reply.Reason.values().length + 1));
    }

    @Test
    void aRequestIsNoReplyAndNoFrameBetweenRegions() {
        byte[] asked = bytes(new WorkerWriter().write(ASKED.get(0)));
        byte[] answered = bytes(new WorkerWriter().write(ANSWERED.get(3)));
        var reader = new WorkerReader(Samples.JOB);
        for (BadFrame refusal :
                List.of(
                        assertThrows(BadFrame.class, () -> reader.answered(asked)),
                        assertThrows(BadFrame.class, () -> reader.asked(answered)),
                        assertThrows(
                                BadFrame.class,
                                () -> new FrameReader(Samples.JOB, 1).read(asked)))) {
            assertEquals(BadFrame.Reason.KIND, refusal.reason());
        }
    }

    @Test
    void aLargeSaveGoesInParts() throws BadFrame {
        byte[] save = new byte[3 << 20];
        new Random(1).nextBytes(save);
        var asked = new Asked(0, new Request.Commit(1, 1, 4, new long[0], new byte[5], save));
        var reader = new WorkerReader(Samples.JOB);
        Asked back = null;
        int parts = 0;
        for (byte[] part : WireRoundTripTest.frames(bytes(new WorkerWriter().write(asked)))) {
            assertNull(back);
            back = reader.asked(part);
            parts++;
        }
        assertEquals(4, parts);
        assertEquals(said(asked), said(back));
    }

    @Seeds(50)
    void partsMayBeCutAnywhere(Random random) throws BadFrame {
        for (Asked asked : ASKED) {
            byte[] whole = bytes(new WorkerWriter().write(asked));
            Request request = asked.request();
            int headBytes =
                    6
                            + ByteWriter.varintBytes(asked.partition())
                            + ByteWriter.varintBytes(request.worker())
                            + ByteWriter.varintBytes(request.attempt());
            var reader = new WorkerReader(Samples.JOB);
            Asked back = null;
            for (int at = headBytes; at < whole.length; ) {
                int to = Math.min(whole.length, at + 1 + random.nextInt(20));
                byte[] part = Arrays.copyOf(whole, headBytes + to - at);
                System.arraycopy(whole, at, part, headBytes, to - at);
                part[0] = (byte) (part.length - 4);
                part[1] = (byte) (part.length - 4 >> 8);
                part[5] |= (byte) (to < whole.length ? 0x80 : 0);
                assertNull(back);
                back = reader.asked(part);
                assertEquals(request instanceof Request.Stage, reader.staging() != null);
                at = to;
            }
            if (whole.length > headBytes) {
                assertEquals(said(asked), said(back));
            }
        }
    }

    @Seeds(300)
    void cutsAndWrongBytesAreRefusedOrAnotherMessage(Random random) {
        var writer = new WorkerWriter();
        for (Asked asked : ASKED) {
            for (byte[] wrong : wrong(bytes(writer.write(asked)), random)) {
                tried(() -> new WorkerReader(Samples.JOB).asked(wrong));
            }
        }
        for (Answered answered : ANSWERED) {
            for (byte[] wrong : wrong(bytes(writer.write(answered)), random)) {
                tried(() -> new WorkerReader(Samples.JOB).answered(wrong));
            }
        }
    }

    private interface Reading {
        Object read() throws BadFrame;
    }

    private static void tried(Reading reading) {
        try {
            reading.read();
        } catch (BadFrame expected) {
            assertTrue(expected.at() >= 0);
        }
    }

    private static List<byte[]> wrong(byte[] bytes, Random random) {
        byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        byte[] other = bytes.clone();
        other[random.nextInt(bytes.length)] = (byte) random.nextInt();
        return List.of(cut, flipped, other);
    }
}
