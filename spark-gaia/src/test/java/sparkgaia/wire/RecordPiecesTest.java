package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.core.Record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records that come in pieces are those that went in, and pieces that do not fit are refused. */
class RecordPiecesTest {
    private static byte[] bytes(Record record) {
        ByteBuffer written = new RecordWriter(Samples.JOB, 0).write(record);
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }

    private static byte[] piece(boolean isLast, int key, int number, byte[] of, int at, int to) {
        ByteBuffer head = RecordPieces.head(isLast, key, number);
        byte[] piece = new byte[head.remaining() + to - at];
        int length = head.remaining();
        head.get(piece, 0, length);
        System.arraycopy(of, at, piece, length, to - at);
        return piece;
    }

    /** Cut anywhere, no piece empty. */
    private static List<byte[]> cut(byte[] bytes, int key, Random random) {
        var pieces = new ArrayList<byte[]>();
        int at = 0;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(1 + bytes.length / 3));
            pieces.add(piece(to == bytes.length, key, pieces.size(), bytes, at, to));
            at = to;
        }
        return pieces;
    }

    private static Record read(RecordReader reader, byte[] piece) throws BadFrame {
        return reader.read(piece, 0, piece.length);
    }

    @Seeds(20)
    void everyRecordComesBackFromAnyPiecesAmongOthers(Random random) throws BadFrame {
        for (Record record : RecordSamples.records().values()) {
            byte[] bytes = bytes(record);
            byte[] other = bytes(new Record.Started(1 + random.nextInt(1 << 20)));
            var reader = new RecordReader(Samples.JOB, 0);
            assertNull(read(reader, piece(false, 7, 0, other, 0, 1)), "never ends");
            List<byte[]> others = cut(other, 4, random);
            Record back = null;
            for (byte[] piece : cut(bytes, 3, random)) {
                assertNull(back);
                if (!others.isEmpty()) {
                    read(reader, others.remove(0));
                }
                back = read(reader, piece);
            }
            assertEquals(SaidRecord.of(record), SaidRecord.of(back));
        }
    }

    @Test
    void onlyTheNextPieceIsTaken() throws BadFrame {
        byte[] bytes = bytes(new Record.BatchAcked(0, 2, 300));
        for (int wrong : new int[] {1, 3, Integer.MAX_VALUE}) {
            var reader = new RecordReader(Samples.JOB, 0);
            assertNull(read(reader, piece(false, 3, 0, bytes, 0, 1)));
            assertNull(read(reader, piece(false, 3, 1, bytes, 1, 2)));
            for (boolean isLast : new boolean[] {false, true}) {
                byte[] piece = piece(isLast, 3, wrong, bytes, 2, bytes.length);
                BadFrame refusal = assertThrows(BadFrame.class, () -> read(reader, piece));
                assertEquals(BadFrame.Reason.PART, refusal.reason());
            }
        }
        byte[] empty = piece(false, 3, 0, bytes, 0, 0);
        assertThrows(BadFrame.class, () -> read(new RecordReader(Samples.JOB, 0), empty));
        byte[] nested = piece(true, 3, 0, piece(true, 3, 0, bytes, 0, bytes.length), 0, 3);
        assertThrows(BadFrame.class, () -> read(new RecordReader(Samples.JOB, 0), nested));
    }

    @Test
    void piecesTogetherAreNoLongerThanARecord() throws BadFrame {
        var pieces = new RecordPieces(20);
        byte[] first = {3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        byte[] second = {3, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        assertNull(pieces.join(RecordPieces.PIECE, new ByteReader(first, 0, first.length)));
        var in = new ByteReader(second, 0, second.length);
        BadFrame refusal = assertThrows(BadFrame.class, () -> pieces.join(RecordPieces.PIECE, in));
        assertEquals(BadFrame.Reason.LENGTH, refusal.reason());
    }

    @Seeds(300)
    void wrongPiecesAreRefusedOrOtherRecords(Random random) {
        for (Record record : RecordSamples.records().values()) {
            var reader = new RecordReader(Samples.JOB, 0);
            try {
                for (byte[] piece : cut(bytes(record), 3, random)) {
                    if (random.nextInt(3) == 0) {
                        piece[random.nextInt(piece.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    read(reader, piece);
                }
            } catch (BadFrame expected) {
                assertTrue(expected.at() >= 0);
            }
        }
    }
}
