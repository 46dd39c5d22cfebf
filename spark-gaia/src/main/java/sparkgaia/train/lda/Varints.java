package sparkgaia.train.lda;

import java.util.Arrays;

/** Numbers that are mostly small, one after the other: seven bits a byte. */
final class Varints {
    private static final int MORE = 0x80;

    private byte[] bytes;
    private int size;
    private int at;

    Varints() {
        this.bytes = new byte[256];
    }

    Varints(byte[] bytes) {
        this.bytes = bytes;
        this.size = bytes.length;
    }

    void write(int number) {
        if (size + 5 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int rest = number;
        while (rest >>> 7 != 0) {
            bytes[size++] = (byte) (rest | MORE);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    boolean hasNext() {
        return at < size;
    }

    int read() {
        int number = 0;
        int shift = 0;
        while ((bytes[at] & MORE) != 0) {
            number |= (bytes[at++] & ~MORE & 0xff) << shift;
            shift += 7;
        }
        return number | bytes[at++] << shift;
    }
}
