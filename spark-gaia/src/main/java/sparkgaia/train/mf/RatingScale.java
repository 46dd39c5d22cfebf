package sparkgaia.train.mf;

import java.math.BigInteger;

/**
 * Mean and deviation of all ratings of all regions, from sums that are exact: whoever adds up what in whichever order,
 * they are the same, on any scale that a float can have.
 *
 * <p>A sum is a whole number of units, cut into limbs of {@link #BITS} bits, which add up like counts. The unit is the
 * smallest float for the sum of ratings, and its square for the sum of squares, so nothing is ever cut off.
 */
final class RatingScale {
    private static final int BITS = 16;
    private static final int UNIT = -149;
    private static final int MANTISSA_BITS = 23;

    /** A float has 277 bits of units and a square 554; 2^40 ratings and a sign come to them. */
    private static final int[] LIMBS = {4, 20, 38};

    private static final int COUNT = 0;
    private static final int SUM = 1;
    private static final int SQUARES = 2;

    /** Limbs of the number of ratings, of their sum, and of the sum of their squares. */
    static final int WIDTH = LIMBS[COUNT] + LIMBS[SUM] + LIMBS[SQUARES];

    private final double mean;
    private final double deviation;
    private final double size;

    /** A worker's share of the census. */
    static final class Builder {
        private final long[][] limbs = {
            new long[LIMBS[COUNT]], new long[LIMBS[SUM]], new long[LIMBS[SQUARES]]
        };

        void add(float rating) {
            int exponent = Math.max(Math.getExponent(rating), Float.MIN_EXPONENT);
            int shift = exponent - MANTISSA_BITS - UNIT;
            long mantissa = (long) Math.scalb((double) rating, MANTISSA_BITS - exponent);
            limbs[COUNT][0]++;
            add(limbs[SUM], mantissa, shift);
            add(limbs[SQUARES], mantissa * mantissa, 2 * shift);
        }

        /** Adds a number of at most 48 bits, shifted to the left. */
        private static void add(long[] sum, long number, int shift) {
            long rest = Math.abs(number) << shift % BITS;
            for (int limb = shift / BITS; rest != 0; limb++) {
                long part = rest & (1 << BITS) - 1;
                sum[limb] += number < 0 ? -part : part;
                rest >>>= BITS;
            }
        }

        int[] toCells() {
            int[] cells = new int[WIDTH];
            int at = 0;
            for (long[] sum : limbs) {
                long carry = 0;
                for (int limb = 0; limb < sum.length - 1; limb++) {
                    long whole = sum[limb] + carry;
                    carry = whole >> BITS;
                    cells[at++] = (int) (whole & (1 << BITS) - 1);
                }
                // The last one has the sign.
                cells[at++] = Math.toIntExact(sum[sum.length - 1] + carry);
            }
            return cells;
        }
    }

    /** From the sum of all workers' cells. */
    RatingScale(int[] cells) {
        BigInteger ratings = whole(cells, COUNT);
        BigInteger sum = whole(cells, SUM);
        BigInteger squares = whole(cells, SQUARES);
        BigInteger spread = ratings.multiply(squares).subtract(sum.multiply(sum));
        double count = Math.max(1, ratings.doubleValue());
        mean = Math.scalb(sum.doubleValue() / count, UNIT);
        deviation = orOne(Math.sqrt(spread.doubleValue()) / count);
        size = orOne(Math.sqrt(squares.doubleValue() / count));
    }

    private static BigInteger whole(int[] cells, int which) {
        int from = 0;
        for (int before = 0; before < which; before++) {
            from += LIMBS[before];
        }
        BigInteger whole = BigInteger.ZERO;
        for (int limb = LIMBS[which] - 1; limb >= 0; limb--) {
            whole = whole.shiftLeft(BITS).add(BigInteger.valueOf(cells[from + limb]));
        }
        return whole;
    }

    private static double orOne(double units) {
        return units > 0 ? Math.scalb(units, UNIT) : 1;
    }

    double mean() {
        return mean;
    }

    /** The deviation around the mean; one if all ratings are the same. */
    double deviation() {
        return deviation;
    }

    /** The root of the mean square: the deviation around zero; one if all ratings are zero. */
    double size() {
        return size;
    }
}
