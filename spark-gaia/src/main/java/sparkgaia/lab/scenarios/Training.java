package sparkgaia.lab.scenarios;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.OuterFunction;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Scenario;
import sparkgaia.train.Trainer;
import sparkgaia.train.exact.AveragingTrainer;
import sparkgaia.train.exact.QuadraticTrainer;

import java.util.Collections;
import java.util.function.UnaryOperator;

/**
 * The job that most stories run: every worker pulls a table towards a target of its own, so the best table is the mean
 * of all targets, and no region can find it alone.
 *
 * @param clockNanos what a clock takes a worker to compute
 */
record Training(
        int rows,
        int width,
        int workersPerRegion,
        int partitions,
        long clockNanos,
        Topology topology,
        Job.Policy policy) {

    private static final long SECOND = Job.Limits.SECOND;
    private static final float PULL = 0.1f;
    private static final float NOISE = 0.05f;
    private static final int INNER_STEPS = 4;

    /** A table of 64 kB, two workers in each region, clocks of 50 ms. */
    static final Training USUAL = new Training(500, 32, 2, 1, SECOND / 20, null, Job.Policy.WAIT);

    /** Small enough for the checker to look at everything after every event. */
    static final Training SMALL = new Training(40, 4, 2, 2, SECOND / 5, null, Job.Policy.WAIT);

    Training over(Topology other) {
        return new Training(rows, width, workersPerRegion, partitions, clockNanos, other, policy);
    }

    Training with(Job.Policy other) {
        return new Training(rows, width, workersPerRegion, partitions, clockNanos, topology, other);
    }

    Case of(String label, Setting setting) {
        return of(label, setting, scenario -> scenario);
    }

    /** @param change what is special about the case */
    Case of(String label, Setting setting, UnaryOperator<Scenario<?, ?>> change) {
        SyncModel model = setting.model().model();
        int workers = workersPerRegion * setting.wan().size();
        Trainer<Void, ?> trainer =
                model.rounds()
                        ? new AveragingTrainer(
                                rows, width, INNER_STEPS, PULL, OuterFunction.IDENTITY)
                        : new QuadraticTrainer(rows, width, PULL / workers, NOISE);
        Scenario<?, ?> scenario = scenario(setting, model, trainer);
        var yardstick = new Yardstick(scenario.job(), setting.seed(), rows, width);
        return Case.of(label, change.apply(scenario)).measuredBy(yardstick);
    }

    private <S> Scenario<Void, S> scenario(
            Setting setting, SyncModel model, Trainer<Void, S> trainer) {
        Job.Builder builder =
                Job.of(setting.wan().names(), trainer.tables())
                        .workers(workersPerRegion)
                        .partitions(partitions)
                        .model(model)
                        .policy(policy)
                        .maxClock(setting.clocks())
                        .metrics(trainer.metrics().size())
                        .limits(limits(setting));
        if (topology != null) {
            builder.topologies(Collections.nCopies(partitions, topology));
        }
        Job job = builder.build();
        Scenario<Void, S> scenario =
                Scenario.of(job, setting.wan(), trainer)
                        .seed(setting.seed())
                        .machines(machines(model, setting.seed()));
        return policy == Job.Policy.WAIT ? scenario.waitForAll() : scenario;
    }

    /** Machines on which a clock takes as long as it should. */
    Machines machines(SyncModel model, long seed) {
        long work = (long) rows * width * (model.rounds() ? INNER_STEPS : 1);
        return Machines.of((double) clockNanos / work).withStraggling(0.1, seed);
    }

    private static Job.Limits limits(Setting setting) {
        long lease = Math.round(setting.leaseSeconds() * SECOND);
        return Job.Limits.DEFAULT.withLease(
                lease, Math.max(lease / 6, 1_000_000), lease + 3600 * SECOND);
    }
}
