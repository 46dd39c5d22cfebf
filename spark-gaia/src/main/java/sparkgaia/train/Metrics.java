package sparkgaia.train;

import java.util.Arrays;
import java.util.List;

/** The numbers that a clock reports, in fixed point: their sums over workers and regions are exact in any grouping. */
public final class Metrics {
    /** A number's cells are this part of one: 2^-20. */
    public static final int SCALE = 20;

    private final List<String> names;
    private final long[] sums;

    public Metrics(List<String> names) {
        this.names = List.copyOf(names);
        this.sums = new long[names.size()];
    }

    /** Adds to a metric, or refuses with {@link BadMetric} and adds nothing. */
    public void add(int index, double value) {
        double scaled = Math.rint(Math.scalb(value, SCALE));
        // A quarter of a long's range for one worker's number leaves room to see an overflow before
        // it happens.
        if (!(Math.abs(scaled) < 0x1p61) || Math.abs((double) sums[index] + scaled) >= 0x1p61) {
            throw new BadMetric(names.get(index), value);
        }
        sums[index] += (long) scaled;
    }

    public void add(String name, double value) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no metric " + name + " among " + names);
        }
        add(index, value);
    }

    /** What a sum of fixed-point numbers stands for. */
    public static double value(long sum) {
        return Math.scalb((double) sum, -SCALE);
    }

    public long[] sums() {
        return sums.clone();
    }

    public void clear() {
        Arrays.fill(sums, 0);
    }
}
