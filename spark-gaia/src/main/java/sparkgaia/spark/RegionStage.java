package sparkgaia.spark;

import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;

import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Stages of one fit whose tasks are where regions are: barrier stages without a parent, a task for each slot there is. A
 * task does the work of the region that it finds itself in, so it does not matter which task Spark puts where; only that
 * each region with data has one, and if it has none the stage is begun again with the slots that there are then. So it is
 * when a task or an executor fails: what had been committed by then is at the sidecars.
 */
final class RegionStage implements AutoCloseable {
    private static final org.slf4j.Logger LOG =
            org.slf4j.LoggerFactory.getLogger(RegionStage.class);

    private static final int BEGUN_MAX = 5;

    /** Spark's own setting and default for stages that fail. */
    private static final String ATTEMPTS = "spark.stage.maxConsecutiveAttempts";

    private static final int ATTEMPTS_MAX = 4;
    private static final String CANCELLED = "SPARK_JOB_CANCELLED";

    private final SparkContext spark;
    private final ExecutorRegions executors;
    private final Slots slots;
    private final String tag;

    /** @param tag of all its Spark jobs */
    RegionStage(SparkContext spark, ExecutorRegions executors, String tag) {
        this.spark = spark;
        this.executors = executors;
        this.slots = new Slots(spark, executors);
        this.tag = tag;
        spark.addJobTag(tag);
    }

    /**
     * Runs the work everywhere; gives what came of it, by task.
     *
     * @param failure why the fit has failed, of what a task gave, or null; then all others are ended
     */
    <T extends Serializable> List<RegionTask.End> run(
            RegionRows rows, RegionWork<T> work, Function<Object, String> failure)
            throws InterruptedException {
        int missing = 0;
        int broken = 0;
        while (missing < BEGUN_MAX) {
            int tasks = slots.await(rows.regions());
            try {
                List<RegionTask.End> ends = runOnce(tasks, rows, work, failure);
                if (ends.get(0).missing() == null) {
                    return ends;
                }
                missing++;
            } catch (Broken e) {
                broken++;
                if (broken >= spark.conf().getInt(ATTEMPTS, ATTEMPTS_MAX)) {
                    throw new TrainingFailed(
                            "a task has failed "
                                    + broken
                                    + " times ("
                                    + ATTEMPTS
                                    + "), at last so: "
                                    + e.getCause().getMessage(),
                            e.getCause());
                }
                LOG.warn("a task has failed, all are begun again: {}", e.getCause().getMessage());
            }
        }
        throw new TrainingFailed(
                "Spark gave some region no task "
                        + BEGUN_MAX
                        + " times: executors come and go; let as many begin as there will be before"
                        + " fit (spark.scheduler.minRegisteredResourcesRatio=1)",
                null);
    }

    private <T extends Serializable> List<RegionTask.End> runOnce(
            int tasks, RegionRows rows, RegionWork<T> work, Function<Object, String> failure)
            throws Broken, InterruptedException {
        var ends = new ConcurrentSkipListMap<Integer, RegionTask.End>();
        var failed = new AtomicReference<String>();
        var hears =
                new AbstractFunction2<Object, Object, BoxedUnit>() {
                    @Override
                    public BoxedUnit apply(Object task, Object given) {
                        var end = (RegionTask.End) given;
                        ends.put((Integer) task, end);
                        String why = end.result() == null ? null : failure.apply(end.result());
                        if (why != null && failed.compareAndSet(null, why)) {
                            spark.cancelJobsWithTag(tag, "the fit has failed");
                        }
                        return BoxedUnit.UNIT;
                    }
                };
        JavaRDD<Integer> numbers =
                new JavaSparkContext(spark).parallelize(Collections.nCopies(tasks, 0), tasks);
        @SuppressWarnings("unchecked")
        var plain = (RDD<Object>) (RDD<?>) numbers.rdd();
        RDD<Object> stage =
                plain.barrier()
                        .mapPartitions(
                                new RegionTask<>(rows, work),
                                false,
                                ClassTag$.MODULE$.apply(Object.class));
        List<Object> all = new ArrayList<>(IntStream.range(0, tasks).boxed().toList());
        Slots.Watch watch =
                slots.watch(
                        tasks,
                        why -> {
                            if (failed.compareAndSet(null, why)) {
                                spark.cancelJobsWithTag(tag, why);
                            }
                        });
        try {
            spark.runJob(
                    stage,
                    new Only(),
                    CollectionConverters.asScala(all).toSeq(),
                    hears,
                    ClassTag$.MODULE$.apply(Object.class));
        } catch (Exception e) {
            throw why(e, failed.get());
        } finally {
            watch.close();
        }
        if (failed.get() != null) {
            throw new TrainingFailed(failed.get(), null);
        }
        return List.copyOf(ends.values());
    }

    /** A task or an executor has failed: Spark itself does not begin a barrier stage again whose tasks give results. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        private Broken(Exception cause) {
            super(cause);
        }
    }

    private static Broken why(Exception thrown, String failed) throws InterruptedException {
        if (thrown instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (failed != null) {
            throw new TrainingFailed(failed, null);
        }
        if (thrown instanceof SparkException of && !CANCELLED.equals(of.getCondition())) {
            return new Broken(thrown);
        }
        throw new TrainingFailed("Spark has ended the fit: " + thrown.getMessage(), thrown);
    }

    ExecutorRegions executors() {
        return executors;
    }

    /** Ends what still runs of it. */
    @Override
    public void close() {
        spark.cancelJobsWithTag(tag, "the fit is over");
        spark.removeJobTag(tag);
    }

    /** What a task gives is one thing. */
    private static final class Only extends AbstractFunction2<TaskContext, Iterator<Object>, Object>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object apply(TaskContext task, Iterator<Object> ends) {
            return ends.next();
        }
    }
}
