package sparkgaia.lab;

import sparkgaia.core.Command;
import sparkgaia.core.Job;
import sparkgaia.core.table.Range;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.ShardContext;
import sparkgaia.train.Trainer;
import sparkgaia.train.WorkerLoop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * Everything that a run depends on: a job with its trainer and its data, and the world that it runs in. Two runs of an
 * equal scenario are equal to the last bit.
 */
public final class Scenario<R, S> {
    private static final long SECOND = 1_000_000_000L;

    final Job job;
    final Wan wan;
    final Trainer<R, S> trainer;
    final List<List<R>> shards;
    final TreeMap<Long, Schedule> schedules = new TreeMap<>();
    long seed = 1;
    Faults faults = Faults.NONE;
    Machines machines = Machines.EVEN;
    Disks disks = Disks.USUAL;
    int saveEveryClocks = 10;
    long localNanos = 50_000;
    long deadlineNanos = 7 * 86_400 * SECOND;
    long eventsMax = Long.MAX_VALUE;
    final List<Asked> asked = new ArrayList<>();
    long lingerNanos;
    boolean waitsForAll;
    long uplinkCap = Long.MAX_VALUE;
    long downlinkCap = Long.MAX_VALUE;

    private Scenario(Job job, Wan wan, Trainer<R, S> trainer, List<List<R>> shards) {
        if (wan.size() != job.regions()) {
            throw new IllegalArgumentException(
                    "a job of " + job.regions() + " regions in a network of " + wan.size());
        }
        if (shards.size() != job.workers()) {
            throw new IllegalArgumentException(
                    shards.size() + " shards for " + job.workers() + " workers");
        }
        this.job = job;
        this.wan = wan;
        this.trainer = trainer;
        this.shards = List.copyOf(shards);
    }

    /** @param shards the records of each worker, in a stable order */
    public static <R, S> Scenario<R, S> of(
            Job job, Wan wan, Trainer<R, S> trainer, List<List<R>> shards) {
        return new Scenario<>(job, wan, trainer, shards);
    }

    /** For a trainer that needs no records. */
    public static <R, S> Scenario<R, S> of(Job job, Wan wan, Trainer<R, S> trainer) {
        return of(
                job, wan, trainer, new ArrayList<>(Collections.nCopies(job.workers(), List.of())));
    }

    public Scenario<R, S> seed(long of) {
        seed = of;
        return this;
    }

    public Scenario<R, S> faults(Faults plan) {
        faults = plan;
        return this;
    }

    public Scenario<R, S> machines(Machines those) {
        if (those.speeds().length != 0 && those.speeds().length != job.regions()) {
            throw new IllegalArgumentException(
                    those.speeds().length + " speeds for " + job.regions() + " regions");
        }
        machines = those;
        return this;
    }

    public Scenario<R, S> disks(Disks those) {
        disks = those;
        return this;
    }

    /** How often a worker hands its state to its sidecar. */
    public Scenario<R, S> saveEvery(int clocks) {
        Range.check("clocks between saves", clocks, 1, Integer.MAX_VALUE);
        saveEveryClocks = clocks;
        return this;
    }

    /** Virtual time after which a run that has not finished is a failure. */
    public Scenario<R, S> deadline(long nanos) {
        Range.check("deadline in nanoseconds", nanos, 1, Long.MAX_VALUE / 4);
        deadlineNanos = nanos;
        return this;
    }

    public Scenario<R, S> eventsMax(long events) {
        eventsMax = events;
        return this;
    }

    /** A person asks a region for something at a time. */
    record Asked(long atNanos, int region, Command command) {}

    public Scenario<R, S> ask(long atNanos, int region, Command command) {
        asked.add(new Asked(atNanos, region, command));
        return this;
    }

    /** A partition has ended only when it has heard everybody, not when it goes without somebody who is gone. */
    public Scenario<R, S> waitForAll() {
        waitsForAll = true;
        return this;
    }

    /** How long the network goes on after the end, for what is still under way: late repeats. */
    public Scenario<R, S> linger(long nanos) {
        lingerNanos = nanos;
        return this;
    }

    /** What every region can send and receive in all, in bytes per second. */
    public Scenario<R, S> caps(long uplink, long downlink) {
        uplinkCap = uplink;
        downlinkCap = downlink;
        return this;
    }

    /** A link's bandwidth over time. */
    public Scenario<R, S> schedule(int from, int to, Schedule schedule) {
        Range.check("sending region", from, 0, job.regions() - 1);
        Range.check("receiving region", to, 0, job.regions() - 1);
        schedules.put((long) from << 32 | to, schedule);
        return this;
    }

    /** The bandwidth of all links over time. */
    public Scenario<R, S> schedule(Schedule schedule) {
        for (int from = 0; from < job.regions(); from++) {
            for (int to = 0; to < job.regions(); to++) {
                if (from != to) {
                    schedule(from, to, schedule);
                }
            }
        }
        return this;
    }

    public Job job() {
        return job;
    }

    public long seed() {
        return seed;
    }

    public Faults faults() {
        return faults;
    }

    /** A fresh attempt of a worker. */
    WorkerLoop<R, S> loop(int worker, int attempt) {
        long all = 0;
        for (List<R> shard : shards) {
            all += shard.size();
        }
        double share = all == 0 ? 1.0 / job.workers() : (double) shards.get(worker).size() / all;
        var context =
                new ShardContext(
                        seed,
                        worker,
                        job.workers(),
                        job.name(job.regionOf(worker)),
                        attempt,
                        share);
        return new WorkerLoop<>(job, trainer, context, shards.get(worker), saveEveryClocks);
    }
}
