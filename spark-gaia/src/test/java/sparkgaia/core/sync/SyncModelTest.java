package sparkgaia.core.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import sparkgaia.Seeds;
import sparkgaia.core.sync.RowChoice.LargestFirst;
import sparkgaia.core.sync.RowChoice.Significance;
import sparkgaia.core.sync.RowChoice.SignificantCells;
import sparkgaia.core.sync.RowChoice.SignificantCounts;
import sparkgaia.core.sync.RowChoice.SignificantRows;
import sparkgaia.core.table.Cells;

import java.util.Random;

/** The models' settings, and the answers of their choices of rows. */
class SyncModelTest {
    private static void assertRefused(String message, Executable made) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, made).getMessage());
    }

    @Test
    void settingsOutOfRangeAreRefusedWithTheRange() {
        assertRefused(
                "staleness between regions is -1, but must be between 0 and 10000",
                () -> SyncModel.ssp(-1));
        assertRefused(
                "staleness between regions is 10001, but must be between 0 and 10000",
                () -> SyncModel.ssp(10_001));
        assertRefused(
                "budget is 0.0, but must be between 1.0E-4 and 1.0",
                () -> SyncModel.gaia(0, 4, 2, 0));
        assertRefused(
                "budget is NaN, but must be between 1.0E-4 and 1.0",
                () -> SyncModel.gaia(Double.NaN, 4, 2, 0));
        for (double ration : new double[] {0, -0.5, 1.5, Double.NaN}) {
            assertRefused(
                    "ration is " + ration + ", but must be between 1.0E-4 and 1.0",
                    () -> SyncModel.gaia(1, 4, 2, 0).withRation(ration));
        }
        assertRefused(
                "age bound in clocks is 0, but must be between 1 and 10000",
                () -> SyncModel.gaia(1, 4, 0, 0));
        assertRefused(
                "bits per cell is 1, but must be between 2 and 32",
                () -> SyncModel.gaia(1, 1, 2, 0));
        assertRefused(
                "bits of a round is 33, but must be between 2 and 32",
                () -> SyncModel.localSgd(33));
        assertRefused(
                "significance threshold is NaN, but must be between 0.0 and 1000.0",
                () -> new SignificantRows(Double.NaN, Significance.NORM));
        assertRefused(
                "significance threshold is -1.0, but must be between 0.0 and 1000.0",
                () -> new SignificantCells(-1));
        assertRefused(
                "filter of counts is -0.5, but must be between 0.0 and 1000.0",
                () -> SyncModel.gaiaCounts(1, -0.5, 4, 0));
        assertRefused(
                "age bound in clocks is 0, but must be between 1 and 10000",
                () -> SyncModel.gaiaCounts(1, 1, 0, 0));
    }

    @Test
    void aRationChangesNothingElse() {
        SyncModel model = SyncModel.gaiaCounts(0.5, 1, 4, 2);
        assertEquals(1, model.ration());
        assertEquals(0.25, model.withRation(0.25).ration());
        assertEquals(model, model.withRation(0.25).withRation(1));
    }

    @Test
    void onlyAsyncAndIsolatedWaitForNobody() {
        assertTrue(SyncModel.bsp().waits());
        assertTrue(SyncModel.ssp(3).waits());
        assertTrue(SyncModel.gaia(1, 4, 2, 1).waits());
        assertFalse(SyncModel.async().waits());
        assertFalse(SyncModel.isolated().waits());
        assertTrue(SyncModel.isolated().isIsolated());
        assertFalse(SyncModel.async().isIsolated());
    }

    @Test
    void aRowIsSignificantAboveTheThresholdWhichFallsWithTheClock() {
        var choice = new SignificantRows(0.5, Significance.NORM);
        int[] value = {100};
        assertFalse(choice.isObliged(new int[] {50}, value, 0, 1));
        assertTrue(choice.isObliged(new int[] {51}, value, 0, 1));
        assertTrue(choice.isObliged(new int[] {26}, value, 0, 4));
        assertFalse(choice.isObliged(new int[] {25}, value, 0, 4));
        assertTrue(choice.isObliged(new int[] {1}, new int[1], 0, 1), "a change of nothing");
        assertFalse(choice.isObliged(new int[1], new int[1], 0, 1), "no change at all");
    }

    @Test
    void significantCellsGoAndTheOthersStay() {
        var choice = new SignificantCells(0.5);
        int[] value = {100, 100, -100};
        int[] pending = {60, 10, -51};
        assertTrue(choice.isObliged(pending, value, 0, 1));
        assertArrayEquals(new int[] {60, 0, -51}, choice.part(pending, value, 0, 1));
        assertEquals(4 + 2 * 5, choice.bytes(new int[] {60, 0, -51}));
        assertArrayEquals(
                new int[] {0, 0, 20},
                choice.part(new int[] {1, 2, 20}, value, 0, 1),
                "of a row that was obliged before, the largest");
    }

    @Test
    void oursObligesByAgeAndRanksByTheLargestCell() {
        var choice = new LargestFirst(3, 4);
        assertFalse(choice.isObliged(new int[] {1000}, new int[1], 2, 4));
        assertTrue(choice.isObliged(new int[] {1}, new int[1], 2, 5));
        assertTrue(
                choice.rank(new int[] {1, -9}, new int[2], 0, 1)
                        > choice.rank(new int[] {8, 8}, new int[2], 0, 1));
    }

    @Test
    void countsGoInTurnAndOnlyBeyondTheNoiseOfCounting() {
        var choice = new SignificantCounts(4, 1);
        int[] value = {100, 100, 0, -3};
        int[] pending = {10, -9, 1, 1};
        assertArrayEquals(new int[] {10, 0, 1, 1}, choice.part(pending, value, 5, 6));
        assertTrue(
                choice.rank(pending, value, 5, 9) > choice.rank(pending, value, 6, 9),
                "the longest pending first, however small");
        assertEquals(0, choice.rank(new int[] {9, 9, 0, 0}, value, 5, 6), "noise stays");
        assertTrue(choice.rank(new int[] {-10, 0, 0, 0}, value, 5, 6) > 0);
        assertFalse(choice.isObliged(pending, value, 5, 8));
        assertTrue(choice.isObliged(pending, value, 5, 9));
        assertArrayEquals(pending, choice.part(pending, value, 5, 9), "by age the whole row goes");
        assertArrayEquals(
                new int[] {9, 0, 0, 0},
                choice.part(new int[] {9, 0, 0, 0}, value, 5, 6),
                "of a row that a hub owes, all if nothing is significant");
        assertTrue(choice.rank(new int[] {1}, new int[] {1 << 30}, -1, 0) == 0);
        assertTrue(new SignificantCounts(4, 0).rank(new int[] {1}, new int[] {1 << 30}, -1, 0) > 0);
    }

    @Test
    void countsCostTheCellsThatGo() {
        var choice = new SignificantCounts(4, 1);
        assertEquals(5, choice.bytes(new int[100]));
        assertEquals(5 + 2, choice.bytes(new int[] {0, 0, -1, 0}));
        int[] wide = new int[1000];
        wide[0] = 63;
        wide[999] = 64;
        assertEquals(5 + 2 + 4, choice.bytes(wide));
    }

    @Seeds
    void noChoiceTakesMoreThanThereIsOrNothingOfARow(Random random) {
        int[] pending =
                random.ints(3, -1 << 20, 1 << 20).map(c -> c >> random.nextInt(21)).toArray();
        int[] value = random.ints(3, -1 << 20, 1 << 20).toArray();
        if (Cells.isZero(pending)) {
            return;
        }
        RowChoice[] choices = {
            new SignificantRows(random.nextDouble(), Significance.NORM),
            new SignificantCells(random.nextDouble()),
            new LargestFirst(1, 2 + random.nextInt(31)),
            new SignificantCounts(1 + random.nextInt(9), random.nextDouble()),
            RowChoice.EVERYTHING,
            RowChoice.PACKED
        };
        for (RowChoice choice : choices) {
            int[] part = choice.part(pending, value, random.nextInt(9), 1 + random.nextInt(9));
            assertFalse(Cells.isZero(part), choice.toString());
            for (int i = 0; i < part.length; i++) {
                assertTrue(Math.abs(part[i]) <= Math.abs(pending[i]));
                assertTrue((long) part[i] * pending[i] >= 0);
            }
            assertTrue(choice.bytes(part) > 0);
        }
    }
}
