package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.SplittableRandom;

/** Cells packed to bits are one long number, the first cell in its lowest bits, whichever way they are written and read. */
class PackedCellsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 7, 8, 9, 12, 15, 16, 17, 20, 23, 24, 25, 28, 31, 32})
    void packedCellsAreOneNumber(int bits) throws BadFrame {
        var random = new SplittableRandom(bits);
        for (int width = 0; width <= 70; width++) {
            int[] cells = random.ints(width).map(cell -> cell >> Integer.SIZE - bits).toArray();
            if (width > 1) {
                cells[0] = -1 << bits - 1;
                cells[width - 1] = ~cells[0];
            }
            var out = new ByteWriter(0);
            out.packed(cells, 0, bits);
            byte[] bytes = out.toBytes();
            assertArrayEquals(number(cells, bits, bytes.length), bytes, "width " + width);
            var in = new ByteReader(bytes, 0, bytes.length);
            assertArrayEquals(cells, in.packed(width, 0, bits, "cells"), "width " + width);
            in.end();
        }
    }

    private static byte[] number(int[] cells, int bits, int length) {
        BigInteger all = BigInteger.ZERO;
        BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        for (int i = 0; i < cells.length; i++) {
            all = all.or(BigInteger.valueOf(cells[i]).and(mask).shiftLeft(i * bits));
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = all.shiftRight(i * Byte.SIZE).byteValue();
        }
        return bytes;
    }
}
