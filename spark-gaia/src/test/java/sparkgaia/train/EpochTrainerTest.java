package sparkgaia.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.train.exact.EmptyTrainer;
import sparkgaia.train.exact.QuadraticTrainer;
import sparkgaia.train.mf.MfTrainer;
import sparkgaia.train.mf.PlantedRatings;

import java.util.Collections;
import java.util.List;

class EpochTrainerTest {
    private static final int WORKERS = 2;
    private static final int CLOCKS = 12;
    private static final int EACH = 3;
    private static final double CELL = 0x1p-20;

    /** What workers report, clock by clock from 0, worker by worker. */
    private static <R> List<long[]> told(
            Trainer<R, ?> trainer,
            List<List<R>> records,
            int saveEvery,
            int restartEvery,
            int barEvery) {
        Job job = Run.job(trainer, WORKERS, 2, CLOCKS);
        var run = new Run<>(job, trainer, records, saveEvery, restartEvery);
        run.sidecar.barEvery(barEvery);
        run.toEnd();
        assertEquals(restartEvery > 0, run.attempts() > WORKERS);
        return run.sidecar.metrics();
    }

    /** A sum over the clocks of an epoch up to this one. */
    private static double sum(List<long[]> told, int worker, int last, int metric) {
        double sum = 0;
        for (int clock = Math.max(1, last - EACH + 1); clock <= last; clock++) {
            sum += Metrics.value(told.get(clock * WORKERS + worker)[metric]);
        }
        return sum;
    }

    private static void check(List<long[]> told, int metrics, int first) {
        assertEquals((CLOCKS + 1) * WORKERS, told.size());
        for (int clock = 0; clock <= CLOCKS; clock++) {
            for (int worker = 0; worker < WORKERS; worker++) {
                long[] numbers = told.get(clock * WORKERS + worker);
                boolean isEnd = clock > 0 && clock % EACH == 0;
                for (int metric = 0; metric < 2; metric++) {
                    double now = 0;
                    double before = 0;
                    if (isEnd) {
                        boolean isCounted = first + metric < metrics;
                        now = isCounted ? sum(told, worker, clock, first + metric) : EACH;
                        before = isCounted ? sum(told, worker, clock - EACH, first + metric) : EACH;
                        before = clock == EACH ? 0 : before;
                    }
                    assertEquals(now, Metrics.value(numbers[metrics + metric]), CELL);
                    assertEquals(before, Metrics.value(numbers[metrics + 2 + metric]), CELL);
                }
            }
        }
    }

    @Test
    void anEpochIsToldWithTheOneBeforeWhateverIsBarredAndRestarted() {
        var planted = new PlantedRatings(20, 15, 0.1, true);
        var shards = planted.training(WORKERS);
        var plain = new MfTrainer(planted.settings());
        var trainer = new EpochTrainer<>(plain, EACH, 0);
        assertEquals(2, trainer.first());
        assertEquals("last epoch's ratings", trainer.metrics().get(5));
        List<long[]> whole = told(trainer, shards, 5, 0, Integer.MAX_VALUE);
        check(whole, 2, 0);
        assertTrue(Metrics.value(whole.get(CLOCKS * WORKERS)[3]) > 0);
        check(told(trainer, shards, 5, 0, 3), 2, 0);
        for (int restartEvery = 7; restartEvery < 13; restartEvery++) {
            for (int saveEvery : new int[] {2, 5, CLOCKS + 1}) {
                List<long[]> restarted =
                        told(trainer, shards, saveEvery, restartEvery, Integer.MAX_VALUE);
                for (int i = 0; i < whole.size(); i++) {
                    assertArrayEquals(whole.get(i), restarted.get(i));
                }
            }
        }
        List<long[]> bare = told(plain, shards, 5, 0, Integer.MAX_VALUE);
        for (int i = 0; i < bare.size(); i++) {
            assertEquals(bare.get(i)[0], whole.get(i)[0]);
            assertEquals(bare.get(i)[1], whole.get(i)[1]);
        }
    }

    @Test
    void anyMetricMayBeSummed() {
        var planted = new PlantedRatings(20, 15, 0.1, true);
        var shards = planted.training(WORKERS);
        var plain = new MfTrainer(planted.settings().withHeldOut(0.3));
        var trainer = new EpochTrainer<>(plain, EACH, MfTrainer.HELD_OUT_METRIC);
        assertEquals(4, trainer.first());
        assertEquals("last epoch's heldOutRatings", trainer.metrics().get(7));
        List<long[]> whole = told(trainer, shards, 5, 0, Integer.MAX_VALUE);
        check(whole, 4, MfTrainer.HELD_OUT_METRIC);
        assertTrue(Metrics.value(whole.get(CLOCKS * WORKERS)[5]) > 0);
        check(told(trainer, shards, 5, 0, 3), 4, MfTrainer.HELD_OUT_METRIC);
        List<long[]> restarted = told(trainer, shards, 5, 8, Integer.MAX_VALUE);
        for (int i = 0; i < whole.size(); i++) {
            assertArrayEquals(whole.get(i), restarted.get(i));
        }
        assertThrows(IllegalArgumentException.class, () -> new EpochTrainer<>(plain, EACH, 4));
    }

    @Test
    void aTrainerWithOneMetricCountsClocks() {
        var trainer = new EpochTrainer<>(new QuadraticTrainer(3, 2, 0.1f, 0), EACH, 0);
        List<List<Void>> none = Collections.nCopies(WORKERS, List.of());
        check(told(trainer, none, 5, 0, Integer.MAX_VALUE), 1, 0);
    }

    @Test
    void aTrainerWithoutMetricsIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EpochTrainer<>(new EmptyTrainer(1), 3, 0));
    }
}
