package sparkgaia.core;

import sparkgaia.core.Record.Image.Life;
import sparkgaia.core.Record.Image.LinksKept;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.Peer;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.sync.CommitLog;
import sparkgaia.core.sync.MetricSums;
import sparkgaia.core.sync.Rounds;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowMap;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.History;
import sparkgaia.core.view.Version;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The durable state of a region's partition. It changes by {@link #apply} alone, and what a record does depends on the
 * state and the record alone, so that replaying a journal gives back the same bits.
 */
final class State {
    final Job job;
    final int self;
    final int partition;
    final RowSpace space;
    final SyncModel model;
    final Values values;
    final CommitLog commits;
    final Rounds rounds;
    final MetricSums metrics;
    final List<Links> versions = new ArrayList<>();
    private final Peer[] peers;

    final History history = new History();
    final Agreement agreement = new Agreement();
    private Message.Copy copy;
    private final boolean isNewcomer;
    Version deferred;
    private boolean isDone;

    private boolean isDoneComplete;

    private int incarnation;
    private int stop;
    private Record.JobFailed failure;

    State(Job job, int self, int partition, boolean isNewcomer) {
        this.job = job;
        this.self = self;
        this.partition = partition;
        this.space = job.space(partition);
        this.model = job.model();
        this.values = new Values(space);
        this.commits = new CommitLog(job.workersOf(self));
        this.rounds = new Rounds(space, model);
        this.metrics = new MetricSums(job.metrics());
        this.stop = job.maxClock();
        this.peers = new Peer[job.regions()];
        this.isNewcomer = isNewcomer;

        begin(0, firstTopology(), Clocks.NONE);
        links().setHeld(isNewcomer);
    }

    private Topology firstTopology() {
        return isNewcomer ? Topology.mesh(new int[] {self}) : job.topology(partition);
    }

    private void begin(int version, Topology topology, int first) {
        versions.add(
                new Links(
                        version,
                        self,
                        topology,
                        first,
                        model,
                        job.limits().burstNanos(),
                        space,
                        this::peer));
        links().setEnd(stop);
    }

    /** Carries out a decision, or takes in an input. */
    void apply(Record record) {
        if (record instanceof Record.PartStaged part) {
            commits.stage(
                    commits.place(part.worker()),
                    part.attempt(),
                    part.clock(),
                    part.weight(),
                    part.rows());
        } else if (record instanceof Record.CommitMade commit) {
            commits.commit(
                    commits.place(commit.worker()),
                    commit.attempt(),
                    commit.clock(),
                    commit.patch(),
                    commit.save());
            metrics.addOwn(commit.clock(), commit.metrics());
        } else if (record instanceof Record.Progressed progressed) {
            progress(progressed);
        } else if (record instanceof Record.BatchArrived arrived) {
            arrive(version(arrived.version()), arrived.from(), arrived.batch());
        } else if (record instanceof Record.BatchSealed sealed) {
            version(sealed.version()).link(sealed.to()).out().seal(sealed.batch(), clock());
        } else if (record instanceof Record.BatchAcked acked) {
            version(acked.version()).link(acked.to()).out().ack(acked.seq());
        } else if (record instanceof Record.RowsAnnounced announced) {
            version(announced.version())
                    .link(announced.to())
                    .out()
                    .announce(new Announce(announced.clock(), announced.ids()));
        } else if (record instanceof Record.ClockSettled settled) {
            rounds.settle(settled.clock(), values);
        } else {
            applyRare(record);
        }
    }

