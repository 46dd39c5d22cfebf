package sparkgaia.lab;

import sparkgaia.core.table.Mix;
import sparkgaia.core.table.Range;

/**
 * The lab's only source of chance: splitmix64, from a seed. Every part of a simulation throws dice of its own, so a
 * part that throws once more changes nothing for the others.
 */
public final class Dice {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private long state;

    public Dice(long seed) {
        this.state = Mix.hash(seed);
    }

    /** Dice for a part, which depend on the seed and on the label alone. */
    public static Dice of(long seed, String label) {
        long mixed = seed;
        for (int i = 0; i < label.length(); i++) {
            mixed = Mix.hash(mixed, label.charAt(i));
        }
        return new Dice(mixed);
    }

    public long next() {
        long thrown = Mix.hash(state);
        state += STEP;
        return thrown;
    }

    /** In [0, 1). */
    public double unit() {
        return Mix.unit(next());
    }

    /** In [0, bound). */
    public int below(int bound) {
        Range.check("bound of a throw", bound, 1, Integer.MAX_VALUE);
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** In [min, max]. */
    public long between(long min, long max) {
        return min + (long) (unit() * (max - min + 1));
    }

    public boolean chance(double probability) {
        return probability > 0 && unit() < probability;
    }

    /** Waiting time until the next of events that come independently, this far apart in the mean. */
    public long waiting(double mean) {
        return (long) (-mean * StrictMath.log(1 - unit()));
    }

    /** In [min, max], all orders of magnitude alike. */
    public long scaled(long min, long max) {
        double ratio = (double) max / min;
        return Math.min(max, (long) (min * StrictMath.pow(ratio, unit())));
    }

    /** Mean 0, deviation 1. */
    public static double gauss(long hash) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - Mix.unit(hash)));
        return radius * StrictMath.cos(2 * StrictMath.PI * Mix.unit(Mix.hash(hash)));
    }
}
