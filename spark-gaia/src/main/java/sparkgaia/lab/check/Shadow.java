package sparkgaia.lab.check;

import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Version;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** What a region's partition ought to hold, from its journal and the topology alone. */
final class Shadow {
    final Job job;
    final int region;
    final int partition;

    /** By version and peer; see {@link #key}. */
    final TreeMap<Long, ShadowLink> links = new TreeMap<>();

    final TreeMap<Integer, Era> eras = new TreeMap<>();
    final Books own = new Books();
    final Books value = new Books();

    /** The region's own commits to counts. */
    final Books counts = new Books();

    final int[] applied;
    final int[] committed;
    private final TreeMap<Integer, Record.PartStaged> staged = new TreeMap<>();
    private int stop;
    private final boolean isNewcomer;
    private int view;

    Shadow(Job job, int region, int partition, boolean isNewcomer) {
        this.isNewcomer = isNewcomer;

        this.job = job;
        this.region = region;
        this.partition = partition;
        this.applied = new int[job.workersOf(region).length];
        this.committed = new int[applied.length];
        Arrays.fill(applied, Clocks.NONE);
        Arrays.fill(committed, Clocks.NONE);
        this.stop = job.maxClock();
        RowSpace space = job.space(partition);
        for (int id = 0; id < space.size(); id++) {
            value.add(new Rows(new int[] {id}, new int[][] {Values.initial(space, id)}));
        }
        if (!isNewcomer) {
            begin(0, Clocks.NONE, job.topology(partition));
        }
    }

    /** A version of the links, with the clocks it carries: those after {@code first} up to {@code end}. */
    static final class Era {
        final int version;
        final int first;
        final Topology topology;
        int end;

        Era(int version, int first, int end, Topology topology) {
            this.version = version;
            this.first = first;
            this.end = end;
            this.topology = topology;
        }
    }

    private void begin(int version, int first, Topology topology) {
        eras.put(version, new Era(version, first, stop, topology));
        for (int peer : topology.outgoing(region)) {
            links.put(key(version, peer), new ShadowLink(peer, first));
        }
    }

    static long key(int version, int peer) {
        return (long) version << 32 | peer;
    }

    ShadowLink link(int version, int peer) {
        return links.get(key(version, peer));
    }

    private List<ShadowLink> links(Era era) {
        return new ArrayList<>(links.subMap(key(era.version, 0), key(era.version + 1, 0)).values());
    }

    private void begin(Version version) {
        Topology topology = version.topologies().get(partition);
        boolean isView = version.view() > view;
        view = version.view();
        for (Era era : eras.values()) {
            era.end = Math.min(era.end, version.after());
            if (isView) {
                links.keySet()
                        .removeIf(
                                key ->
                                        (int) (key >> 32) == era.version
                                                && !topology.hasMember((int) (long) key));
            }
        }
        begin(version.number(), version.after(), topology);
        obligeAtEnd();
    }

    private Shadow(Shadow of) {
        this.isNewcomer = of.isNewcomer;

        this.job = of.job;
        this.region = of.region;
        this.partition = of.partition;
        this.applied = of.applied.clone();
        this.committed = of.committed.clone();
        this.stop = of.stop;
        this.view = of.view;
        own.add(of.own);
        value.add(of.value);
        staged.putAll(of.staged);
        of.links.forEach((key, link) -> links.put(key, link.copy()));
        of.eras.forEach(
                (version, era) ->
                        eras.put(version, new Era(version, era.first, era.end, era.topology)));
        counts.add(of.counts);
    }

    Shadow copy() {
        return new Shadow(this);
    }

    String where(int peer) {
        return "link " + job.name(region) + " -> " + job.name(peer) + ", partition " + partition;
    }

    int clock() {
        int clock = Clocks.INFINITE;
        for (int worker : applied) {
            clock = Math.min(clock, worker);
        }
        return clock;
    }

    /** The clock it may speak of: past the end of the links there is no other. */
    int clockOrEnd(int version) {
        return clock() >= eras.get(version).end ? Clocks.INFINITE : clock();
    }

    void take(Record record) {
        if (record instanceof Record.PartStaged part) {
            staged.put(part.worker(), part);
        } else if (record instanceof Record.CommitMade commit) {
            int place = Arrays.binarySearch(job.workersOf(region), commit.worker());
            Violation.check(
                    commit.clock() == committed[place] + 1,
                    "I1",
                    "worker %d commits clock %d after clock %d",
                    commit.worker(),
                    commit.clock(),
                    committed[place]);
            committed[place] = commit.clock();
        } else if (record instanceof Record.Progressed progressed) {
            progress(progressed);
        } else if (record instanceof Record.BatchArrived arrived) {
            arrive(eras.get(arrived.version()), arrived.from(), arrived.batch());
        } else if (record instanceof Record.BatchSealed sealed) {
            ShadowLink link = link(sealed.version(), sealed.to());
            link.seal(job.model(), sealed.batch(), clock(), where(sealed.to()));
            if (!job.model().isByClock()) {
                link.checkPromise(where(sealed.to()));
            }
            checkSources(eras.get(sealed.version()), sealed.to(), sealed.batch());
        } else if (record instanceof Record.BatchAcked acked) {
            link(acked.version(), acked.to()).sealed.headMap(acked.seq(), true).clear();
        } else if (record instanceof Record.StopSet set) {
            stop = set.clock();
            eras.values().forEach(era -> era.end = Math.min(era.end, stop));
            obligeAtEnd();
        } else if (record instanceof Record.VersionBegun begun) {
            begin(begun.version());
        } else if (record instanceof Record.CopyTaken taken) {
            value.clear(id -> job.space(partition).spec(id).isShared());
            value.add(taken.copy().rows());
            if (isNewcomer && eras.size() == 1) {
                Arrays.fill(applied, eras.firstEntry().getValue().first);
                Arrays.fill(committed, eras.firstEntry().getValue().first);
            }
        }
    }

