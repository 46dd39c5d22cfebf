package sparkgaia.core.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;

import java.util.Arrays;
import java.util.Random;

/** A coarse part is nearer to zero, of the same sign, and leaves a remainder that makes it whole. */
class CoarseTest {

    private static int[] row(Random random) {
        int[] row = new int[1 + random.nextInt(8)];
        for (int i = 0; i < row.length; i++) {
            row[i] =
                    random.nextInt(10) == 0
                            ? random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE
                            : random.nextInt() >> random.nextInt(32);
        }
        return row;
    }

    @Seeds(300)
    void aPartIsNeverFurtherFromZeroAndNothingIsLost(Random random) {
        int[] row = row(random);
        int bits = 2 + random.nextInt(31);
        int[] part = Coarse.part(row, bits);
        int[] rest = row.clone();
        Cells.subtract(rest, part);
        for (int i = 0; i < row.length; i++) {
            assertTrue(Math.abs((long) part[i]) <= Math.abs((long) row[i]));
            assertTrue((long) part[i] * row[i] >= 0, "the sign stays");
            assertTrue((long) rest[i] * row[i] >= 0, "what is left has the sign too");
            assertEquals(row[i], part[i] + rest[i]);
        }
    }

    @Seeds(300)
    void aPartFitsIntoItsBits(Random random) {
        int[] row = row(random);
        int bits = 2 + random.nextInt(30);
        int[] part = Coarse.part(row, bits);
        long all = 0;
        for (int cell : part) {
            all |= Math.abs((long) cell);
        }
        int length = Long.SIZE - Long.numberOfLeadingZeros(all);
        assertTrue(length - Long.numberOfTrailingZeros(all) < bits || all == 0);
    }

    @Seeds(100)
    void aRowThatIsNotZeroHasAPartThatIsNotZeroSoSharingEnds(Random random) {
        int[] rest = row(random);
        int bits = 2 + random.nextInt(31);
        int steps = 0;
        while (!Cells.isZero(rest)) {
            int[] part = Coarse.part(rest, bits);
            assertTrue(!Cells.isZero(part), Arrays.toString(rest));
            Cells.subtract(rest, part);
            assertTrue(++steps <= 32);
        }
    }

    @Test
    void allBitsAreTheRowItself() {
        int[] row = {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE};
        assertArrayEquals(row, Coarse.part(row, Coarse.FULL));
    }

    @Test
    void theLowestIntStaysWhatItIs() {
        assertArrayEquals(
                new int[] {Integer.MIN_VALUE, 0},
                Coarse.part(new int[] {Integer.MIN_VALUE, 12345}, 2));
    }

    @Test
    void aPackedRowTakesTheBitsOfItsLargestCell() {
        assertEquals(4 + 1, Coarse.packedBytes(new int[8]), "a bit for each cell");
        assertEquals(4 + 2, Coarse.packedBytes(new int[] {1, -1, 0, 0, 0, 0, 0, 0}));
        assertEquals(4 + 8, Coarse.packedBytes(new int[] {127, 0, 0, 0, 0, 0, 0, -127}));
        assertEquals(4 + 9, Coarse.packedBytes(new int[] {128, 0, 0, 0, 0, 0, 0, 0}));
        assertEquals(4 + 2, Coarse.packedBytes(new int[] {-128}), "whole bytes");
    }

    @Test
    void aRowThatNeedsAllItsBitsIsChargedInFull() {
        for (int cell : new int[] {1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            int[] row = new int[100];
            row[50] = cell;
            assertEquals(3 + 400, Coarse.packedBytes(row), "31 bits would not hold " + cell);
        }
        int[] row = new int[100];
        row[0] = (1 << 30) - 1;
        assertEquals(4 + (3100 + 7) / 8, Coarse.packedBytes(row));
    }

    @Seeds(300)
    void aPackedRowIsNeverLargerThanInFullAndHoldsTheRow(Random random) {
        int[] row = row(random);
        int bytes = Coarse.packedBytes(row);
        assertTrue(bytes <= Coarse.bytes(row.length, Coarse.FULL));
        int bits = bytes == 3 + 4 * row.length ? 33 : (bytes - 4) * 8 / row.length;
        assertTrue(Cells.peak(row) < 1L << (bits - 1), bytes + " for " + Arrays.toString(row));
    }

    @Seeds(300)
    void aCutRowTakesItsBitsAndASumOfSuchRowsWhatItNeeds(Random random) {
        int bits = 2 + random.nextInt(31);
        int[] part = Coarse.part(row(random), bits);
        assertEquals(Coarse.bytes(part.length, bits), Coarse.bytes(part, bits));
    }

    @Test
    void aSumOfCutRowsIsNotChargedAsIfItHadBeenCut() {
        int[] sum = new int[16];
        sum[0] = 12 << 20;
        assertEquals(4 + 6, Coarse.bytes(sum, 3), "3 bits and a shift");
        sum[1] = 1 << 18;
        assertEquals(5 + 14, Coarse.bytes(sum, 3), "7 bits, and how many they are");
        sum[2] = 1;
        assertEquals(4 + 50, Coarse.bytes(sum, 3), "25 bits without a shift");
        sum[3] = Integer.MIN_VALUE;
        assertEquals(3 + 64, Coarse.bytes(sum, 3));
        assertEquals(3 + 64, Coarse.bytes(new int[16], Coarse.FULL), "floats have no bits");
    }
}
