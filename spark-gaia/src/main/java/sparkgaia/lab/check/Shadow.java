package sparkgaia.lab.check;

import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;
import sparkgaia.core.topology.Topology;

import java.util.Arrays;
import java.util.TreeMap;

/** What a region's partition ought to hold, from its journal and the topology alone. */
final class Shadow {
    final Job job;
    final int region;
    final int partition;
    final TreeMap<Integer, ShadowLink> links = new TreeMap<>();
    final Books own = new Books();
    final Books value = new Books();
    final int[] applied;
    final int[] committed;
    private final TreeMap<Integer, Record.PartStaged> staged = new TreeMap<>();
    private int stop;

    Shadow(Job job, int region, int partition) {
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
        for (int peer : topology().outgoing(region)) {
            links.put(peer, new ShadowLink(peer, Clocks.NONE));
        }
    }

    private Shadow(Shadow of) {
        this.job = of.job;
        this.region = of.region;
        this.partition = of.partition;
        this.applied = of.applied.clone();
        this.committed = of.committed.clone();
        this.stop = of.stop;
        own.add(of.own);
        value.add(of.value);
        staged.putAll(of.staged);
        of.links.forEach((peer, link) -> links.put(peer, link.copy()));
    }

    Shadow copy() {
        return new Shadow(this);
    }

    private Topology topology() {
        return job.topology(partition);
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

    /** The clock it may speak of: past the stop there is no other. */
    int clockOrEnd() {
        return clock() >= stop ? Clocks.INFINITE : clock();
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
            arrive(arrived.from(), arrived.batch());
        } else if (record instanceof Record.BatchSealed sealed) {
            ShadowLink link = links.get(sealed.to());
            link.seal(sealed.batch(), clock(), where(sealed.to()));
            if (!job.model().isByClock()) {
                link.checkPromise(where(sealed.to()));
            }
            checkSources(sealed.to(), sealed.batch());
        } else if (record instanceof Record.BatchAcked acked) {
            links.get(acked.to()).sealed.headMap(acked.seq(), true).clear();
        } else if (record instanceof Record.StopSet set) {
            stop = set.clock();
            obligeAtEnd();
        }
    }

    /** I3: a batch promises no more than the own clock and, waiting for everybody, than what is forwarded into it. */
    private void checkSources(int to, Batch batch) {
        int own = clock() >= stop ? Clocks.INFINITE : clock();
        Violation.check(
                batch.through() <= own,
                "I3",
                "%s promises %d at clock %d",
                where(to),
                batch.through(),
                clock());
        if (job.policy() == Job.Policy.WAIT) {
            links.forEach(
                    (peer, link) -> {
                        if (Arrays.binarySearch(topology().forwards(region, peer), to) >= 0) {
                            Violation.check(
                                    batch.through() <= link.arrivedThrough,
                                    "I3",
                                    "%s promises %d, but what comes from %s is through %d",
                                    where(to),
                                    batch.through(),
                                    job.name(peer),
                                    link.arrivedThrough);
                        }
                    });
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
            if (!job.model().isIsolated() || clock == 0) {
                Rows shared = shared(part.rows());
                links.values().forEach(link -> link.give(shared, null, clock));
            }
        }
        if (clock() > before && !job.model().isByClock()) {
            boolean isAll = clock() == 0 || clock() >= stop;
            int by = Math.min(clock(), stop);
            links.values()
                    .forEach(
                            link ->
                                    link.oblige(
                                            job.model(), job.space(partition), value, by, isAll));
        }
    }

    private void arrive(int from, Batch batch) {
        ShadowLink link = links.get(from);
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
        for (int to : topology().forwards(region, from)) {
            links.get(to).give(batch.rows(), batch.obligedBy(), clock());
        }
        obligeAtEnd();
    }

    private void obligeAtEnd() {
        if (clock() >= stop && !job.model().isByClock()) {
            links.values()
                    .forEach(
                            link ->
                                    link.oblige(
                                            job.model(), job.space(partition), value, stop, true));
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
