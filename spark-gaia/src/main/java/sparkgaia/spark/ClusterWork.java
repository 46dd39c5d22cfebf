package sparkgaia.spark;

import org.apache.spark.BarrierTaskContext;
import org.apache.spark.sql.Row;

import sparkgaia.client.ClientFailure;
import sparkgaia.train.Trainer;
import sparkgaia.wire.BadJob;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;

/**
 * Training in a task: reads what is its workers', lets them go through the job at their region's sidecar, and writes what
 * they keep into a folder of the region. The first task of each region waits until all is shared and reads the tables.
 * Its region takes leave of the job when the driver has all of this: until then a stage that is begun again finds it.
 *
 * @param fields of the input
 * @param pinned null if nothing is kept
 */
record ClusterWork<R, S>(TaskSpec<R, S> spec, int fields, PinnedWriter pinned)
        implements RegionWork<ShardEnd> {
    private static final long serialVersionUID = 1L;

    @Override
    public ShardEnd work(BarrierTaskContext task, Crew crew, RegionRows rows)
            throws InterruptedException {
        String region = crew.region();
        if (!spec.placement().regions().contains(region)) {
            return new ShardEnd(new Course(0));
        }
        JobDescription description = description();
        Trainer<R, S> trainer = spec.recipe().trainer();
        var course = new Course(trainer.metrics().size());
        var shards = read(task, crew, rows);
        course.readMillis = System.currentTimeMillis();
        TaskMeters meters = TaskMeters.here();
        meters.workers().inc(shards.size());
        try (var teller = new ClockTeller(spec.run(), ToldClocks.here()::tell, System::nanoTime);
                var sidecars = new ClusterSidecars(region, "a worker of " + spec.run(), teller);
                var end = new RegionEnd(spec.run(), description, sidecars, region)) {
            var workers = new TaskWorkers<>(spec, description, trainer, sidecars, course);
            TreeMap<Integer, List<Row>> kept = workers.train(task, shards);
            meters.clocks().inc(course.clocks());
            meters.sentBytes().inc(sidecars.sentBytes());
            meters.receivedBytes().inc(sidecars.receivedBytes());
            course.failure = sidecars.failure();
            if (course.failure != null) {
                return new ShardEnd(course);
            }
            keep(task, region, kept);
            return end(task, crew, course, description, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            meters.workers().dec(shards.size());
        }
    }

    private ShardEnd end(
            BarrierTaskContext task,
            Crew crew,
            Course course,
            JobDescription description,
            RegionEnd end)
            throws InterruptedException {
        if (!crew.isFirst()) {
            return new ShardEnd(course);
        }
        String region = crew.region();
        try {
            TrainedTables tables = TaskThread.run(task, end::tables);
            RegionTally tally = TaskThread.run(task, end::tally);
            Leaving.here()
                    .whenOver(
                            spec.run(),
                            region,
                            () -> RegionEnd.leave(spec.run(), description, region));
            boolean isFirst = region.equals(spec.placement().regions().get(0));
            return new ShardEnd(course, tables.digest(), tally, isFirst ? tables.shared() : null);
        } catch (ClientFailure e) {
            course.failure = e.getMessage();
            return new ShardEnd(course);
        }
    }

    private JobDescription description() {
        try {
            return JobDescription.parse(spec.description());
        } catch (BadJob e) {
            throw new IllegalStateException(e);
        }
    }

    private TreeMap<Integer, ShardRecords<R>> read(
            BarrierTaskContext task, Crew crew, RegionRows rows) {
        int each = spec.placement().workersPerRegion();
        int first = spec.placement().regions().indexOf(crew.region()) * each;
        var shards = new TreeMap<Integer, ShardRecords<R>>();
        for (int place = 0; place < each; place++) {
            if (crew.isMine(place, each)) {
                shards.put(first + place, new ShardRecords<>());
            }
        }
        if (shards.isEmpty()) {
            return shards;
        }
        Recipe<R, S> recipe = spec.recipe();
        new PlacedRows(rows, fields)
                .read(
                        task,
                        crew.region(),
                        place -> crew.isMine(place, each),
                        (place, row) -> {
                            ShardRecords<R> shard = shards.get(first + place);
                            if (!shard.isRefused()) {
                                try {
                                    shard.add(recipe.record(row));
                                } catch (IllegalArgumentException e) {
                                    shard.refuse(e.getMessage());
                                }
                            }
                        });
        return shards;
    }

    private void keep(BarrierTaskContext task, String region, TreeMap<Integer, List<Row>> kept)
            throws IOException {
        if (pinned != null) {
            for (var of : kept.entrySet()) {
                pinned.write(region, of.getKey(), (int) task.taskAttemptId(), of.getValue());
            }
        }
    }
}
