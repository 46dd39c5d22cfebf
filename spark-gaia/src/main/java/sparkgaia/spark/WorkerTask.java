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
        var workersHere = new TaskWorkers<>(spec, description, trained, regions, course);
        var kept = List.copyOf(workersHere.train(task, shards).values());
        course.failure = regions.failure();
        return new Output(course, course.failure == null ? kept : List.of());
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
