package sparkgaia.core.sync;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.table.Range;

/**
 * Decides from the exact sums of the metrics of a clock over all regions whether to stop. Asked clock by clock. A closed
 * set: every region makes it from the job's description.
 */
public sealed interface StopRule {
    StopRule NEVER = new Never();

    boolean isMet(int clock, long[] sums);

    /** How many metrics the job has to have at least. */
    default int metrics() {
        return 0;
    }

    /** The job goes on to its last clock. */
    record Never() implements StopRule {
        @Override
        public boolean isMet(int clock, long[] sums) {
            return false;
        }
    }

    /** As soon as the metrics of this clock are known. */
    record AtClock(int clock) implements StopRule {
        @Override
        public boolean isMet(int of, long[] sums) {
            return of >= clock;
        }
    }

    /**
     * As soon as a mean has settled: at the last clock of an epoch, if it differs from the mean of the epoch before by
     * less than this part of that one. At such clocks there are, from {@code first} on among the metrics, the sum and
     * the count of the epoch and then those of the epoch before.
     *
     * @param orRisen as well if the mean is above that of the epoch before
     */
    record Settled(int clocksPerEpoch, int first, double tol, boolean orRisen) implements StopRule {
        private static final int METRICS = 4;
        private static final int FIRST_MAX = 1_000;

        public Settled {
            Range.check("clocks of an epoch", clocksPerEpoch, 1, Clocks.MAX);
            Range.check("place of a metric", first, 0, FIRST_MAX);
            Range.check("tolerance", tol, 0, 1);
        }

        @Override
        public boolean isMet(int clock, long[] sums) {
            if (clock < 2 * clocksPerEpoch || clock % clocksPerEpoch != 0) {
                return false;
            }
            double mean = (double) sums[first] / sums[first + 1];
            double before = (double) sums[first + 2] / sums[first + 3];
            // Without a count there is no mean, and what is no number is not below anything.
            return Math.abs(mean - before) < tol * Math.abs(before) || orRisen && mean > before;
        }

        @Override
        public int metrics() {
            return first + METRICS;
        }
    }
}
