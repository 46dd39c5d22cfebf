package sparkgaia.server.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Entries of a journal's file one after the other, each a head and a record's bytes. The head's checksum also covers the
 * file's salt and the place in it, so no bytes are an entry anywhere else.
 */
final class Entries {
    /** Length, checksum of the head, checksum of the bytes. */
    static final int HEAD_BYTES = 12;

    private static final int HEAD_SUM_AT = 4;
    private static final int BODY_SUM_AT = 8;
    private static final int SUMMED_BYTES = 24;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer bytes;
    private final CRC32C crc = new CRC32C();
    private final byte[] summed = new byte[SUMMED_BYTES];
    private int size;
    private long last;

    private Entries(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    Entries(int capacity) {
        this(ByteBuffer.allocate(capacity));
    }

    /** In memory that the system writes from as it is; it is not given back before the garbage is collected. */
    static Entries direct(int capacity) {
        return new Entries(ByteBuffer.allocateDirect(capacity));
    }

    boolean isDirect() {
        return bytes.isDirect();
    }

    /** What follows the head of nothing: it says that all before it was durable before it was written. */
    static Entries mark() {
        var mark = new Entries(HEAD_BYTES);
        mark.size = HEAD_BYTES;
        return mark;
    }

    static long bytes(int recordBytes) {
        return (long) HEAD_BYTES + recordBytes;
    }

    static int length(ByteBuffer... record) {
        long length = 0;
        for (ByteBuffer some : record) {
            length += some.remaining();
        }
        return Math.toIntExact(length);
    }

    boolean hasRoomFor(int recordBytes) {
        return bytes.capacity() - size >= bytes(recordBytes);
    }

    /** Adds a record, joined of some bytes. */
    void put(long number, ByteBuffer... record) {
        int body = size + HEAD_BYTES;
        int end = body;
        bytes.clear();
        for (ByteBuffer some : record) {
            bytes.put(end, some, some.position(), some.remaining());
            end += some.remaining();
        }
        crc.reset();
        crc.update(bytes.limit(end).position(body));
        bytes.clear();
        bytes.putInt(size, end - body);
        bytes.putInt(size + BODY_SUM_AT, (int) crc.getValue());
        size = end;
        last = number;
    }

    /** Fills in what depends on where it goes. */
    ByteBuffer sealed(long salt, long position) {
        bytes.clear();
        int at = 0;
        while (at < size) {
            int length = bytes.getInt(at);
            int bodySum = bytes.getInt(at + BODY_SUM_AT);
            int sum = headSum(crc, summed, salt, position + at, length, bodySum);
            bytes.putInt(at + HEAD_SUM_AT, sum);
            at += HEAD_BYTES + length;
        }
        return bytes.limit(size);
    }

    private static int headSum(
            CRC32C crc, byte[] summed, long salt, long position, int length, int bodySum) {
        LONG.set(summed, 0, salt);
        LONG.set(summed, 8, position);
        INT.set(summed, 16, length);
        INT.set(summed, 20, bodySum);
        crc.reset();
        crc.update(summed, 0, SUMMED_BYTES);
        return (int) crc.getValue();
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The number of its last record. */
    long last() {
        return last;
    }

    void clear() {
        size = 0;
    }

    static int length(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static int bodySum(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + BODY_SUM_AT);
    }

    /** Asks whether bytes are what they were written as. Not for several threads. */
    static final class Check {
        private final long salt;
        private final CRC32C crc = new CRC32C();
        private final byte[] summed = new byte[SUMMED_BYTES];

        Check(long salt) {
            this.salt = salt;
        }

        boolean isHead(byte[] bytes, int at, long position) {
            int sum = headSum(crc, summed, salt, position, length(bytes, at), bodySum(bytes, at));
            return sum == (int) INT.get(bytes, at + HEAD_SUM_AT);
        }

        boolean isMark(byte[] bytes, int at, long position) {
            return length(bytes, at) == 0 && bodySum(bytes, at) == 0 && isHead(bytes, at, position);
        }

        boolean isBody(byte[] bytes, int at, int length, int sum) {
            crc.reset();
            crc.update(bytes, at, length);
            return (int) crc.getValue() == sum;
        }
    }
}
