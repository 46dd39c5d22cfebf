package sparkgaia.spark;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How a task's workers went through their clocks: sums of metrics by clock, which are exact whatever is added up, and
 * where the time went. Only the numbers of this attempt: a clock that an earlier one has committed is not in it.
 */
final class Course implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int metrics;
    private long[] sums = {};
    private long[] endMillis = {};
    long readMillis;
    long openMillis;
    long computeNanos;
    String failure;

    Course(int metrics) {
        this.metrics = metrics;
    }

    int clocks() {
        return endMillis.length;
    }

    int lastClock() {
        int last = endMillis.length - 1;
        while (last >= 0 && endMillis[last] == 0) {
            last--;
        }
        return last;
    }

    long sum(int clock, int metric) {
        return sums[clock * metrics + metric];
    }

    /** When the clock was computed by the last worker, by the wall clock; 0 if not here. */
    long endMillis(int clock) {
        return endMillis[clock];
    }

    synchronized void computed(int clock, long[] of, long millis, long nanos) {
        grow(clock + 1);
        for (int metric = 0; metric < metrics; metric++) {
            sums[clock * metrics + metric] += of[metric];
        }
        endMillis[clock] = Math.max(endMillis[clock], millis);
        computeNanos += nanos;
    }

    synchronized void opened(long millis) {
        openMillis = Math.max(openMillis, millis);
    }

    private void grow(int clocks) {
        if (clocks > endMillis.length) {
            endMillis = Arrays.copyOf(endMillis, Math.max(clocks, endMillis.length * 3 / 2));
            sums = Arrays.copyOf(sums, endMillis.length * metrics);
        }
    }

    void add(Course other) {
        grow(other.clocks());
        for (int i = 0; i < other.sums.length; i++) {
            sums[i] += other.sums[i];
        }
        for (int clock = 0; clock < other.clocks(); clock++) {
            endMillis[clock] = Math.max(endMillis[clock], other.endMillis[clock]);
        }
        readMillis = Math.max(readMillis, other.readMillis);
        openMillis = Math.max(openMillis, other.openMillis);
        computeNanos += other.computeNanos;
        failure = failure == null ? other.failure : failure;
    }
}
