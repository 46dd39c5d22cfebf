package sparkgaia.core;

import sparkgaia.core.view.Version;

/** What the lead tells the other partitions of its region, and they it. */
public sealed interface Inside {

    /** See {@link Record.Progressed}; repeated on every start. */
    record Progress(int[] clocks, int[] attempts) implements Inside {
        @Override
        public String toString() {
            return "progress " + java.util.Arrays.toString(clocks);
        }
    }

    /** To the lead: how far a partition is with the flush, in the newest version of the links that it knows. */
    record Flushed(int version, Endings.Flushed flushed) implements Inside {}

    /** The region's part in the job is done. */
    record Finish(boolean isComplete) implements Inside {}

    /** A version of the links begins. */
    record Begin(Version version) implements Inside {}

    /** The job stops after this clock. */
    record Stop(int clock) implements Inside {}

    /** The job has failed; any partition tells all others. */
    record Failure(int member, String reason, boolean isAlone) implements Inside {}
}
