package sparkgaia.lab;

import sparkgaia.core.table.Mix;
import sparkgaia.core.table.Range;

/**
 * How fast workers compute.
 *
 * @param nanosPerUnit what a unit of a trainer's work takes on a machine of speed one
 * @param speeds of each region's machines; none means one everywhere
 * @param clockNanos what a clock takes, whatever its work is, on a machine of speed one; 0 goes by work
 * @param straggling the deviation of the logarithm of a clock's duration from worker to worker and clock to clock; a hash
 *     of the seed, so the same in runs that are compared
 */
public record Machines(
        double nanosPerUnit, long clockNanos, double[] speeds, double straggling, long seed) {
    private static final long NANOS_MAX = 30L * 86_400 * 1_000_000_000;

    public static final Machines EVEN = new Machines(1000, 0, new double[0], 0, 0);

    public Machines {
        Range.check("nanoseconds per unit of work", nanosPerUnit, 0.0, 1e12);
        Range.check("nanoseconds per clock", clockNanos, 0, NANOS_MAX);
        Range.check("straggling", straggling, 0.0, 3.0);
        for (double speed : speeds) {
            Range.check("speed of a machine", speed, 1e-6, 1e6);
        }
    }

    public static Machines of(double nanosPerUnit) {
        return new Machines(nanosPerUnit, 0, new double[0], 0, 0);
    }

    /** A clock takes so long, whatever its work is. */
    public static Machines perClock(long nanos) {
        return new Machines(0, nanos, new double[0], 0, 0);
    }

    public Machines withSpeeds(double... perRegion) {
        return new Machines(nanosPerUnit, clockNanos, perRegion, straggling, seed);
    }

    public Machines withStraggling(double deviation, long noiseSeed) {
        return new Machines(nanosPerUnit, clockNanos, speeds, deviation, noiseSeed);
    }

    /** @param part of the clock that the work is */
    long nanos(int region, int worker, int clock, long work, double part) {
        double nanos = clockNanos > 0 ? part * clockNanos : work * nanosPerUnit;
        if (speeds.length > 0) {
            nanos /= speeds[region];
        }
        if (straggling > 0) {
            nanos *= StrictMath.exp(straggling * Dice.gauss(Mix.hash(seed, worker, clock)));
        }
        return Math.min(NANOS_MAX, Math.round(nanos));
    }
}
