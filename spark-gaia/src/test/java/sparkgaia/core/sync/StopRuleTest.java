package sparkgaia.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.core.table.TableSpec;

import java.util.List;

class StopRuleTest {
    private static final StopRule SETTLED = new StopRule.Settled(4, 1, 0.01, false);

    /** Of the second metric on: sum and count of an epoch, and of the one before. */
    private static long[] sums(long sum, long count, long sumBefore, long countBefore) {
        return new long[] {7, sum, count, sumBefore, countBefore};
    }

    @Test
    void aMeanThatChangesByLessThanTheToleranceHasSettled() {
        assertTrue(SETTLED.isMet(8, sums(1_991, 10, 2_000, 10)));
        assertTrue(SETTLED.isMet(8, sums(2_009, 10, 2_000, 10)));
        assertFalse(SETTLED.isMet(8, sums(1_980, 10, 2_000, 10)));
        assertFalse(SETTLED.isMet(8, sums(2_020, 10, 2_000, 10)));
        assertFalse(SETTLED.isMet(8, sums(2_000, 11, 2_000, 10)));
        assertTrue(SETTLED.isMet(8, sums(-1_991, 10, -2_000, 10)));
    }

    @Test
    void whereItIsAskedForAMeanThatRisesEndsTrainingToo() {
        var rule = new StopRule.Settled(4, 1, 0.01, true);
        assertTrue(rule.isMet(8, sums(2_020, 10, 2_000, 10)));
        assertTrue(rule.isMet(8, sums(4_000, 10, 2_000, 10)));
        assertTrue(rule.isMet(8, sums(1_991, 10, 2_000, 10)));
        assertFalse(rule.isMet(8, sums(1_980, 10, 2_000, 10)));
        assertFalse(rule.isMet(7, sums(4_000, 10, 2_000, 10)));
        assertFalse(rule.isMet(8, sums(4_000, 10, 0, 0)));
        assertFalse(rule.isMet(8, sums(0, 0, 2_000, 10)));
    }

    @Test
    void whatDivergesHasNotSettled() {
        assertFalse(SETTLED.isMet(8, sums(Long.MAX_VALUE, 1, 2_000, 10)));
    }

    @Test
    void onlyEndsOfEpochsAreCompared() {
        long[] same = sums(5, 1, 5, 1);
        for (int clock = 0; clock < 20; clock++) {
            assertEquals(clock >= 8 && clock % 4 == 0, SETTLED.isMet(clock, same), "" + clock);
        }
    }

    @Test
    void nothingCountedIsNoMean() {
        assertFalse(SETTLED.isMet(8, sums(0, 0, 0, 0)));
        assertFalse(SETTLED.isMet(8, sums(5, 1, 0, 0)));
        assertFalse(SETTLED.isMet(8, sums(0, 1, 0, 1)));
    }

    @Test
    void zeroNeverStops() {
        assertFalse(new StopRule.Settled(4, 1, 0, false).isMet(8, sums(5, 1, 5, 1)));
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new StopRule.Settled(0, 1, 0.1, false));
        assertThrows(IllegalArgumentException.class, () -> new StopRule.Settled(1, -1, 0.1, false));
        assertThrows(IllegalArgumentException.class, () -> new StopRule.Settled(1, 1, -0.1, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new StopRule.Settled(1, 1, Double.NaN, false));
    }

    @Test
    void aJobHasTheMetricsThatItsRuleLooksAt() {
        Job.Builder job = Job.of(List.of("eu"), List.of(TableSpec.sum("t", 1, 1, 0)));
        job.stopRule(SETTLED);
        assertThrows(IllegalArgumentException.class, () -> job.metrics(4).build());
        assertEquals(SETTLED, job.metrics(5).build().stopRule());
    }
}
