package sparkgaia.core.sync;

import sparkgaia.core.Invariant;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request.Commit;
import sparkgaia.core.message.Request.Stage;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who has committed what, in one partition: attempts, staged parts, the clocks applied here, and at the lead the
 * commits themselves with each worker's saved state. Workers are addressed by their place in the region.
 *
 * <p>A commit happens when the lead's record of it is durable. Its parts were durable before, under the same worker,
 * clock and attempt; a part of another attempt is replaced, never mixed in.
 */
public final class CommitLog {
    private final int[] workers;
    private final int[] attempts;
    private final int[] begun;
    private final int[] applied;
    private final int[] committed;
    private final int[] committedAttempts;
    private int first;
    private final Part[] staged;
    private final byte[][] saves;
    private final List<List<byte[]>> patches = new ArrayList<>();

    /** A part of a commit that waits for the lead's word. */
    public record Part(int attempt, int clock, long weight, Rows rows) {}

    public CommitLog(int[] workers) {
        this.workers = workers;
        this.attempts = new int[workers.length];
        this.begun = new int[workers.length];
        this.applied = filled(workers.length, Clocks.NONE);
        this.committed = filled(workers.length, Clocks.NONE);
        this.committedAttempts = new int[workers.length];
        this.staged = new Part[workers.length];
        this.saves = new byte[workers.length][];
        for (int i = 0; i < workers.length; i++) {
            patches.add(new ArrayList<>());
        }
    }

    private static int[] filled(int length, int value) {
        int[] array = new int[length];
        Arrays.fill(array, value);
        return array;
    }

    /** A newcomer begins after this clock: its first commit, of what it opens with, is the next. */
    public void beginAfter(int clock) {
        first = clock + 1;
        Arrays.fill(applied, clock);
        Arrays.fill(committed, clock);
    }

    /** The worker's place in this region, or negative. */
    public int place(int worker) {
        return Arrays.binarySearch(workers, worker);
    }

    public int worker(int place) {
        return workers[place];
    }

    public int size() {
        return workers.length;
    }

    public int attempt(int place) {
        return attempts[place];
    }

    public void begin(int place, int attempt) {
        begun[place] = attempt;
        attempts[place] = Math.max(attempts[place], attempt);
    }

    /** The attempt that the lead has let begin. */
    public int begun(int place) {
        return begun[place];
    }

    public Reply.Joined joined(int place) {
        return new Reply.Joined(committed[place], saves[place], List.copyOf(patches.get(place)));
    }

    public void stage(int place, int attempt, int clock, long weight, Rows rows) {
        attempts[place] = Math.max(attempts[place], attempt);
        staged[place] = new Part(attempt, clock, weight, rows);
    }

    public boolean isStaged(int place, int attempt, int clock) {
        Part part = staged[place];
        return part != null && part.clock == clock && part.attempt == attempt;
    }

    /** Why a part cannot be staged, or null. */
    public Reply.Refused refusal(int place, Stage stage, RowSpace space) {
        String flaw = stage.rows().flaw(space);
        if (flaw != null) {
            return new Reply.Refused(Reply.Reason.BAD_ROWS, flaw);
        }
        if (stage.clock() != applied[place] + 1) {
            return new Reply.Refused(
                    Reply.Reason.OUT_OF_ORDER,
                    "worker "
                            + stage.worker()
                            + " stages clock "
                            + stage.clock()
                            + " after clock "
                            + applied[place]);
        }
        if (stage.weight() < 0 || stage.weight() > Rounds.WEIGHT_ONE) {
            return new Reply.Refused(
                    Reply.Reason.BAD_ROWS,
                    "weight "
                            + stage.weight()
                            + ", but a share is between 0 and "
                            + Rounds.WEIGHT_ONE);
        }

        for (int id : stage.rows().ids()) {
            if (stage.clock() > first && space.spec(id).isFrozen()) {
                return new Reply.Refused(
                        Reply.Reason.FROZEN_TABLE,
                        "table "
                                + space.spec(id).name()
                                + " is a census: it is written in clock 0 only");
            }
        }
        return null;
    }

    /** Why the lead cannot take a commit, or null. */
    public Reply.Refused refusal(int place, Commit commit, int metrics, long metricMax) {

        if (commit.clock() != committed[place] + 1
                || !isStaged(place, commit.attempt(), commit.clock())) {
            return new Reply.Refused(
                    Reply.Reason.OUT_OF_ORDER,
                    "worker "
                            + commit.worker()
                            + " commits clock "
                            + commit.clock()
                            + " after clock "
                            + committed[place]
                            + " and with no part of it staged at the lead");
        }
        if (commit.patch() == null) {
            return new Reply.Refused(Reply.Reason.BAD_ROWS, "a commit without a patch");
        }
        for (long metric : commit.metrics()) {
            if (metric < -metricMax || metric > metricMax) {
                return new Reply.Refused(
                        Reply.Reason.BAD_ROWS,
                        "metric " + metric + ", but the most is " + metricMax);
            }
        }
        if (commit.metrics().length != metrics) {

            return new Reply.Refused(
                    Reply.Reason.BAD_ROWS,
                    commit.metrics().length + " metrics, but the job has " + metrics);
        }
        return null;
    }

    public void commit(int place, int attempt, int clock, byte[] patch, byte[] save) {
        committed[place] = clock;
        committedAttempts[place] = attempt;
        if (save != null) {
            saves[place] = save;
            patches.get(place).clear();
        } else {
            patches.get(place).add(patch);
        }
    }

    public int committed(int place) {
        return committed[place];
    }

    /** At the lead: the clock that all workers have committed. */
    public int committedClock() {
        return lowest(committed);
    }

    public int[] committedClocks() {
        return committed.clone();
    }

    public int[] committedAttempts() {
        return committedAttempts.clone();
    }

    /** Whether the lead's word says more than what was applied here. */
    public boolean isNews(int[] clocks) {
        for (int place = 0; place < clocks.length; place++) {
            if (clocks[place] > applied[place]) {
                return true;
            }
        }
        return false;
    }

    /** Takes the worker's staged part out, now that it is committed; null if the worker has nothing new. */
    public Part apply(int place, int clock, int attempt) {
        if (clock <= applied[place]) {
            return null;
        }
        Invariant.check(
                clock == applied[place] + 1 && isStaged(place, attempt, clock),
                "worker %d has committed clock %d in attempt %d, but %s is staged after clock %d",
                workers[place],
                clock,
                attempt,
                staged[place],
                applied[place]);
        Part part = staged[place];
        staged[place] = null;
        applied[place] = clock;
        return part;
    }

    public int applied(int place) {
        return applied[place];
    }

    /** The region's clock in this partition: the lowest applied of its workers. */
    public int clock() {
        return lowest(applied);
    }

    /** The highest clock that any worker may have started, as far as commits tell. */
    public int highest() {
        int highest = Clocks.NONE;
        for (int clock : committed) {
            highest = Math.max(highest, clock);
        }
        return highest;
    }

    private static int lowest(int[] clocks) {
        int lowest = Clocks.INFINITE;
        for (int clock : clocks) {
            lowest = Math.min(lowest, clock);
        }
        return lowest;
    }
}
