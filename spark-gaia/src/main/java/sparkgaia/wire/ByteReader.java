package sparkgaia.wire;

import sparkgaia.wire.BadFrame.Reason;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

/** Reads what {@link ByteWriter} writes out of bytes that nobody vouches for. */
final class ByteReader {
    private byte[] bytes;
    private int start;
    private int end;
    private int at;

    /** Of what comes behind these bytes. */
    private final ArrayDeque<ByteBuffer> following = new ArrayDeque<>(0);

    private int followingBytes;
    private int before;

    ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    /** Reads pieces as if they were joined. */
    ByteReader(List<ByteBuffer> pieces) {
        this(new byte[0], 0, 0);
        for (ByteBuffer piece : pieces) {
            following.add(piece.duplicate());
            followingBytes += piece.remaining();
        }
    }

    int remaining() {
        return end - at + followingBytes;
    }

    /** All that is left of bytes that are not in pieces. */
    ByteBuffer rest() {
        return ByteBuffer.wrap(bytes, at, end - at);
    }

    BadFrame bad(Reason reason, String what) {
        return new BadFrame(reason, before + at - start, what);
    }

    /** So many bytes are there, at one place. */
    void need(long more, String what) throws BadFrame {
        if (more > end - at) {
            room(more, what);
            gather((int) more);
        }
    }

    private void room(long more, String what) throws BadFrame {
        if (more > remaining()) {
            throw bad(
                    Reason.TRUNCATED, what + " takes " + more + " bytes, there are " + remaining());
        }
    }

    /** Goes on to the next piece, or, for what is not whole in one, to a copy of it alone. */
    private void gather(int more) {
        before += at - start;
        int filled = end - at;
        ByteBuffer next = following.peek();
        if (filled == 0 && next.remaining() >= more) {
            bytes = next.array();
            start = next.arrayOffset() + next.position();
            end = start + next.remaining();
            followingBytes -= next.remaining();
            following.remove();
        } else {
            byte[] joined = new byte[more];
            System.arraycopy(bytes, at, joined, 0, filled);
            while (filled < more) {
                int some = Math.min(more - filled, following.element().remaining());
                following.element().get(joined, filled, some);
                filled += some;
                followingBytes -= some;
                if (!following.element().hasRemaining()) {
                    following.remove();
                }
            }
            bytes = joined;
            start = 0;
            end = more;
        }
        at = start;
    }

    void end() throws BadFrame {
        if (remaining() != 0) {
            throw bad(Reason.LENGTH, remaining() + " bytes after the message");
        }
    }

    int u8(String what) throws BadFrame {
        need(1, what);
        return bytes[at++] & 0xFF;
    }

    int i32(String what) throws BadFrame {
        need(Integer.BYTES, what);
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value |= (bytes[at++] & 0xFF) << (8 * i);
        }
        return value;
    }

    /** All 64 bits; a number that is written longer than it has to be is none. */
    long varint(String what) throws BadFrame {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = u8(what);
            if (shift == 63 && next > 1) {
                throw bad(Reason.FORM, what + " has more than 64 bits");
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw bad(Reason.FORM, what + " is longer than it has to be");
                }
                return value;
            }
        }
        throw bad(Reason.FORM, what + " has more than 64 bits");
    }

    /** A number of 0 to {@code max}. */
    long upTo(long max, String what) throws BadFrame {
        long value = varint(what);
        if (value < 0 || value > max) {
            throw bad(
                    Reason.RANGE,
                    what + " is " + Long.toUnsignedString(value) + ", at most " + max);
        }
        return value;
    }

    int upTo(int max, String what) throws BadFrame {
        return (int) upTo((long) max, what);
    }

    /** How many things follow that take at least {@code bytesMin} bytes each: never more than there is room for. */
    int count(int max, int bytesMin, String what) throws BadFrame {
        int count = upTo(max, what);
        room((long) count * bytesMin, count + " " + what);
        return count;
    }

    long signed(String what) throws BadFrame {
        long value = varint(what);
        return (value >>> 1) ^ -(value & 1);
    }

    int signedInt(String what) throws BadFrame {
        long value = signed(what);
        if (value != (int) value) {
            throw bad(Reason.RANGE, what + " is " + value);
        }
        return (int) value;
    }

    boolean flag(String what) throws BadFrame {
        int value = u8(what);
        if (value > 1) {
            throw bad(Reason.RANGE, what + " is " + value + ", at most 1");
        }
        return value == 1;
    }

    String text(int bytesMax, String what) throws BadFrame {
        int length = count(bytesMax, 1, what);
        need(length, what);
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, at, length))
                            .toString();
            at += length;
            return text;
        } catch (CharacterCodingException e) {
            throw bad(Reason.FORM, what + " is not UTF-8");
        }
    }

    byte[] bytes(String what) throws BadFrame {
        byte[] taken = new byte[count(Integer.MAX_VALUE, 1, what)];
        need(taken.length, what);
        System.arraycopy(bytes, at, taken, 0, taken.length);
        at += taken.length;
        return taken;
    }

    /** Cells as {@link ByteWriter#packed} writes them. */
    int[] packed(int width, int shift, int bits, String what) throws BadFrame {
        long length = ByteWriter.packedBytes(width, bits);
        need(length, what);
        int[] cells = new int[width];
        if (bits == Integer.SIZE && shift == 0) {
            ints(cells, width);
            return cells;
        }
        int limit = (int) (at + length);
        long mask = (1L << bits) - 1;
        int signs = Integer.SIZE - bits;
        long open = 0;
        int filled = 0;
        int lost = 0;
        for (int i = 0; i < width; i++) {
            if (filled < bits && limit - at >= Integer.BYTES) {
                open |= ((int) ByteWriter.INT.get(bytes, at) & 0xFFFF_FFFFL) << filled;
                at += Integer.BYTES;
                filled += Integer.SIZE;
            }
            while (filled < bits) {
                open |= (bytes[at++] & 0xFFL) << filled;
                filled += 8;
            }
            int cell = (int) (open & mask) << signs >> signs;
            open >>>= bits;
            filled -= bits;
            int shifted = cell << shift;
            lost |= shifted >> shift ^ cell;
            cells[i] = shifted;
        }
        if (lost != 0) {
            throw bad(Reason.RANGE, "a cell of " + what + " does not fit into an int");
        }
        if (open != 0) {
            throw bad(Reason.FORM, "bits after the last cell of " + what);
        }
        return cells;
    }

    /** So many whole ones, which are known to be there. */
    void ints(int[] into, int length) {
        ByteBuffer.wrap(bytes, at, Integer.BYTES * length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(into, 0, length);
        at += Integer.BYTES * length;
    }
}
