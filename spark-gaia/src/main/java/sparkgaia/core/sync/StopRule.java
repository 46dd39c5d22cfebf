package sparkgaia.core.sync;

/**
 * Decides from the exact sums of the metrics of a clock over all regions whether to stop. Asked clock by clock. A closed
 * set: every region makes it from the job's description.
 */
public sealed interface StopRule {
    StopRule NEVER = new Never();

    boolean isMet(int clock, long[] sums);

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
}
