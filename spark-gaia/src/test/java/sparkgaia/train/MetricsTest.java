package sparkgaia.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.List;

class MetricsTest {
    private final Metrics metrics = new Metrics(List.of("loss", "rows"));

    @Test
    void sumsAreTheSameInAnyOrder() {
        var other = new Metrics(List.of("loss", "rows"));
        for (int i = 0; i < 1000; i++) {
            metrics.add(0, 1.0 / (i + 1));
            other.add("loss", 1.0 / (1000 - i));
        }
        assertArrayEquals(metrics.sums(), other.sums());
        assertEquals(7.485, Metrics.value(metrics.sums()[0]), 0.001);
    }

    @Test
    void whatCannotBeSummedIsRefusedAndAddsNothing() {
        metrics.add("rows", 3);
        assertThrows(BadMetric.class, () -> metrics.add(1, Double.NaN));
        assertThrows(BadMetric.class, () -> metrics.add(1, Double.POSITIVE_INFINITY));
        assertThrows(BadMetric.class, () -> metrics.add(1, -1e13));
        assertThrows(IllegalArgumentException.class, () -> metrics.add("recall", 1));
        assertArrayEquals(new long[] {0, 3L << Metrics.SCALE}, metrics.sums());
    }
}
