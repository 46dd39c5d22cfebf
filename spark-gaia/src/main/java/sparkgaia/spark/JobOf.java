package sparkgaia.spark;

import sparkgaia.core.Job;
import sparkgaia.train.Metrics;
import sparkgaia.train.Trainer;
import sparkgaia.wire.JobDescription;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A fit as its sidecars see it, and as its report tells it. */
final class JobOf {
    private JobOf() {}

    /** @param name no other job that runs may have it, where regions are not of one process */
    static <R, S> JobDescription describe(
            TrainingSettings settings, String name, Recipe<R, S> recipe, Placement placement) {
        Trainer<R, S> trainer = recipe.trainer();
        var limits = Job.Limits.DEFAULT;
        long lease = settings.leaseSeconds() * Job.Limits.SECOND;
        Job job =
                Job.of(placement.regions(), trainer.tables())
                        .workers(placement.workersPerRegion())
                        .partitions(settings.partitions())
                        .model(settings.model().apply(trainer.model()))
                        .maxClock(recipe.clocks())
                        .stopRule(recipe.stopRule())
                        .metrics(trainer.metrics().size())
                        .limits(
                                limits.withLease(
                                        lease,
                                        Math.min(limits.heartbeatNanos(), lease),
                                        Math.max(limits.waitNanosMax(), lease)))
                        .build();
        return new JobDescription(name, job, new TreeMap<>(recipe.settings()));
    }

    static <R, S> TrainingReport report(
            TaskSpec<R, S> spec,
            JobDescription description,
            Phases phases,
            Course course,
            Facts facts,
            List<RegionTally> tallies,
            SortedMap<String, String> digests,
            Locality locality) {
        Trainer<R, S> trainer = spec.recipe().trainer();
        var sums = new ArrayList<double[]>();
        int last = Math.min(course.lastClock(), description.job().maxClock());
        for (int clock = 0; clock <= last; clock++) {
            double[] of = new double[trainer.metrics().size()];
            for (int metric = 0; metric < of.length; metric++) {
                of[metric] = Metrics.value(course.sum(clock, metric));
            }
            sums.add(of);
        }
        return new TrainingReport(
                description.job().model().toString(),
                spec.placement().regions(),
                spec.placement().workers(),
                spec.placement().tasks(),
                facts.allRows(),
                last,
                phases.seconds(),
                trainer.metrics(),
                sums,
                RegionTally.links(tallies),
                RegionTally.waited(tallies),
                course.computeNanos / 1e9,
                digests,
                locality);
    }
}
