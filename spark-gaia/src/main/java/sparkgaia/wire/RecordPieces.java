package sparkgaia.wire;

import sparkgaia.wire.BadFrame.Reason;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records that are in a journal in pieces, because they were on their way to the disk before they were whole: a record
 * is there with its last piece. Pieces of several may be mixed, one of each key; the first of another one of that key
 * takes the place of one that has not ended.
 */
public final class RecordPieces {
    /** Instead of the kind of a record: more follows. */
    static final int PIECE = 255;

    /** Instead of the kind of a record: with this it is whole. */
    static final int LAST = 254;

    /** By which a record is longer than the message that it came in. */
    static final int HEAD_BYTES_MAX = 16;

    private final long bytesMax;
    private final Map<Integer, Open> open = new HashMap<>();

    private static final class Open {
        private final List<ByteBuffer> pieces = new ArrayList<>();
        private long bytes;
    }

    RecordPieces(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** What a piece of a record begins with. */
    public static ByteBuffer head(boolean isLast, int key, int number) {
        var out = new ByteWriter(HEAD_BYTES_MAX);
        out.u8(isLast ? LAST : PIECE);
        out.varint(key);
        out.varint(number);
        return ByteBuffer.wrap(out.array(), 0, out.size());
    }

    /** What a record begins with that has the bytes of a {@link WorkerReader.Staging} as its rest. */
    public static ByteBuffer stagedHead(int worker, int attempt) {
        var out = new ByteWriter(HEAD_BYTES_MAX);
        out.u8(RecordKind.PART_STAGED.number());
        out.varint(worker);
        out.varint(attempt);
        return ByteBuffer.wrap(out.array(), 0, out.size());
    }

    static boolean isPiece(int kind) {
        return kind == PIECE || kind == LAST;
    }

    /** The record that is whole with this piece, or null. */
    ByteReader join(int kind, ByteReader in) throws BadFrame {
        int key = in.upTo(Integer.MAX_VALUE, "key of a piece");
        int number = in.upTo(Integer.MAX_VALUE, "number of a piece");
        if (number == 0) {
            open.put(key, new Open());
        }
        Open record = open.get(key);
        if (record == null || record.pieces.size() != number || in.remaining() == 0) {
            throw in.bad(Reason.PART, "piece " + number + " of a record is not its next");
        }
        record.bytes += in.remaining();
        if (record.bytes > bytesMax) {
            throw in.bad(Reason.LENGTH, "a record of more than " + bytesMax + " bytes");
        }
        byte[] piece = new byte[in.remaining()];
        in.rest().get(piece);
        record.pieces.add(ByteBuffer.wrap(piece));
        if (kind == PIECE) {
            return null;
        }
        open.remove(key);
        return new ByteReader(record.pieces);
    }
}
