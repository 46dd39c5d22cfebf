package sparkgaia.core;

import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.Peer;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Reply.Reason;
import sparkgaia.core.sync.CommitLog;
import sparkgaia.core.sync.Rounds;
import sparkgaia.core.sync.Wait;
import sparkgaia.core.table.CellOverflow;
import sparkgaia.core.table.Values;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The state machine of one region for one partition of one job. Events go in, effects come out; it has no threads,
 * sockets, files or clock of its own. It only routes: workers' requests to {@link Workers}, frames to {@link Listener},
 * and after every event it lets {@link Speaker}, {@link Starts} and {@link Endings} do what has become possible.
 *
 * <p>The host's contract: one event at a time; effects are carried out in order, and none behind a
 * {@link Effect.Persist} before that record is durable; after a crash a new object is given the durable records in
 * order by {@link #replay} and then {@link Event.Start}.
 */
public final class Region {
    private final State state;
    private final Outbox outbox;
    private final Speaker speaker;
    private final Starts starts;
    private final Endings endings;
    private final HandOver handOver;
    private final Views views;
    private final Listener listener;
    private final Workers workers;
    private CellOverflow overflow;
    private long beatNanos;
    private long wakeNanos = Long.MAX_VALUE;

    /** A member from the beginning. */
    public Region(Job job, int self, int partition) {
        this(job, self, partition, false);
    }

    /** @param isNewcomer not a member, or one that has lost its journal: waits for a view that lets it in */
    public Region(Job job, int self, int partition, boolean isNewcomer) {
        this.state = new State(job, self, partition, isNewcomer);
        this.outbox = new Outbox(state);
        this.speaker = new Speaker(state, outbox);
        this.starts = new Starts(state, outbox);
        this.endings = new Endings(state, outbox, speaker, starts);
        this.handOver = new HandOver(state, outbox, speaker);
        this.views = new Views(state, outbox, speaker, starts, endings, handOver);
        this.listener = new Listener(state, outbox, speaker, endings, views, handOver);
        this.workers = new Workers(state, outbox, starts, endings);
    }

    /** Takes in a record of the journal, before the first event. */
    public void replay(Record record) {
        try {
            state.apply(record);
        } catch (CellOverflow found) {
            overflow = found;
        }
    }

    /**
     * Writes what is durable as records of modest size that begin a journal: a fresh region that replays them is as
     * this one would be that has replayed every record so far. To be called between two events, and to become durable
     * not before what was decided until then.
     */
    public void image(Consumer<Record> sink) {
        Snapshot.write(state, sink);
    }

    /** Takes in an event; the effects are to be carried out in order. */
    public List<Effect> handle(long nowNanos, Event event) {
        outbox.begin(nowNanos);
        try {
            route(event);
            if (state.failure() == null && nowNanos >= beatNanos && !endings.isOver()) {
                endings.checkDeadlines();
            }
            if (state.failure() == null) {
                advance();
            }
            workers.retry();

        } catch (CellOverflow found) {
            endings.fail(state.self, found.getMessage());
        }
        endings.noteProgress();
        keepTime();
        return outbox.effects();
    }

    private void route(Event event) {
        if (event instanceof Event.FrameArrived arrived) {
            if (state.failure() == null) {
                listener.hear(arrived.frame());
            }
        } else if (event instanceof Event.WorkerAsked asked) {
            workers.ask(asked.request());
        } else if (event instanceof Event.Told told) {
            told(told.fromPartition(), told.inside());
        } else if (event instanceof Event.LinkReady ready) {
            connect(ready);
        } else if (event instanceof Event.Asked asked) {
            views.ask(asked.command());
        } else if (event instanceof Event.Abandoned abandoned) {
            endings.abandon(abandoned.reason());
        } else if (event instanceof Event.LinkMeasured measured) {
            state.peer(measured.peer()).measure(measured.bytesPerSecond());
            for (Links links : state.versions) {
                Link link = links.link(measured.peer());
                if (link != null) {
                    link.bucket().setRate(measured.bytesPerSecond(), outbox.nowNanos());
                }
            }
        } else if (event instanceof Event.LinkLost lost) {
            state.peer(lost.peer()).disconnect();
        } else if (event instanceof Event.Start) {
            start();
        }
    }

    private void start() {
        outbox.record(new Record.Started(state.incarnation() + 1));
        for (Peer peer : state.peers()) {
            peer.hear(outbox.nowNanos());
        }
        speaker.start();
        if (overflow != null && state.failure() == null) {
            throw overflow;
        }
        if (state.failure() != null) {
            Record.JobFailed failure = state.failure();
            endings.reportFailure();
            outbox.tellAll(
                    new Inside.Failure(failure.member(), failure.reason(), failure.isAlone()));
        } else if (state.isLead()) {
            if (state.stop() < state.job.maxClock()) {
                outbox.tellAll(new Inside.Stop(state.stop()));
            }
            views.restart();
            workers.tellProgress();
        }
    }

    private void connect(Event.LinkReady ready) {
        Peer peer = state.peer(ready.peer());
        peer.connect(ready.session(), outbox.nowNanos());
        speaker.touch();

        peer.measure(ready.bytesPerSecond());
        for (Links links : state.versions) {
            Link link = links.link(ready.peer());
            if (link != null) {
                link.reset();
                link.bucket().setRate(ready.bytesPerSecond(), outbox.nowNanos());
                if (state.failure() == null) {
                    speaker.state(links, link, false);
                }
            }
        }
        Record.JobFailed failure = state.failure();
        if (failure == null) {
            views.greet(peer);
        } else if (!failure.isAlone()) {
            outbox.sendDirect(peer, new Message.Abort(failure.member(), failure.reason()));
        }
    }

    private void told(int fromPartition, Inside inside) {
        if (inside instanceof Inside.Progress progress) {
            workers.progress(progress.clocks(), progress.attempts());
        } else if (inside instanceof Inside.Stop stop) {
            endings.stopInside(stop.clock());
        } else if (inside instanceof Inside.Flushed flushed) {
            endings.hear(fromPartition, flushed);
        } else if (inside instanceof Inside.Finish finish) {
            endings.finish(finish.isComplete());
        } else if (inside instanceof Inside.Begin begin) {
            views.enter(begin.version());
        } else if (inside instanceof Inside.Failure failure) {
            if (failure.isAlone()) {
                endings.failAlone(failure.reason());
            } else {
                endings.fail(failure.member(), failure.reason());
            }
        }
    }

    /** Does what an event has made possible, in the order in which others must hear of it. */
    private void advance() {
        settle();
        handOver.advance();
        views.resume();

        int ended = state.clock();
        if (ended != saidClock) {
            saidClock = ended;
            speaker.touch();

            speaker.announce();
        }
        listener.decideStop();
        speaker.tellClocks();
        speaker.seal();
        starts.answer();
        endings.checkFlushed();
        endings.checkFinished();
        views.turnAway();
    }

    private int saidClock = Clocks.NONE;

    /** Makes clocks part of the value that have become complete, for models that apply a clock as a whole. */
    private void settle() {
        if (!state.model.isByClock()) {
            return;
        }
        while (isComplete(state.rounds.settled() + 1)) {
            outbox.record(new Record.ClockSettled(state.rounds.settled() + 1));
        }
    }

    private boolean isComplete(int clock) {
        boolean isEnd = state.clock() >= state.stop();
        if (state.links().isHeld() && clock > state.links().first()) {
            return false;
        }
        if (clock > state.stop()) {
            return isEnd && state.rounds.hasOpen();
        }
        boolean isHandOver = state.links().isHeld() && state.clock() >= state.links().first();
        int overlap = clock == 0 || isEnd || isHandOver ? 0 : state.model.overlap();
        if (state.clock() < clock + overlap) {
            return false;
        }
        for (Links links : state.versions) {
            for (Link link : links.all()) {
                if (link.isLive() && link.in().through() < clock) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Heartbeats, leases and deadlines at a steady beat; a link that waits for room is woken for that. */
    private void keepTime() {
        long now = outbox.nowNanos();
        Job.Limits limits = state.job.limits();
        if (now >= beatNanos) {
            beatNanos = now + limits.heartbeatNanos() / 2;
            if (state.failure() == null && !endings.isOver()) {
                beat(now);
            }
        }
        if (now >= wakeNanos) {
            wakeNanos = Long.MAX_VALUE;
        }
        boolean isOver = state.failure() != null || endings.isOver();
        long next = isOver ? Long.MAX_VALUE : Math.min(beatNanos, speaker.roomNanos());
        if (next < wakeNanos) {
            wakeNanos = next;
            outbox.add(new Effect.WakeAt(next));
        }
    }

    private void beat(long now) {
        for (Peer peer : state.peers()) {
            boolean isIdle = now - peer.sentNanos() >= state.job.limits().heartbeatNanos();
            if (peer.isConnected() && isIdle && speaker.isNeighbour(peer)) {
                outbox.sendDirect(peer, new Message.Heartbeat());
            }
        }
    }

    // What follows is for hosts, checkers and reports: it changes nothing.

    public Job job() {
        return state.job;
    }

    public int self() {
        return state.self;
    }

    public int partition() {
        return state.partition;
    }

    /** The region's clock here. */
    public int clock() {
        return state.clock();
    }

    public int stop() {
        return state.stop();
    }

    public int incarnation() {
        return state.incarnation();
    }

    public Values values() {
        return state.values;
    }

    public CommitLog commits() {
        return state.commits;
    }

    public Rounds rounds() {
        return state.rounds;
    }

    /** The links by version of the topology, oldest first. */
    public List<Links> versions() {
        return state.versions;
    }

    /** What a worker's pull waits for, as text; or null. */
    public List<String> waits() {
        return starts.texts();
    }

    /** What each worker's pull waits for. */
    public TreeMap<Integer, Wait> causes() {
        return starts.causes();
    }

    /** The number of the view in force. */
    public int view() {
        return state.history.view();
    }

    /** The links of the newest version. */
    public Links links() {
        return state.links();
    }

    public boolean isFinished() {
        return endings.isFinished();
    }

    public boolean isComplete() {
        return endings.isComplete();
    }

    public boolean isFailed() {
        return state.failure() != null;
    }

    public String failure() {
        return state.failure() == null ? null : state.failure().reason();
    }

    public long refused(Reason reason) {
        return workers.refused(reason);
    }
}
