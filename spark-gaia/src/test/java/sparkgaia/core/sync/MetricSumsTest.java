package sparkgaia.core.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.ClockMetrics;

import java.util.List;

class MetricSumsTest {
    private static final long A = MetricSums.link(0, 3);
    private static final long B = MetricSums.link(0, 5);

    private final MetricSums sums = new MetricSums(1);

    private static ClockMetrics of(int clock, long sum) {
        return new ClockMetrics(clock, new long[] {sum});
    }

    @Test
    void aSumIsCompleteWhenEverybodyWasHeard() {
        sums.addOwn(0, new long[] {1});
        sums.addOwn(0, new long[] {2});
        assertNull(sums.sum(0, -1, List.of()), "the own clock has not ended");
        assertNull(sums.sum(0, 0, List.of(A, B)));
        sums.hear(A, List.of(of(0, 10)));
        assertNull(sums.sum(0, 0, List.of(A, B)));
        sums.hear(B, List.of(of(0, 100)));
        assertArrayEquals(new long[] {113}, sums.sum(0, 0, List.of(A, B)));
        assertArrayEquals(new long[] {13}, sums.sum(0, 0, List.of(A)));
    }

    @Test
    void onlyWhatIsNewAndWithoutAGapIsNews() {
        List<ClockMetrics> first = List.of(of(0, 1), of(1, 2));
        assertEquals(first, sums.news(A, Clocks.NONE, first));
        sums.hear(A, first);
        assertEquals(List.of(), sums.news(A, Clocks.NONE, first), "heard twice");
        List<ClockMetrics> more = List.of(of(1, 9), of(2, 3), of(4, 5));
        assertEquals(List.of(more.get(1)), sums.news(A, Clocks.NONE, more));
        assertEquals(1, sums.heardFrom(A, Clocks.NONE));
    }

    @Test
    void sumsOfAnotherLengthAreNoNews() {
        var odd = new ClockMetrics(0, new long[] {1, 2});
        assertEquals(List.of(), sums.news(A, Clocks.NONE, List.of(odd)));
    }

    @Test
    void whatIsForgottenIsGoneAndWhatIsNotStays() {
        sums.addOwn(0, new long[] {1});
        sums.addOwn(1, new long[] {2});
        sums.hear(A, List.of(of(0, 10), of(1, 20)));
        sums.forget(0);
        assertArrayEquals(new long[] {22}, sums.sum(1, 1, List.of(A)));
        assertEquals(1, sums.heardFrom(A, Clocks.NONE));
        assertEquals(0, sums.undecided());
        sums.decide(0);
        assertEquals(1, sums.undecided());
    }

    @Test
    void aJobWithoutMetricsKeepsNone() {
        assertFalse(new MetricSums(0).isUsed());
    }
}