    /** I3: a batch promises no more than the own clock and, waiting for everybody, than what is forwarded into it. */
    private void checkSources(Era era, int to, Batch batch) {
        int own = clock() >= era.end ? Clocks.INFINITE : Math.max(era.first, clock());
        Violation.check(
                batch.through() <= own,
                "I3",
                "%s promises %d at clock %d",
                where(to),
                batch.through(),
                clock());
        if (job.policy() != Job.Policy.WAIT) {
            return;
        }
        for (ShadowLink link : links(era)) {
            if (Arrays.binarySearch(era.topology.forwards(region, link.peer), to) >= 0) {
                Violation.check(
                        batch.through() <= Math.max(era.first, link.arrivedThrough),
                        "I3",
                        "%s promises %d, but what comes from %s is through %d",
                        where(to),
                        batch.through(),
                        job.name(link.peer),
                        link.arrivedThrough);
            }
        }
    }

    private void progress(Record.Progressed progressed) {
        int before = clock();
        int[] workers = job.workersOf(region);
        for (int place = 0; place < workers.length; place++) {
            int clock = progressed.clocks()[place];
            if (clock <= applied[place]) {
                continue;
            }
            Record.PartStaged part = staged.get(workers[place]);
            Violation.check(
                    part != null
                            && part.clock() == clock
                            && part.attempt() == progressed.attempts()[place],
                    "I1",
                    "%s applies clock %d of worker %d, attempt %d, but holds %s",
                    job.name(region),
                    clock,
                    workers[place],
                    progressed.attempts()[place],
                    part);
            applied[place] = clock;
            own.add(part.rows());
            value.add(part.rows());
            addCounts(part.rows());
            if (!job.model().isIsolated() || clock == 0) {
                Rows shared = shared(part.rows());
                links(carrying(clock)).forEach(link -> link.give(shared, null, clock));
            }
        }
        if (clock() > before && !job.model().isByClock()) {
            for (Era era : eras.values()) {
                boolean isAll = clock() == 0 || clock() >= era.end;
                int by = Math.min(clock(), era.end);
                links(era)
                        .forEach(
                                link ->
                                        link.oblige(
                                                job.model(),
                                                job.space(partition),
                                                value,
                                                by,
                                                isAll));
            }
        }
    }

    private Era carrying(int clock) {
        for (Era era : eras.values()) {
            if (clock > era.first && clock <= era.end) {
                return era;
            }
        }
        throw new Violation("I6", job.name(region) + ": no links carry clock " + clock);
    }

    private void arrive(Era era, int from, Batch batch) {
        ShadowLink link = link(era.version, from);
        Violation.check(
                batch.seq() == link.arrivedSeq + 1,
                "I2",
                "batch %d counts after %d on the link from %s to %s",
                batch.seq(),
                link.arrivedSeq,
                job.name(from),
                job.name(region));
        link.arrivedSeq = batch.seq();
        link.arrivedThrough = Math.max(link.arrivedThrough, batch.through());
        link.arrived.add(batch.rows());
        value.add(batch.rows());
        for (int to : era.topology.forwards(region, from)) {
            ShadowLink into = link(era.version, to);
            if (into != null) {
                into.give(batch.rows(), batch.obligedBy(), clock());
            }
        }
        obligeAtEnd();
    }

    private void obligeAtEnd() {
        for (Era era : eras.values()) {
            if (clock() >= era.end && !job.model().isByClock()) {
                links(era)
                        .forEach(
                                link ->
                                        link.oblige(
                                                job.model(),
                                                job.space(partition),
                                                value,
                                                era.end,
                                                true));
            }
        }
    }

    private void addCounts(Rows rows) {
        RowSpace space = job.space(partition);
        for (int i = 0; i < rows.size(); i++) {
            int id = rows.ids()[i];
            if (space.spec(id).isCounts()) {
                counts.add(new Rows(new int[] {id}, new int[][] {rows.cells()[i]}));
            }
        }
    }

    private Rows shared(Rows rows) {
        RowSpace space = job.space(partition);
        int[] ids = Arrays.stream(rows.ids()).filter(id -> space.spec(id).isShared()).toArray();
        int[][] cells = new int[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            cells[i] = rows.get(ids[i]);
        }
        return new Rows(ids, cells);
    }
}
