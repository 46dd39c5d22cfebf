package sparkgaia.train.mf;

/**
 * Exact sums of ratings over all regions, for their mean and deviation: a number is cut into limbs of {@link #BITS}
 * bits, and limbs are counts, which add up to the same in any order. Whatever the scale of ratings, nothing overflows.
 */
final class RatingScale {
    /** Limbs of the number of ratings, of their sum, and of the sum of their squares. */
    static final int WIDTH = 3 * Limbs.COUNT;

    private final double[] sums = new double[3];

    private static final class Limbs {
        static final int COUNT = 12;
        private static final int BITS = 16;
        private static final int LOWEST = -64;

        /** Adds a number, cut off below 2^-64, to limbs of a worker: of at most 2^16 each. */
        static void put(double number, int[] cells, int from) {
            double rest = number;
            for (int limb = COUNT - 1; limb >= 0; limb--) {
                double unit = StrictMath.scalb(1.0, LOWEST + BITS * limb);
                double whole = rest < 0 ? Math.ceil(rest / unit) : Math.floor(rest / unit);
                if (Math.abs(whole) > 1 << BITS) {
                    throw new ArithmeticException("ratings of this size cannot be summed up");
                }
                cells[from + limb] = (int) whole;
                rest -= whole * unit;
            }
        }

        static double get(int[] cells, int from) {
            double sum = 0;
            for (int limb = COUNT - 1; limb >= 0; limb--) {
                sum += StrictMath.scalb((double) cells[from + limb], LOWEST + BITS * limb);
            }
            return sum;
        }
    }

    /** A worker's share of the census. */
    static final class Builder {
        private long count;
        private double sum;
        private double squares;

        void add(double value) {
            count++;
            sum += value;
            squares += value * value;
        }

        int[] toCells() {
            int[] cells = new int[WIDTH];
            Limbs.put(count, cells, 0);
            Limbs.put(sum, cells, Limbs.COUNT);
            Limbs.put(squares, cells, 2 * Limbs.COUNT);
            return cells;
        }
    }

    /** From the sum of all workers' cells. */
    RatingScale(int[] cells) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Limbs.get(cells, i * Limbs.COUNT);
        }
    }

    double mean() {
        return sums[1] / sums[0];
    }

    /** The deviation around the mean; one if all ratings are the same. */
    double deviation() {
        double variance = sums[2] / sums[0] - mean() * mean();
        return variance > 1e-12 * sums[2] / sums[0] ? Math.sqrt(variance) : 1;
    }

    /** The root of the mean square: the deviation around zero. */
    double size() {
        return sums[2] > 0 ? Math.sqrt(sums[2] / sums[0]) : 1;
    }
}
