package sparkgaia.lab.study;

import sparkgaia.core.Job;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.Faults;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.wan.Wan;

import java.util.Arrays;
import java.util.List;

/**
 * One training of a problem: on one network, under one model.
 *
 * @param wan what the network is called, {@link #LAN} for one data centre
 * @param clocks after which it ends
 */
public record Trial<R, S>(
        Problem<R, S> problem,
        String wan,
        Wan network,
        Contender contender,
        int clocks,
        double nanosPerUnit,
        int clocksBetweenLooks,
        Faults faults) {

    public static final String LAN = "lan";

    /** A virtual year: nothing that is worth its figure takes longer. */
    private static final long DEADLINE_NANOS = 365L * 86_400 * Job.Limits.SECOND;

    private static final long LEASE_NANOS = 3600 * Job.Limits.SECOND;

    /** The same cut short, and not looked at. */
    Trial<R, S> until(int clock) {
        return new Trial<>(
                problem, wan, network, contender, clock, nanosPerUnit, clock + 1, faults);
    }

    /** The same, and this goes wrong on the way. */
    public Trial<R, S> with(Faults others) {
        return new Trial<>(
                problem, wan, network, contender, clocks, nanosPerUnit, clocksBetweenLooks, others);
    }

    Job job() {
        int regions = network.size();
        int workers = problem.shards().size();
        List<Topology> topologies = contender.shape().of(network);
        int[] regionOf = new int[workers];
        Arrays.setAll(regionOf, worker -> (int) ((long) worker * regions / workers));
        return Job.of(network.names(), problem.trainer().tables())
                .workersIn(regionOf)
                .partitions(topologies.size())
                .topologies(topologies)
                .model(contender.sync())
                .maxClock(clocks)
                .metrics(problem.trainer().metrics().size())
                .limits(
                        Job.Limits.DEFAULT.withLease(
                                LEASE_NANOS, LEASE_NANOS / 60, 100 * LEASE_NANOS))
                .build();
    }

    /** Before it is played, and without those who watch. */
    Run run(Job job) {
        return new Run(
                Scenario.of(job, network, problem.trainer(), problem.shards())
                        .machines(Machines.of(nanosPerUnit))
                        .seed(problem.seed())
                        .faults(faults)
                        .deadline(DEADLINE_NANOS)
                        .waitForAll());
    }

    /** Plays it; deterministic, and free of all that other trials do. */
    public Trained<R, S> play() {
        Job job = job();
        Run run = run(job);
        var consensus = new Consensus(job);
        var course = new Course<>(problem, job, run, consensus, clocksBetweenLooks);
        var waiting = new Waiting(job);
        var shared = new Shared(job);
        run.watch(consensus).watch(course).watch(waiting).watch(shared);
        Outcome outcome = run.play();
        double[] atEnd = outcome.isFinished() ? course.atEnd(outcome.seconds()) : null;
        List<Fact> facts = outcome.isFinished() ? course.facts() : List.of();
        return new Trained<>(
                this,
                outcome,
                course.looks(),
                atEnd,
                facts,
                waiting.shares(outcome.seconds()),
                shared.smallShare(),
                shared.heldBackShare());
    }
}
