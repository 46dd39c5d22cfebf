package sparkgaia.train.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.OuterFunction;
import sparkgaia.train.Metrics;
import sparkgaia.train.Run;
import sparkgaia.train.Weights;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What each workload promises about its result. */
class ExactTest {
    private static <T> List<List<T>> none(int workers) {
        return Collections.nCopies(workers, List.of());
    }

    @Test
    void theLedgerIsKnownToTheLastBit() {
        var ledger = new LedgerTrainer(20, 3, 6);
        var run = new Run<>(Run.job(ledger, 4, 3, 8), ledger, none(4), 100, 0).toEnd();
        assertArrayEquals(
                ledger.expected(Run.SEED, LedgerTrainer.Commit.all(4, 8)), run.sidecar.table(0));
        var oneLess = LedgerTrainer.Commit.all(4, 8);
        oneLess.remove(17);
        assertTrue(!Arrays.deepEquals(ledger.expected(Run.SEED, oneLess), run.sidecar.table(0)));
    }

    @Test
    void theCountsOfAWordAlwaysAddUpToItsCensus() {
        var counts = new CountsTrainer(30, 4, 3);
        var records = List.of(counts.records(1, 0, 200), counts.records(1, 1, 150));
        var run = new Run<>(Run.job(counts, 2, 3, 12), counts, records, 5, 0).toEnd();
        int[][] words = run.sidecar.table(CountsTrainer.COUNTS);
        int[] totals = new int[4];
        for (int word = 0; word < 30; word++) {
            assertEquals(
                    run.sidecar.table(CountsTrainer.CENSUS)[word][0],
                    Arrays.stream(words[word]).sum());
            for (int topic = 0; topic < 4; topic++) {
                totals[topic] += words[word][topic];
            }
        }
        assertArrayEquals(totals, run.sidecar.table(CountsTrainer.TOTALS)[0]);
        assertEquals(350, Arrays.stream(totals).sum());
        assertTrue(
                run.sidecar.metrics().stream().mapToLong(sums -> sums[0]).sum() > 0,
                "tokens have moved");
    }

    @Test
    void theQuadraticFindsItsOptimum() {
        var quadratic = new QuadraticTrainer(10, 4, 0.1f, 0.05f);
        var run = new Run<>(Run.job(quadratic, 4, 2, 60), quadratic, none(4), 100, 0).toEnd();
        double before = quadratic.distance(Run.SEED, 4, new int[10][4]);
        double after = quadratic.distance(Run.SEED, 4, run.sidecar.table(0));
        // Workers in turn end a little towards the last one: that is the bias of one step of 0.1.
        assertTrue(after < 0.25 * before, after + " of " + before);
    }

    @Test
    void averagingIsWeightedAndLearns() {
        var averaging = new AveragingTrainer(10, 4, 5, 0.1f, OuterFunction.IDENTITY);
        var run = new Run<>(Run.job(averaging, 4, 2, 30), averaging, none(4), 100, 0).toEnd();
        assertTrue(run.sidecar.weights().stream().allMatch(weight -> weight == Weights.ONE / 4));
        var metrics = run.sidecar.metrics();
        double first = 0;
        double last = 0;
        for (int worker = 0; worker < 4; worker++) {
            first += Metrics.value(metrics.get(4 + worker)[0]);
            last += Metrics.value(metrics.get(metrics.size() - 1 - worker)[0]);
        }
        assertTrue(last < first, last + " of " + first);
    }
}
