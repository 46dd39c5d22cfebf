package sparkgaia.train;

import sparkgaia.core.Invariant;
import sparkgaia.core.Job;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.table.CellOverflow;
import sparkgaia.core.table.Range;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attempt of one worker: carries its trainer through the clocks against the partitions of its region's sidecar.
 *
 * <p>The host calls {@link #start}, hands over every reply, and after each call sends what {@link #drain} gives it,
 * in order, and looks at {@link #state}. In COMPUTING it calls {@link #compute} once the time for {@link #work} units
 * is over; the state may be COMPUTING again afterwards (rows that were barred have their work later in the clock).
 * When a connection is lost or the sidecar has restarted the host calls {@link #reconnected}, and what is unanswered
 * is asked again: every request may be repeated under its attempt. A reply to something not asked is ignored.
 *
 * <p>JOINING, COMPUTING (opens or restores the shard); a fresh shard goes on to STAGING, COMMITTING of clock 0; from
 * then on every clock is PULLING, COMPUTING, STAGING, COMMITTING. STOPPED and FAILED are the ends. No threads, no
 * time; not to be called by two threads at once.
 */
public final class WorkerLoop<R, S> {
    /** Where a worker is in its clock. */
    public enum State {
        JOINING,
        PULLING,
        COMPUTING,
        STAGING,
        COMMITTING,
        STOPPED,
        FAILED
    }

    private static final int LEAD = 0;

    private final Job job;
    private final ShardContext context;
    private final Shard<R, S> shard;
    private final boolean waitsForBarred;
    private final long weight;
    private final int saveEveryClocks;
    private final Asks asks;
    private final List<KnownRows> known = new ArrayList<>();
    private State state = State.JOINING;
    private int clock = -1;
    private Reply.Joined joined;
    private Reading reading;
    private boolean isSecondHalf;
    private Reply.Reason refusal;
    private String failure;

    /** {@code records} is read once, when the shard is opened or restored. */
    public WorkerLoop(
            Job job,
            Trainer<R, S> trainer,
            ShardContext context,
            Iterable<R> records,
            int saveEveryClocks) {
        Range.check("clocks between saves", saveEveryClocks, 1, Integer.MAX_VALUE);
        this.job = job;
        this.context = context;
        this.shard = new Shard<>(job, trainer, context, records);
        this.waitsForBarred = trainer.waitsForBarred();
        this.weight = Weights.areUsedBy(job.tables()) ? context.weight() : 0;
        this.saveEveryClocks = saveEveryClocks;
        this.asks = new Asks(job.partitions());
        for (int partition = 0; partition < job.partitions(); partition++) {
            known.add(new KnownRows(job.space(partition)));
        }
    }

    public void start() {
        asks.ask(LEAD, new Request.Join(context.worker(), context.attempt()));
    }

    /** Asks every partition again what it has not answered. */
    public void reconnected() {
        for (int partition = 0; partition < job.partitions(); partition++) {
            reconnected(partition);
        }
    }

    /** Asks one partition again what it has not answered. */
    public void reconnected(int partition) {
        asks.repeat(partition);
    }

    /** The requests to send, in order; each is given once. */
    public List<Ask> drain() {
        return asks.drain();
    }

    public void onReply(int partition, Reply reply) {
        if (hasEnded()) {
            return;
        }
        if (reply instanceof Reply.Joined answer) {
            onJoined(partition, answer);
        } else if (reply instanceof Reply.Pulled answer) {
            onPulled(partition, answer);
        } else if (reply instanceof Reply.Staged answer) {
            onStaged(partition, answer);
        } else if (reply instanceof Reply.Committed answer) {
            onCommitted(partition, answer);
        } else if (reply instanceof Reply.Stopped answer) {
            onStopped(partition, answer);
        } else if (reply instanceof Reply.Refused answer) {
            onRefused(partition, answer);
        }
    }

    private void onJoined(int partition, Reply.Joined answer) {
        if (asks.unanswered(partition, Request.Join.class) != null) {
            asks.answered(partition);
            joined = answer;
            clock = answer.lastClock() + 1;
            state = State.COMPUTING;
        }
    }

    private void onPulled(int partition, Reply.Pulled answer) {
        var pull = asks.unanswered(partition, Request.Pull.class);
        if (pull == null || !known.get(partition).isAnswer(pull, answer)) {
            return;
        }
        asks.answered(partition);
        if (pull.waits() != waitsForBarred) {
            reading.late(partition, pull, answer);
        } else {
            reading.first(partition, pull, answer);
            if (partition == LEAD) {
                pullOthers();
            }
            if (answer.barred().length > 0) {
                asks.ask(partition, pull(partition, answer.barred(), true));
            }
        }
        boolean isComplete = isSecondHalf ? reading.isLateComplete() : reading.isFirstComplete();
        if (state == State.PULLING && isComplete) {
            state = State.COMPUTING;
        }
    }

    private void onStaged(int partition, Reply.Staged answer) {
        var stage = asks.unanswered(partition, Request.Stage.class);
        if (stage != null && stage.clock() == answer.clock()) {
            asks.answered(partition);
            if (!asks.isWaiting()) {
                commit();
            }
        }
    }

    private void onCommitted(int partition, Reply.Committed answer) {
        var commit = asks.unanswered(partition, Request.Commit.class);
        if (commit != null && commit.clock() == answer.clock()) {
            asks.answered(partition);
            clock++;
            pull();
        }
    }

    private void onStopped(int partition, Reply.Stopped answer) {
        if (askedClock(partition) > answer.stop()) {
            asks.clear();
            state = State.STOPPED;
        }
    }

    /** The clock that a partition was asked to start or to commit, or -1: both may be past the stop. */
    private int askedClock(int partition) {
        var pull = asks.unanswered(partition, Request.Pull.class);
        var commit = asks.unanswered(partition, Request.Commit.class);
        return pull != null ? pull.clock() : commit != null ? commit.clock() : -1;
    }

    private void onRefused(int partition, Reply.Refused answer) {
        // A refusal does not say what it refuses: without a question it can only be the answer to a
        // repeated one.
        if (asks.isWaitingFor(partition)) {
            refusal = answer.reason();
            fail(answer.text());
        }
    }

    /** How many units of work {@link #compute} stands for. Only in COMPUTING; 0 for opening and restoring. */
    public long work() {
        Invariant.check(
                state == State.COMPUTING, "work is asked for in COMPUTING, not in %s", state);
        if (joined != null) {
            return 0;
        }
        long all = shard.work(clock);
        long barred = reading.barredPart(all);
        return isSecondHalf ? barred : all - barred;
    }

    /** Which part of the clock {@link #compute} stands for: all, but where rows are barred. Only in COMPUTING. */
    public double part() {
        Invariant.check(
                state == State.COMPUTING, "a part is asked for in COMPUTING, not in %s", state);
        if (joined != null) {
            return 0;
        }
        return isSecondHalf ? reading.barredPart() : 1 - reading.barredPart();
    }

    /** Runs the trainer. Only in COMPUTING. What the trainer does wrong ends the worker in FAILED. */
    public void compute() {
        Invariant.check(
                state == State.COMPUTING, "a worker computes in COMPUTING, not in %s", state);
        try {
            if (joined != null) {
                begin();
            } else {
                step();
            }
        } catch (TrainingFault | CellOverflow fault) {
            String reason = "clock " + clock + ": " + fault.getMessage();
            fail(reason);
            asks.ask(LEAD, new Request.Fail(context.worker(), context.attempt(), reason));
        }
    }

    private void begin() {
        if (joined.isFresh()) {
            shard.open(clock);

            joined = null;
            stage();
        } else {
            shard.restore(joined);
            joined = null;
            pull();
        }
    }

    private void step() {
        if (isSecondHalf) {
            reading.unbar();
            shard.stepBarred(clock, reading.barred());
            stage();
            return;
        }
        shard.step(clock);
        if (!reading.hasBarred()) {
            stage();
            return;
        }
        isSecondHalf = true;
        state = reading.isLateComplete() ? State.COMPUTING : State.PULLING;
    }

    private void pull() {
        shard.begin(clock);
        reading = new Reading(job, shard.view(), known, shard.reads(clock));
        isSecondHalf = false;
        state = State.PULLING;
        asks.ask(LEAD, pull(LEAD, reading.ids(LEAD), waitsForBarred));
    }

    /**
     * The lead has let the clock start; the others are asked only now. A partition that hears of a new view later than
     * the lead would let a clock start, and be read, that the lead holds back until the view is there.
     */
    private void pullOthers() {
        for (int partition = LEAD + 1; partition < job.partitions(); partition++) {
            asks.ask(partition, pull(partition, reading.ids(partition), waitsForBarred));
        }
    }

    private Request.Pull pull(int partition, int[] ids, boolean waits) {
        long since = known.get(partition).since(ids);
        return new Request.Pull(context.worker(), context.attempt(), clock, ids, waits, since);
    }

    private void stage() {
        state = State.STAGING;
        for (int partition = 0; partition < job.partitions(); partition++) {
            asks.ask(
                    partition,
                    new Request.Stage(
                            context.worker(),
                            context.attempt(),
                            clock,
                            weight,
                            shard.delta(partition)));
        }
    }

    private void commit() {
        state = State.COMMITTING;
        byte[] save = clock > 0 && clock % saveEveryClocks == 0 ? shard.save() : null;
        asks.ask(
                LEAD,
                new Request.Commit(
                        context.worker(),
                        context.attempt(),
                        clock,
                        shard.metrics(),
                        shard.patch(clock),
                        save));
    }

    private void fail(String text) {
        asks.clear();
        failure = text;
        state = State.FAILED;
    }

    public State state() {
        return state;
    }

    public boolean hasEnded() {
        return state == State.STOPPED || state == State.FAILED;
    }

    /** Which attempt this is; replies to others are not for it. */
    public int attempt() {
        return context.attempt();
    }

    /** The clock that the worker is in; -1 before it has joined. */
    public int clock() {
        return clock;
    }

    /** Why the worker has failed, or null. */
    public String failure() {
        return failure;
    }

    /** The sidecar's reason, if a refusal is why the worker has failed. */
    public Optional<Reply.Reason> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** What the clock that was computed last reports, in the order of the trainer's metrics; fixed point. */
    public long[] metrics() {
        return shard.metrics();
    }

    /** The shard's state, for reading; null before it is opened. */
    public S shard() {
        return shard.state();
    }
}
