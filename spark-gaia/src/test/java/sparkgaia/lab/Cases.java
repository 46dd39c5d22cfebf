package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.check.Checker;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.Trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Small scenarios for tests, and how to run one with every invariant checked. */
public final class Cases {
    public static final long MILLIS = Job.Limits.MILLIS;
    public static final long SECOND = Job.Limits.SECOND;

    private Cases() {}

    public static int[] all(int regions) {
        int[] all = new int[regions];
        Arrays.setAll(all, region -> region);
        return all;
    }

    public static List<Topology> mesh(int regions, int partitions) {
        return Collections.nCopies(partitions, Topology.mesh(all(regions)));
    }

    /** Stars, with another root in each partition. */
    public static List<Topology> stars(int regions, int partitions) {
        var stars = new ArrayList<Topology>();
        for (int partition = 0; partition < partitions; partition++) {
            stars.add(Topology.star(all(regions), partition % regions));
        }
        return stars;
    }

    /** Groups of so many regions, the last one smaller. */
    public static List<Topology> hubs(int regions, int groupSize, int partitions) {
        var groups = new ArrayList<int[]>();
        for (int first = 0; first < regions; first += groupSize) {
            groups.add(
                    Arrays.copyOfRange(all(regions), first, Math.min(regions, first + groupSize)));
        }
        return Collections.nCopies(partitions, Topology.hubs(groups));
    }

    public static Job.Builder job(
            Trainer<?, ?> trainer, SyncModel model, int regions, List<Topology> topologies) {
        return Job.of(Wan.uniform(regions, 1, 1).names(), trainer.tables())
                .metrics(trainer.metrics().size())
                .partitions(topologies.size())
                .topologies(topologies)
                .model(model);
    }

    public static <S> Scenario<Void, S> scenario(Job job, Trainer<Void, S> trainer) {
        return scenario(job, Wan.uniform(job.regions(), 1, 20), trainer);
    }

    public static <S> Scenario<Void, S> scenario(Job job, Wan wan, Trainer<Void, S> trainer) {
        return Scenario.of(job, wan, trainer)
                .machines(Machines.of(10 * MILLIS).withStraggling(0.5, 7))
                .saveEvery(3)
                .waitForAll()
                .deadline(50_000 * SECOND)
                .eventsMax(5_000_000);
    }

    /** Runs it with every invariant checked; what went wrong, or null. */
    public static String violation(Scenario<?, ?> scenario, Observer... others) {
        var checker = new Checker(scenario.job());
        Outcome outcome = play(scenario, checker, others);
        if (outcome.failure() != null) {
            return outcome.failure();
        }
        if (!outcome.isComplete()) {
            return "not complete";
        }
        try {
            checker.checkEnd();
        } catch (RuntimeException violation) {
            return violation.toString();
        }
        return null;
    }

    private static Outcome play(Scenario<?, ?> scenario, Checker checker, Observer... others) {
        var run = new Run(scenario).watch(checker);
        for (Observer other : others) {
            run.watch(other);
        }
        return run.play();
    }

    /** Runs it to its good end with every invariant checked. */
    public static Outcome run(String what, Scenario<?, ?> scenario, Observer... others) {
        var checker = new Checker(scenario.job());
        Outcome outcome = play(scenario, checker, others);
        assertNull(outcome.failure(), what);
        assertTrue(outcome.isComplete(), what);
        checker.checkEnd();
        return outcome;
    }
}
