package sparkgaia.lab;

import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.table.Mix;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** One run of a {@link Scenario}: who watches is said first, then {@link #play} goes through it to the end. */
public final class Run {
    private final Scenario<?, ?> scenario;
    private final List<Observer> observers = new ArrayList<>();
    private final List<Probe> probes = new ArrayList<>();
    private Film film;
    private Simulation simulation;
    private World world;

    private record Probe(long nanos, Consumer<Run> look) {}

    public Run(Scenario<?, ?> scenario) {
        this.scenario = scenario;
    }

    public Run watch(Observer observer) {
        observers.add(observer);
        return this;
    }

    public Run film(Film lines) {
        film = lines;
        return this;
    }

    /** Looks at the run every so often in virtual time; it may change nothing. */
    public Run every(long nanos, Consumer<Run> look) {
        probes.add(new Probe(nanos, look));
        return this;
    }

    /** Runs until all have ended, something fails, or a limit is reached. */
    public Outcome play() {
        simulation = new Simulation(film);
        world = new World(scenario, simulation, observers);
        Verdict verdict = world.verdict();
        Throwable trace = null;
        long ended = -1;
        try {
            probes.forEach(this::schedule);
            world.start();
            loop(verdict);
            ended = simulation.now();
            if (verdict.failure() == null && scenario.lingerNanos > 0) {
                simulation.runUntil(ended + scenario.lingerNanos);
                // A process that died after the end has to find its way back to it.
                loop(verdict);
            }
        } catch (RuntimeException | AssertionError thrown) {
            verdict.broken(thrown.toString());
            trace = thrown;
        }
        long nanos = ended < 0 ? simulation.now() : ended;
        return new Outcome(
                scenario.seed,
                verdict.failure() == null,
                isComplete(),
                verdict.failure(),
                trace,
                nanos * 1e-9,
                simulation.events(),
                simulation.traceHash(),
                digests(),
                links());
    }

    private void loop(Verdict verdict) {
        while (!verdict.isOver()) {
            if (simulation.nextTime() > scenario.deadlineNanos) {
                verdict.broken(
                        "not finished by " + scenario.deadlineNanos * 1e-9 + " s: " + waits());
            } else if (simulation.events() >= scenario.eventsMax) {
                verdict.broken("not finished within " + scenario.eventsMax + " events: " + waits());
            } else {
                simulation.step();
            }
        }
    }

    private void schedule(Probe probe) {
        simulation.after(
                probe.nanos,
                () -> {
                    probe.look.accept(this);
                    schedule(probe);
                });
    }

    /** What the regions wait for. */
    private String waits() {
        var text = new StringBuilder();
        Job job = scenario.job;
        for (int region = 0; region < job.regions(); region++) {
            for (int partition = 0; partition < job.partitions(); partition++) {
                Region state = region(region, partition);
                text.append(text.length() == 0 ? "" : "; ")
                        .append(job.name(region))
                        .append('.')
                        .append(partition);
                text.append(
                        state == null
                                ? " is dead"
                                : " clock "
                                        + state.clock()
                                        + (state.isFinished() ? " finished" : " " + state.waits()));
            }
        }
        return text.toString();
    }

    private boolean isComplete() {
        Job job = scenario.job;
        for (int region = 0; region < job.regions(); region++) {
            for (int partition = 0; partition < job.partitions(); partition++) {
                if (!world.sidecar(region).partition(partition).isComplete()) {
                    return false;
                }
            }
        }
        return true;
    }

    private long[][] digests() {
        Job job = scenario.job;
        long[][] digests = new long[job.regions()][job.partitions()];
        for (int region = 0; region < job.regions(); region++) {
            for (int partition = 0; partition < job.partitions(); partition++) {
                Region state = region(region, partition);
                digests[region][partition] =
                        state == null ? 0 : digest(state.values(), job.space(partition));
            }
        }
        return digests;
    }

    /** A hash of the shared rows of a partition. */
    public static long digest(Values values, RowSpace space) {
        long digest = 1;
        for (int id = 0; id < space.size(); id++) {
            if (space.spec(id).isShared()) {
                digest = Mix.hash(digest, Arrays.hashCode(values.get(id)));
            }
        }
        return digest;
    }

    private List<List<LinkCount>> links() {
        int regions = scenario.job.regions();
        var links = new ArrayList<List<LinkCount>>();
        for (int from = 0; from < regions; from++) {
            var row = new ArrayList<LinkCount>();
            for (int to = 0; to < regions; to++) {
                row.add(from == to ? null : world.network().count(from, to));
            }
            links.add(Collections.unmodifiableList(row));
        }
        return Collections.unmodifiableList(links);
    }

    public long nanos() {
        return simulation.now();
    }

    /** The state of a partition now, for reading; null while its process is dead. */
    public Region region(int region, int partition) {
        return world.sidecar(region).partition(partition).state();
    }

    /** A worker's shard now, for reading; null while there is none. */
    public Object shard(int worker) {
        return world.worker(worker).shard();
    }

    /** How many effects a region has carried out: the places where {@link Fault.CrashAtEffect} may strike. */
    public long effects(int region) {
        return world.sidecar(region).effects();
    }

    /** What went over a link so far. */
    public LinkCount link(int from, int to) {
        return world.network().count(from, to);
    }
}
