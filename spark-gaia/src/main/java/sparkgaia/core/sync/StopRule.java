package sparkgaia.core.sync;

/** Decides from the exact sums of the metrics of a clock over all regions whether to stop. Asked clock by clock. */
public interface StopRule {
    StopRule NEVER = (clock, sums) -> false;

    boolean isMet(int clock, long[] sums);
}
