package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sparkgaia.core.table.Rows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Cells packed to bits are one long number, the first cell in its lowest bits, whichever way they are written and read. */
class PackedCellsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32})
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

    /** A row of as many cells as make the heads small beside them. */
    private static int bytesOfARow(int cell) {
        int[] cells = new int[1000];
        Arrays.fill(cells, cell);
        var out = new ByteWriter(0);
        RowWriter.writeFast(out, new Rows(new int[] {0}, new int[][] {cells}));
        return out.size();
    }

    @Test
    void aNearRowTakesTheBytesThatItsCellsNeed() {
        int heads = 5;
        for (int cellBytes = 1; cellBytes < Integer.BYTES; cellBytes++) {
            int highest = (1 << Byte.SIZE * cellBytes - 1) - 1;
            int lowest = ~highest;
            assertEquals(heads + 1000 * cellBytes, bytesOfARow(highest), "of " + highest);
            assertEquals(heads + 1000 * cellBytes, bytesOfARow(lowest), "of " + lowest);
            int more = heads + 1000 * (cellBytes + 1) - (cellBytes == 3 ? 1 : 0);
            assertEquals(more, bytesOfARow(highest + 1), "of " + (highest + 1));
            assertEquals(more, bytesOfARow(lowest - 1), "of " + (lowest - 1));
        }
        assertEquals(heads, bytesOfARow(0), "of zeros");
    }
}
