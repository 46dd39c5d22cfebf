package sparkgaia.wire;

import sparkgaia.core.Invariant;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of bytes: little-endian numbers, varints, cells packed to bits. */
final class ByteWriter {
    /** The longest array that every JVM makes. */
    static final int BYTES_MAX = Integer.MAX_VALUE - 8;

    /** Four bytes at once, the lowest first. */
    static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int VARINT_BYTES_MAX = 10;

    /** More than the heads of parts take, as a part of all. */
    private static final int SLACK = 1 << 12;

    private byte[] bytes;
    private int size;

    ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
    }

    /** About so many bytes will follow: room is made for them and the heads of their parts at once and not again and again. */
    void expect(long more) {
        reserve(Math.min(more + more / SLACK, BYTES_MAX - (long) size));
    }

    /** So many bytes more, whatever they are. */
    void widen(long more) {
        reserve(more);
        size += (int) more;
    }

    private void reserve(long more) {
        long needed = size + more;
        if (needed > bytes.length) {
            Invariant.check(
                    needed <= BYTES_MAX,
                    "a message of %d bytes: split the job into more partitions",
                    needed);
            bytes = Arrays.copyOf(bytes, (int) Math.min(BYTES_MAX, Math.max(needed, 2L * size)));
        }
    }

    void u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void i32(int value) {
        reserve(Integer.BYTES);
        size += Integer.BYTES;
        putInt(size - Integer.BYTES, value);
    }

    void putInt(int at, int value) {
        INT.set(bytes, at, value);
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. */
    void varint(long value) {
        reserve(VARINT_BYTES_MAX);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Small magnitudes of either sign are short. */
    void signed(long value) {
        varint(zigzag(value));
    }

    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static int varintBytes(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    void flag(boolean flag) {
        u8(flag ? 1 : 0);
    }

    /** As much of it as the limit lets through, cut between characters. */
    void text(String text, int bytesMax) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, bytesMax);
        while (length < utf8.length && length > 0 && (utf8[length] & 0xC0) == 0x80) {
            length--;
        }
        varint(length);
        put(utf8, 0, length);
    }

    void bytes(byte[] content) {
        varint(content.length);
        put(content, 0, content.length);
    }

    void put(byte[] from, int at, int length) {
        reserve(length);
        System.arraycopy(from, at, bytes, size, length);
        size += length;
    }

    /** The cells without their lowest {@code shift} bits, {@code bits} bits each, the first in the lowest. */
    void packed(int[] cells, int shift, int bits) {
        reserve(packedBytes(cells.length, bits) + Long.BYTES - 1);
        if (bits == Integer.SIZE && shift == 0) {
            ints(cells, cells.length);
        } else {
            slowly(cells, shift, bits);
        }
    }

    private void slowly(int[] cells, int shift, int bits) {
        byte[] to = bytes;
        int at = size;
        long mask = (1L << bits) - 1;
        long open = 0;
        int filled = 0;
        for (int cell : cells) {
            open |= ((cell >> shift) & mask) << filled;
            filled += bits;
            if (filled >= Integer.SIZE) {
                INT.set(to, at, (int) open);
                at += Integer.BYTES;
                open >>>= Integer.SIZE;
                filled -= Integer.SIZE;
            }
        }
        while (filled > 0) {
            to[at++] = (byte) open;
            open >>>= 8;
            filled -= 8;
        }
        size = at;
    }

    /** The first of these, whole. */
    void ints(int[] from, int length) {
        reserve((long) Integer.BYTES * length);
        ByteBuffer.wrap(bytes, size, Integer.BYTES * length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .put(from, 0, length);
        size += Integer.BYTES * length;
    }

    /** Those of the cells that are not 0, each after how many of 0 lie between it and the one before. */
    void sparse(int[] cells) {
        int count = 0;
        for (int cell : cells) {
            count += cell == 0 ? 0 : 1;
        }
        varint(count);
        int last = -1;
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != 0) {
                varint(i - last - 1);
                signed(cells[i]);
                last = i;
            }
        }
    }

    static long packedBytes(int width, int bits) {
        return ((long) width * bits + 7) / 8;
    }
}
