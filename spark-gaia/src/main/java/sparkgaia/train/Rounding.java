package sparkgaia.train;

import sparkgaia.core.table.Mix;

/** Stochastic rounding to whole cells: unbiased, and a function of where the number goes, so a repeat gives the same. */
final class Rounding {
    static final double VALUE_MAX = 1 << 30;

    private Rounding() {}

    /** What all cells of one addition share. {@code nth} tells repeated additions to one row apart. */
    static long base(ShardContext context, int clock, int table, int row, int nth) {
        return Mix.hash(Mix.hash(context.seed(), context.worker(), clock, table), row, nth);
    }

    /**
     * The whole number below, or with the probability of the fraction the one above; the fraction counts to 2^-32.
     *
     * @param value within {@link #VALUE_MAX} of zero
     */
    static int round(double value, long base, int cell) {
        long fixed = (long) (value * 0x1p32);
        return (int) ((fixed + (Mix.hash(base + cell) >>> 32)) >> 32);
    }
}
