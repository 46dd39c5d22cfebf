package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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

    /** A row of as many cells as make the heads small beside them. */
    private static int bytesOfARow(int cell) {
        int[] cells = new int[1000];
        Arrays.fill(cells, cell);
        var out = new ByteWriter(0);
        RowWriter.writeFast(out, new Rows(new int[] {0}, new int[][] {cells}));
        return out.size();
    }

    /** A head, a common width, a gap, a row's head and its bits. */
    private static final int HEADS = 5;

    @Test
    void aNearRowTakesTheHalfBytesThatItsCellsNeed() {
        for (int bits = 4; bits < Integer.SIZE; bits += 4) {
            int highest = (1 << bits - 1) - 1;
            int lowest = ~highest;
            assertEquals(HEADS + 1000 * bits / 8, bytesOfARow(highest), "of " + highest);
            assertEquals(HEADS + 1000 * bits / 8, bytesOfARow(lowest), "of " + lowest);
            int more = HEADS + 1000 * (bits + 4) / 8 - (bits + 4 == Integer.SIZE ? 1 : 0);
            assertEquals(more, bytesOfARow(highest + 1), "of " + (highest + 1));
            assertEquals(more, bytesOfARow(lowest - 1), "of " + (lowest - 1));
        }
        assertEquals(HEADS, bytesOfARow(0), "of zeros");
    }

    /** What is tried first comes from the rows before: what is written does not. */
    @Test
    void nearRowsAreWrittenTheSameWhateverIsBeforeThem() throws BadFrame {
        var random = new SplittableRandom(3);
        var space = new RowSpace(List.of(TableSpec.sum("t", 200, 33, 20)), 0, 1);
        for (int round = 0; round < 50; round++) {
            int[][] rows = new int[200][];
            for (int row = 0; row < rows.length; row++) {
                int shift = random.nextInt(Integer.SIZE);
                double zeros = random.nextDouble();
                rows[row] =
                        random.ints(33)
                                .map(cell -> random.nextDouble() < zeros ? 0 : cell >> shift)
                                .toArray();
            }
            int[] ids = IntStream.range(0, rows.length).toArray();
            var all = new ByteWriter(0);
            RowWriter.writeFast(all, new Rows(ids, rows));
            int alone = 0;
            for (int[] row : rows) {
                var one = new ByteWriter(0);
                RowWriter.writeFast(one, new Rows(new int[] {0}, new int[][] {row}));
                alone += one.size() - 2;
            }
            // How many there are takes a byte more.
            assertEquals(alone + 3, all.size());
            var in = new ByteReader(all.array(), 0, all.size());
            Rows read = RowReader.rowsInside(in, space);
            in.end();
            assertArrayEquals(rows, read.cells());
        }
    }
}