    private void applyRare(Record record) {
        if (record instanceof Record.Started started) {
            incarnation = started.incarnation();
            values.begin(incarnation);
        } else if (record instanceof Record.AttemptBegun begun) {
            commits.begin(commits.place(begun.worker()), begun.attempt());
        } else if (record instanceof Record.MetricsHeard heard) {
            metrics.hear(MetricSums.link(heard.version(), heard.from()), heard.metrics());
        } else if (record instanceof Record.StopSet set) {
            stop = set.clock();
            for (Links links : versions) {
                links.setEnd(Math.min(links.end(), stop));
            }
            obligeAllAtEnd();
        } else if (record instanceof Record.JobFailed failed) {
            failure = failure == null ? failed : failure;
        } else if (record instanceof Record.Image part) {
            Snapshot.restore(this, part);
        } else {
            applyView(record);
        }
    }

    private void applyView(Record record) {
        if (record instanceof Record.JobDone done) {
            isDone = true;
            isDoneComplete |= done.isComplete();

        } else if (record instanceof Record.VersionBegun begun) {
            begin(begun.version());
        } else if (record instanceof Record.ViewConsented consent) {
            agreement.consent(
                    self,
                    consent.view(),
                    consent.topologies(),
                    links().topology().members(),
                    consent.consent());
        } else if (record instanceof Record.ViewDropped) {
            agreement.drop();
        } else if (record instanceof Record.ConsentHeard heard) {
            agreement.hear(heard.member(), heard.consent());
        } else if (record instanceof Record.CopyTaken taken) {
            take(taken.copy());
        } else {
            throw new IllegalArgumentException("unknown record " + record);
        }
    }

    /** The links so far end, and others begin; under a new view only when the agreed copy is here. */
    private void begin(Version version) {
        boolean isView = version.view() > history.view();
        if (isWaiting()) {
            versions.clear();
        }
        Topology topology = version.topologies().get(partition);
        for (Links links : versions) {
            links.setEnd(Math.min(links.end(), version.after()));
            if (isView) {
                links.keepOnly(topology);
            }
        }
        begin(version.number(), topology, version.after());
        links().setHeld(isView);
        history.add(version);
        if (isView) {
            agreement.close();
        }
        obligeAllAtEnd();
    }

    private void take(Message.Copy taken) {
        for (int i = 0; i < taken.rows().size(); i++) {
            values.set(taken.rows().ids()[i], taken.rows().cells()[i]);
        }
        rounds.takeOver(taken.outerIds(), taken.outerStates());
        copy = taken;
        links().setHeld(false);
        if (isNewcomer && history.size() == 1) {
            commits.beginAfter(links().first());
            rounds.beginAfter(links().first());
        }
    }

    Life life() {
        return new Life(incarnation, stop, isDone, isDoneComplete, failure);
    }

    /** Begins with an image: it names the versions of the links that there are. */
    void restore(Life life) {
        incarnation = life.incarnation();
        stop = life.stop();
        isDone = life.isDone();
        isDoneComplete = life.isDoneComplete();
        failure = life.failure();
        versions.clear();
    }

    void restore(LinksKept kept) {
        Version of = history.get(kept.version());
        begin(
                kept.version(),
                of == null ? firstTopology() : of.topologies().get(partition),
                of == null ? Clocks.NONE : of.after());
        links().restore(kept);
    }

    void restore(Message.Copy part) {
        copy = copy == null ? part : copy.and(part);
    }

    private void progress(Record.Progressed progressed) {
        int before = clock();
        var ended = new RowMap(space);
        long weight = 0;
        for (int place = 0; place < commits.size(); place++) {
            int clock = progressed.clocks()[place];
            CommitLog.Part part = commits.apply(place, clock, progressed.attempts()[place]);
            if (part == null) {
                continue;
            }
            if (model.isByClock()) {
                ended.add(part.rows());
                weight += part.weight();
            } else {
                share(part.rows(), clock);
            }
        }
        if (clock() > before) {
            if (model.isByClock()) {
                collect(ended.toRows(), clock(), weight);
            }
            endClock();
        }
    }

    /** Adds a worker's deltas to the value and to pending of every link. */
    private void share(Rows rows, int clock) {
        values.add(rows);
        values.addOwn(rows);
        Rows shared = rows.of(space, true);
        if (!model.isIsolated() || clock == 0) {
            version(carrying(clock)).giveOwn(shared, clock, 0);
        }
    }

