package sparkgaia.core;

import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Reply.Reason;
import sparkgaia.core.message.Reply.Refused;
import sparkgaia.core.message.Request;
import sparkgaia.core.message.Request.Commit;
import sparkgaia.core.message.Request.Join;
import sparkgaia.core.message.Request.Pull;
import sparkgaia.core.message.Request.Stage;
import sparkgaia.core.sync.CommitLog;

import java.util.List;
import java.util.TreeMap;

/** What a region answers to its workers. Bad requests are refused as a whole and counted by reason. */
final class Workers {
    private final State state;
    private final Outbox outbox;
    private final Starts starts;
    private final Endings endings;
    private final TreeMap<Integer, Request> held = new TreeMap<>();
    private final long[] refused = new long[Reason.values().length];

    Workers(State state, Outbox outbox, Starts starts, Endings endings) {
        this.state = state;
        this.outbox = outbox;
        this.starts = starts;
        this.endings = endings;
    }

    void ask(Request request) {
        int place = state.commits.place(request.worker());
        Reply reply;
        if (place < 0) {
            reply =
                    new Refused(
                            Reason.UNKNOWN_WORKER,
                            "region "
                                    + state.job.name(state.self)
                                    + " has no worker "
                                    + request.worker());
        } else if (state.failure() != null) {
            reply = endings.refusal();
        } else if (request.attempt() < state.commits.attempt(place)) {
            reply =
                    new Refused(
                            Reason.OLD_ATTEMPT,
                            "attempt "
                                    + request.attempt()
                                    + " of worker "
                                    + request.worker()
                                    + " after attempt "
                                    + state.commits.attempt(place));
        } else if (clock(request) < 0) {
            reply =
                    new Refused(
                            Reason.OUT_OF_ORDER,
                            "clock " + clock(request) + " of worker " + request.worker());
        } else if (state.isUnborn() && !(request instanceof Pull)) {
            held.put(request.worker(), request);
            return;
        } else if (request instanceof Request.Fail fail) {
            endings.fail(state.self, "worker " + fail.worker() + ", " + fail.reason());
            reply = endings.refusal();
        } else if (request instanceof Join join) {

            reply = join(place, join);
        } else if (request instanceof Stage stage) {
            reply = stage(place, stage);
        } else if (request instanceof Commit commit) {
            reply = commit(place, commit);
        } else {
            reply = pull((Pull) request);
        }
        if (reply == null) {
            return;
        }
        if (reply instanceof Refused refusal) {
            refused[refusal.reason().ordinal()]++;
        }
        outbox.answer(request.worker(), request.attempt(), reply);
        if (reply instanceof Reply.Committed) {
            tellNewProgress();
        }
    }

    private static int clock(Request request) {
        if (request instanceof Pull pull) {
            return pull.clock();
        }
        if (request instanceof Stage stage) {
            return stage.clock();
        }
        return request instanceof Commit commit ? commit.clock() : 0;
    }

    /** Takes up what workers of a newcomer
     * asked before there was a clock to begin with. */
    void retry() {
        if (!held.isEmpty() && (!state.isUnborn() || state.failure() != null)) {

            var requests = List.copyOf(held.values());
            held.clear();
            requests.forEach(this::ask);
        }
    }

    private Reply pull(Pull pull) {
        for (int i = 0; i < pull.ids().length; i++) {
            int id = pull.ids()[i];
            if (id < 0 || id >= state.space.size() || i > 0 && id <= pull.ids()[i - 1]) {
                return new Refused(
                        Reason.BAD_ROWS, "row number " + id + " is unknown, twice or out of order");
            }
        }
        starts.ask(pull);
        return null;
    }

    private Reply join(int place, Join join) {
        if (!state.isLead()) {
            return new Refused(Reason.NOT_LEAD, "only partition 0 lets an attempt begin");
        }
        if (join.attempt() > state.commits.begun(place)) {
            outbox.record(new Record.AttemptBegun(join.worker(), join.attempt()));
        }
        return state.commits.joined(place);
    }

    private Reply stage(int place, Stage stage) {
        CommitLog commits = state.commits;
        if (stage.clock() <= commits.applied(place)
                || commits.isStaged(place, stage.attempt(), stage.clock())) {
            return new Reply.Staged(stage.clock());
        }
        Refused refusal = commits.refusal(place, stage, state.space);
        if (refusal != null) {
            return refusal;
        }
        outbox.record(
                new Record.PartStaged(
                        stage.worker(),
                        stage.attempt(),
                        stage.clock(),
                        stage.weight(),
                        stage.rows()));
        return new Reply.Staged(stage.clock());
    }

    private Reply commit(int place, Commit commit) {
        CommitLog commits = state.commits;
        if (!state.isLead()) {
            return new Refused(Reason.NOT_LEAD, "only partition 0 takes commits");
        }
        if (commit.attempt() != commits.begun(place)) {
            return new Refused(
                    Reason.OLD_ATTEMPT,
                    "attempt "
                            + commit.attempt()
                            + " of worker "
                            + commit.worker()
                            + " has not begun");
        }
        if (commit.clock() <= commits.committed(place)) {
            return new Reply.Committed(commit.clock());
        }
        if (commit.clock() > state.stop()) {
            return new Reply.Stopped(state.stop());
        }
        Refused refusal =
                commits.refusal(place, commit, state.job.metrics(), state.job.metricMax());

        if (refusal != null) {
            return refusal;
        }
        outbox.record(
                new Record.CommitMade(
                        commit.worker(),
                        commit.attempt(),
                        commit.clock(),
                        commit.metrics(),
                        commit.patch(),
                        commit.save()));
        return new Reply.Committed(commit.clock());
    }

    /** Inside BSP the partitions hear of clocks, inside SSP of every commit. */
    private void tellNewProgress() {
        if (state.job.insideSlack() > 0 || state.commits.committedClock() > state.clock()) {
            tellProgress();
        }
    }

    /** The lead's word to every partition, its own included, of what has been committed. */
    void tellProgress() {
        int[] clocks = state.commits.committedClocks();
        if (state.job.insideSlack() == 0) {
            // A faster worker's commit waits for its clock to end: alone it would be half a clock.
            int ended = state.commits.committedClock();
            for (int place = 0; place < clocks.length; place++) {
                clocks[place] = Math.min(clocks[place], ended);
            }
        }
        int[] attempts = state.commits.committedAttempts();
        outbox.tellAll(new Inside.Progress(clocks, attempts));
        progress(clocks, attempts);
    }

    /**
     * What the lead says has been committed. A newcomer's partition whose copy was lost in a crash leaves it: the lead
     * counts from the copy's clock, and so will it.
     */
    void progress(int[] clocks, int[] attempts) {
        if (state.failure() == null && !state.isUnborn() && state.commits.isNews(clocks)) {
            outbox.record(new Record.Progressed(clocks, attempts));
        }
    }

    long refused(Reason reason) {
        return refused[reason.ordinal()];
    }
}
