package sparkgaia.spark;

import sparkgaia.train.Metrics;

import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** How a fit stands, as its tasks tell and its progress shows. For any thread. */
final class TrainingBoard {
    /** Metrics of so many clocks are remembered. */
    static final int CLOCKS_KEPT = 256;

    private final TreeMap<Integer, double[]> sums = new TreeMap<>();
    private final AtomicReference<String> waits = new AtomicReference<>("");
    private int clock = -1;

    /** A worker has computed this clock, with these metrics. */
    synchronized void computed(int ofClock, long[] metrics) {
        clock = Math.max(clock, ofClock);
        if (metrics.length > 0) {
            double[] sum = sums.computeIfAbsent(ofClock, none -> new double[2]);
            sum[0] += Metrics.value(metrics[0]);
            sum[1] += metrics.length > 1 ? Metrics.value(metrics[1]) : 1;
            if (sums.size() > CLOCKS_KEPT) {
                sums.pollFirstEntry();
            }
        }
    }

    void waits(String text) {
        waits.set(text);
    }

    /** The last clock that a worker has computed, or -1. */
    synchronized int clock() {
        return clock;
    }

    /** The mean of the first metric over so many clocks up to the last; NaN while there is none. */
    synchronized double objective(int clocks) {
        double sum = 0;
        double count = 0;
        for (double[] of : sums.tailMap(clock - clocks, false).values()) {
            sum += of[0];
            count += of[1];
        }
        return sum / count;
    }

    String waits() {
        return waits.get();
    }
}
