package sparkgaia.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;

import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

import sparkgaia.core.Invariant;
import sparkgaia.train.Trainer;
import sparkgaia.wire.BadJob;
import sparkgaia.wire.JobDescription;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A task of the training stage: reads its partition once and lets its workers go through the job. It gives a
 * {@link Course}, and behind it the rows that are kept.
 *
 * <p>What a second attempt would not help comes back in the course and fails the fit. What a trainer of a user throws
 * otherwise fails the task, and Spark decides.
 */
final class WorkerTask<R, S> extends AbstractFunction1<Iterator<Row>, Iterator<Object>>
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long POLL_MILLIS = 50;
    private static final long END_SECONDS_MAX = 10;

    private final TaskSpec<R, S> spec;

    WorkerTask(TaskSpec<R, S> spec) {
        this.spec = spec;
    }

    @Override
    public Iterator<Object> apply(Iterator<Row> rows) {
        TaskContext task = TaskContext.get();
        try {
            return CollectionConverters.asScala(run(task, CollectionConverters.asJava(rows)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the task was interrupted", e);
        }
    }

    private java.util.Iterator<Object> run(TaskContext task, java.util.Iterator<Row> rows)
            throws InterruptedException {
        JobDescription description = description();
        Trainer<R, S> trainer = spec.recipe().trainer();
        EmbeddedRegions regions = EmbeddedRegions.find(spec.run());
        if (!spec.isRetried() && task.stageAttemptNumber() > 0) {
            regions.fail(
                    "a task has failed, and master local[N] keeps nothing to go on from", null);
        }
        var course = new Course(trainer.metrics().size());
        List<Integer> workers = spec.placement().workersOf(task.partitionId());
        TreeMap<Integer, ShardRecords<R>> shards = read(workers, rows);
        course.readMillis = System.currentTimeMillis();
        Trainer<R, S> trained = spec.isRetried() ? trainer : new Unrepeated<>(trainer);
        var core = new Semaphore(1, true);
        ExecutorService threads = Executors.newCachedThreadPool(WorkerTask::thread);
        try {
            var ends = new ExecutorCompletionService<List<Row>>(threads);
            shards.forEach(
                    (worker, records) ->
                            ends.submit(
                                    new TaskWorker<>(
                                            spec,
                                            description,
                                            trained,
                                            worker,
                                            regions,
                                            records,
                                            core,
                                            course)));
            var kept = await(task, regions, ends, workers.size());
            course.failure = regions.failure();
            return new Output(course, course.failure == null ? kept : List.of());
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "gaia-worker");
        thread.setDaemon(true);
        return thread;
    }

    private JobDescription description() {
        try {
            return JobDescription.parse(spec.description());
        } catch (BadJob e) {
            throw new IllegalStateException(e);
        }
    }

    private TreeMap<Integer, ShardRecords<R>> read(
            List<Integer> workers, java.util.Iterator<Row> rows) {
        var shards = new TreeMap<Integer, ShardRecords<R>>();
        workers.forEach(worker -> shards.put(worker, new ShardRecords<>()));
        Recipe<R, S> recipe = spec.recipe();
        while (rows.hasNext()) {
            Row row = rows.next();
            ShardRecords<R> shard = shards.get(row.getInt(row.length() - 1));
            Invariant.check(shard != null, "a row of another task's worker: %s", row);
            if (!shard.isRefused()) {
                try {
                    shard.add(recipe.record(row));
                } catch (IllegalArgumentException e) {
                    shard.refuse(e.getMessage());
                }
            }
        }
        return shards;
    }

    /** Waits for all; but not when Spark wants the task to end, and not long for who computes on when the fit has failed. */
    private static List<List<Row>> await(
            TaskContext task, EmbeddedRegions regions, CompletionService<List<Row>> ends, int count)
            throws InterruptedException {
        var kept = new ArrayList<List<Row>>();
        long polls = 0;
        while (kept.size() < count && polls < END_SECONDS_MAX * 1_000 / POLL_MILLIS) {
            Future<List<Row>> end = ends.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            task.killTaskIfInterrupted();
            if (end != null) {
                kept.add(result(end));
            } else if (regions.failure() != null) {
                polls++;
            }
        }
        return kept;
    }

    private static List<Row> result(Future<List<Row>> end) throws InterruptedException {
        try {
            List<Row> rows = end.get();
            return rows == null ? List.of() : rows;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken;
            } else if (e.getCause() instanceof Error broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The course, and then the rows; what was given is let go of. */
    private static final class Output implements java.util.Iterator<Object> {
        private Course course;
        private final List<List<Row>> kept;
        private java.util.Iterator<Row> rows = Collections.emptyIterator();
        private int next;

        private Output(Course course, List<List<Row>> kept) {
            this.course = course;
            this.kept = new ArrayList<>(kept);
        }

        @Override
        public boolean hasNext() {
            while (course == null && !rows.hasNext() && next < kept.size()) {
                rows = kept.set(next++, List.of()).iterator();
            }
            return course != null || rows.hasNext();
        }

        @Override
        public Object next() {
            if (course != null) {
                Course first = course;
                course = null;
                return first;
            }
            return rows.next();
        }
    }
}
