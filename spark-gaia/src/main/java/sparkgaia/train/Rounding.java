package sparkgaia.train;

import sparkgaia.core.table.Mix;

/** Stochastic rounding to whole cells: unbiased, and a function of where the number goes, so a repeat gives the same. */
final class Rounding {
    private Rounding() {}

    /** What all cells of one addition share. {@code nth} tells repeated additions to one row apart. */
    static long base(ShardContext context, int clock, int table, int row, int nth) {
        return Mix.hash(Mix.hash(context.seed(), context.worker(), clock, table), row, nth);
    }

    /** The whole number below, or with the probability of the fraction the one above. */
    static double round(double value, long base, int cell) {
        double below = Math.floor(value);
        return Mix.unit(Mix.hash(base + cell)) < value - below ? below + 1 : below;
    }
}
