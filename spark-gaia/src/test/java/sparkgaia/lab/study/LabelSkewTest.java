package sparkgaia.lab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LabelSkewTest {
    private static final int RECORDS = 60_000;

    /** How many records of each class each region has. */
    private static int[][] counts(LabelSkew skew) {
        int[][] counts = new int[skew.regions()][skew.classes()];
        for (int record = 0; record < RECORDS; record++) {
            int label = record % skew.classes();
            counts[skew.worker(record, label) / skew.workersPerRegion()][label]++;
        }
        return counts;
    }

    @Test
    void withoutSkewEveryRegionHasItsShareOfEveryClass() {
        for (int[] region : counts(new LabelSkew(0, 10, 3, 4, 5))) {
            for (int count : region) {
                assertEquals(2000, count, 200);
            }
        }
    }

    @Test
    void withFullSkewAClassIsInOneRegionOnly() {
        int[][] counts = counts(new LabelSkew(1, 10, 3, 4, 5));
        for (int label = 0; label < 10; label++) {
            for (int region = 0; region < 3; region++) {
                assertEquals(label % 3 == region ? 6000 : 0, counts[region][label]);
            }
        }
    }

    @Test
    void withMoreRegionsThanClassesARegionHasOneClassAndNoneIsEmpty() {
        int[][] counts = counts(new LabelSkew(1, 4, 11, 2, 5));
        for (int region = 0; region < 11; region++) {
            for (int label = 0; label < 4; label++) {
                int regionsOfLabel = label == 3 ? 2 : 3;
                int expected = region % 4 == label ? 15_000 / regionsOfLabel : 0;
                assertEquals(expected, counts[region][label], expected / 10.0);
            }
        }
    }

    @Test
    void inBetweenIsAMixture() {
        int[][] counts = counts(new LabelSkew(0.5, 10, 3, 4, 5));
        assertEquals(4000, counts[0][0], 300);
        assertEquals(1000, counts[1][0], 150);
    }

    @Test
    void workersOfARegionShareEvenly() {
        var skew = new LabelSkew(1, 2, 2, 3, 5);
        int[] counts = new int[skew.workers()];
        for (int record = 0; record < RECORDS; record++) {
            counts[skew.worker(record, record % 2)]++;
        }
        for (int count : counts) {
            assertTrue(Math.abs(count - 10_000) < 500, count + " of 10000");
        }
    }
}
