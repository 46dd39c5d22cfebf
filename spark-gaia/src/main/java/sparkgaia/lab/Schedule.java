package sparkgaia.lab;

import sparkgaia.core.table.Range;

/**
 * A link's bandwidth over time as factors of its usual one, piecewise constant: {@code factors[i]} from
 * {@code atNanos[i]} on, beginning again every {@code periodNanos} if that is not 0.
 */
public record Schedule(long[] atNanos, double[] factors, long periodNanos) {
    public Schedule {
        if (atNanos.length == 0 || atNanos.length != factors.length) {
            throw new IllegalArgumentException(
                    "a schedule of "
                            + atNanos.length
                            + " times with "
                            + factors.length
                            + " factors");
        }
        for (int i = 0; i < atNanos.length; i++) {
            Range.check(
                    "time of a bandwidth factor",
                    atNanos[i],
                    i == 0 ? 0 : atNanos[i - 1] + 1,
                    Long.MAX_VALUE / 4);
            Range.check("bandwidth factor", factors[i], 1e-6, 1e6);
        }
        if (periodNanos != 0) {
            Range.check(
                    "period of a schedule",
                    periodNanos,
                    atNanos[atNanos.length - 1] + 1,
                    Long.MAX_VALUE / 4);
        }
    }

    /** The time of the n-th change, or -1 if there is none. */
    long time(long change) {
        if (periodNanos == 0) {
            return change < atNanos.length ? atNanos[(int) change] : -1;
        }
        return change / atNanos.length * periodNanos + atNanos[(int) (change % atNanos.length)];
    }

    double factor(long change) {
        return factors[(int) (change % factors.length)];
    }
}
