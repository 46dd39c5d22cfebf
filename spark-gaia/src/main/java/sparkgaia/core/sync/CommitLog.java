package sparkgaia.core.sync;

import sparkgaia.core.Invariant;
import sparkgaia.core.Record;
import sparkgaia.core.Record.Image.PartKept;
import sparkgaia.core.Record.Image.ShardState;
import sparkgaia.core.Record.Image.WorkersAt;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request.Commit;
import sparkgaia.core.message.Request.Stage;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who has committed what, in one partition: attempts, staged parts, the clocks applied here, and at the lead the
 * commits themselves with each worker's saved state. Workers are addressed by their place in the region.
 *
 * <p>A commit happens when the lead's record of it is durable. Its parts were durable before, under the same worker,
 * clock and attempt; a part of another attempt is replaced, never mixed in.
 */
public final class CommitLog {
    /** In an image, a shard's state comes in slices of so many bytes. */
    private static final int SLICE_BYTES = 4 * Rows.SLICE_CELLS;

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

    /** Writes this log as a part of an image. */
    public void image(Consumer<Record> sink) {
        sink.accept(
                new WorkersAt(
                        first,
                        attempts.clone(),
                        begun.clone(),
                        applied.clone(),
                        committed.clone(),
                        committedAttempts.clone()));
        for (int place = 0; place < workers.length; place++) {
            int worker = workers[place];
            Part part = staged[place];
            if (part != null) {
                part.rows.slices(
                        rows ->
                                sink.accept(
                                        new PartKept(
                                                worker,
                                                part.attempt,
                                                part.clock,
                                                part.weight,
                                                rows)));
            }
            if (saves[place] != null) {
                slices(worker, 0, saves[place], sink);
            }
            for (int i = 0; i < patches.get(place).size(); i++) {
                slices(worker, i + 1, patches.get(place).get(i), sink);
            }
        }
    }

    private static void slices(int worker, int number, byte[] bytes, Consumer<Record> sink) {
        int at = 0;
        do {
            int to = (int) Math.min(bytes.length, (long) at + SLICE_BYTES);
            byte[] slice = Arrays.copyOfRange(bytes, at, to);
            sink.accept(new ShardState(worker, number, bytes.length, at, slice));
            at = to;
        } while (at < bytes.length);
    }

    /** Takes a part of an image. */
    public void restore(Record.Image.OfCommits image) {
        if (image instanceof WorkersAt at) {
            Invariant.check(
                    at.applied().length == workers.length,
                    "an image of %d workers, but the region has %d",
                    at.applied().length,
                    workers.length);
            first = at.first();
            System.arraycopy(at.attempts(), 0, attempts, 0, workers.length);
            System.arraycopy(at.begun(), 0, begun, 0, workers.length);
            System.arraycopy(at.applied(), 0, applied, 0, workers.length);
            System.arraycopy(at.committed(), 0, committed, 0, workers.length);
            System.arraycopy(at.committedAttempts(), 0, committedAttempts, 0, workers.length);
        } else if (image instanceof PartKept part) {
            int place = place(part.worker());
            Rows before = staged[place] == null ? Rows.EMPTY : staged[place].rows;
            staged[place] =
                    new Part(part.attempt(), part.clock(), part.weight(), before.and(part.rows()));
        } else if (image instanceof ShardState state) {
            restore(place(state.worker()), state);
        }
    }

    private void restore(int place, ShardState state) {
        if (state.at() == 0 && state.number() == 0) {
            saves[place] = new byte[state.size()];
        } else if (state.at() == 0) {
            patches.get(place).add(new byte[state.size()]);
        }
        byte[] bytes =
                state.number() == 0 ? saves[place] : patches.get(place).get(state.number() - 1);
        System.arraycopy(state.bytes(), 0, bytes, state.at(), state.bytes().length);
    }

    private static int lowest(int[] clocks) {
        int lowest = Clocks.INFINITE;
        for (int clock : clocks) {
            lowest = Math.min(lowest, clock);
        }
        return lowest;
    }
}
