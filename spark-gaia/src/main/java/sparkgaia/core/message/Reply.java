package sparkgaia.core.message;

import sparkgaia.core.table.Rows;

import java.util.Arrays;
import java.util.List;

/** What a sidecar answers to a worker's attempt. */
public sealed interface Reply {

    /** Go on after this clock, from this saved state (or null) and the patches of the clocks since. */
    record Joined(int lastClock, byte[] save, List<byte[]> patches) implements Reply {
        /** Nothing was committed yet: the shard is opened, and what it opens with is the next clock's commit. */
        public boolean isFresh() {
            return save == null && patches.isEmpty();
        }

        @Override
        public String toString() {
            return "joined after clock " + lastClock + " with " + patches.size() + " patches";
        }
    }

    /**
     * Of the rows asked for those that have changed; but those that are barred now.
     *
     * @param waits that of the question: with the clock it says which one this answers
     * @param asOf what counts changes here, to be asked with the next time: grows, and from life to life
     */
    record Pulled(int clock, Rows rows, int[] barred, boolean waits, long asOf) implements Reply {
        @Override
        public String toString() {
            return "pulled clock "
                    + clock
                    + " "
                    + rows
                    + (barred.length == 0 ? "" : " barred " + Arrays.toString(barred));
        }
    }

    record Staged(int clock) implements Reply {
        @Override
        public String toString() {
            return "staged clock " + clock;
        }
    }

    record Committed(int clock) implements Reply {
        @Override
        public String toString() {
            return "committed clock " + clock;
        }
    }

    /** There is no such clock: the job stops before it. */
    record Stopped(int stop) implements Reply {
        @Override
        public String toString() {
            return "stopped at " + stop;
        }
    }

    /** Not done, nothing changed, and why. */
    record Refused(Reason reason, String text) implements Reply {
        @Override
        public String toString() {
            return "refused " + reason + ": " + text;
        }
    }

    /** Why a request was refused; each is counted. */
    enum Reason {
        UNKNOWN_WORKER,
        OLD_ATTEMPT,
        OUT_OF_ORDER,
        BAD_ROWS,
        FROZEN_TABLE,
        NOT_LEAD,
        JOB_FAILED
    }
}
