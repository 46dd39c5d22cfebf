package sparkgaia.core.message;

import sparkgaia.core.table.Rows;

import java.util.Arrays;

/** What a worker asks of its region's sidecar. Every request may be repeated safely under the same attempt. */
public sealed interface Request {
    int worker();

    int attempt();

    /** Asks the lead to begin an attempt: the answer says where to go on. */
    record Join(int worker, int attempt) implements Request {
        @Override
        public String toString() {
            return "join w" + worker + "." + attempt;
        }
    }

    /**
     * Asks a partition to start a clock and to read rows for it: answered when the clock may start there.
     *
     * @param waits whether to wait for rows that are barred, or to be told which are
     * @param since the lowest {@link Reply.Pulled#asOf} at which it got or confirmed one of these rows; 0 if it never
     *     had one of them
     */
    record Pull(int worker, int attempt, int clock, int[] ids, boolean waits, long since)
            implements Request {
        @Override
        public String toString() {
            return "pull w"
                    + worker
                    + "."
                    + attempt
                    + " clock "
                    + clock
                    + " rows "
                    + Arrays.toString(ids);
        }
    }

    /** Hands a partition its part of a commit. */
    record Stage(int worker, int attempt, int clock, long weight, Rows rows) implements Request {
        @Override
        public String toString() {
            return "stage w" + worker + "." + attempt + " clock " + clock + " " + rows;
        }
    }

    /** Tells the lead that the worker cannot go on: the job fails everywhere, with this reason. */
    record Fail(int worker, int attempt, String reason) implements Request {
        @Override
        public String toString() {
            return "fail w" + worker + "." + attempt + ": " + reason;
        }
    }

    /** The commit itself, for the lead
     * , once every part is staged. {@code save} may be null. */
    record Commit(int worker, int attempt, int clock, long[] metrics, byte[] patch, byte[] save)
            implements Request {
        @Override
        public String toString() {
            return "commit w" + worker + "." + attempt + " clock " + clock;
        }
    }
}
