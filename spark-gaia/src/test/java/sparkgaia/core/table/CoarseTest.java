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
}