    /** Adds the deltas of all workers to the clock's sum and to pending of every link. */
    private void collect(Rows rows, int clock, long weight) {
        values.addOwn(rows);
        Rows shared = rounds.coarsen(clock, rows.of(space, true), clock >= stop);
        rounds.add(clock, shared, weight);
        if (shared.size() < rows.size()) {
            values.add(rows.of(space, false));
        }
        version(carrying(clock)).giveOwn(shared, clock, weight);
    }

    private void endClock() {
        for (Links links : versions) {
            boolean isEnd = links.own(clock()) == Clocks.INFINITE;
            for (Link link : links.all()) {
                link.out().touch();
                if (!model.isByClock()) {
                    boolean isAll = isEnd || clock() == 0;
                    RowChoice choice = isAll ? RowChoice.EVERYTHING : model.choice();
                    link.out().oblige(choice, values, Math.min(clock(), links.end()));
                }
            }
        }
    }

    private void arrive(Links links, int from, Batch batch) {
        Link link = links.link(from);
        link.in().apply(batch);
        link.barrier().lower(link.in().through());
        if (model.isByClock()) {
            rounds.add(batch.clock(), batch.rows(), batch.weight());
            links.forward(link, batch.rows(), null, batch.clock(), batch.weight());
        } else {
            values.add(batch.rows());
            links.forward(link, batch.rows(), batch.obligedBy(), clock(), 0);
            if (link.into().length > 0) {
                obligeAllAtEnd();
            }
        }
    }

    /** What is pending past the end is owed at once. */
    private void obligeAllAtEnd() {
        for (Links links : versions) {
            if (links.own(clock()) == Clocks.INFINITE && !model.isByClock()) {
                for (Link link : links.all()) {
                    link.out().touch();
                    link.out().oblige(RowChoice.EVERYTHING, values, links.end());
                }
            }
        }
    }

    private int carrying(int clock) {
        for (Links links : versions) {
            if (links.carries(clock)) {
                return links.version();
            }
        }
        throw new IllegalStateException(
                "invariant broken: no version of the topology carries clock " + clock);
    }

    /** The links of a version, or null if it is not known (any more). */
    Links version(int number) {
        for (Links links : versions) {
            if (links.version() == number) {
                return links;
            }
        }
        return null;
    }

    /** The links of the newest version. */
    Links links() {
        return versions.get(versions.size() - 1);
    }

    Peer peer(int region) {
        if (peers[region] == null) {
            peers[region] = new Peer(region, 0);
        }
        return peers[region];
    }

    /** The regions that this one has to do with, ascending. */
    Iterable<Peer> peers() {
        return Arrays.stream(peers).filter(Objects::nonNull)::iterator;
    }

    boolean isLead() {
        return partition == 0;
    }

    /** The region's clock in this partition. */
    int clock() {
        return commits.clock();
    }

    int stop() {
        return stop;
    }

    /** Whether a region is a member now. */
    boolean hasMember(int region) {
        return links().topology().hasMember(region);
    }

    /** The copy that the newest view began with, or null. */
    Message.Copy copy() {
        return copy;
    }

    /** A newcomer that no view has let in yet. */
    boolean isWaiting() {
        return isNewcomer && history.isEmpty();
    }

    /** A newcomer that has not taken the copy: it has no clock to begin with. */
    boolean isUnborn() {
        return isNewcomer && links().isHeld() && history.size() <= 1;
    }

    /** Whether it was done with everybody: nobody needs anything from it any more. */
    boolean isDoneComplete() {
        return isDoneComplete;
    }

    /** Whether the region's part was done once: its model may be in use. */
    boolean isDone() {
        return isDone;
    }

    int incarnation() {
        return incarnation;
    }

    Record.JobFailed failure() {
        return failure;
    }
}
