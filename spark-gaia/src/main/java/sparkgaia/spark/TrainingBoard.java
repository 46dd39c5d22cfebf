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
    private final Ear ear;
    private int clock = -1;

    /** Hears of each clock that a worker has computed. */
    interface Ear {
        Ear NOBODY = (clock, sum, count) -> {};

        void computed(int clock, double sum, double count);
    }

    TrainingBoard() {
        this(Ear.NOBODY);
    }

    TrainingBoard(Ear ear) {
        this.ear = ear;
    }

    /** A worker has computed this clock, with these metrics. */
    void computed(int ofClock, long[] metrics) {
        double sum = metrics.length > 0 ? Metrics.value(metrics[0]) : 0;
        double count = metrics.length > 1 ? Metrics.value(metrics[1]) : metrics.length;
        add(ofClock, sum, count);
        ear.computed(ofClock, sum, count);
    }

    /**
     * Workers have computed up to this clock.
     *
     * @param sum of the objective
     * @param count what it is to be divided by; 0 if there is none
     */
    synchronized void add(int ofClock, double sum, double count) {
        clock = Math.max(clock, ofClock);
        double[] all = sums.computeIfAbsent(ofClock, none -> new double[2]);
        all[0] += sum;
        all[1] += count;
        if (sums.size() > CLOCKS_KEPT) {
            sums.pollFirstEntry();
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
