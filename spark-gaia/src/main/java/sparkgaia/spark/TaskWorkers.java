package sparkgaia.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;

import sparkgaia.train.Trainer;
import sparkgaia.wire.JobDescription;

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

/** The workers of one task, a thread for each, and one permit to compute for all. */
final class TaskWorkers<R, S> {
    private static final long POLL_MILLIS = 50;
    private static final long END_SECONDS_MAX = 10;

    private final TaskSpec<R, S> spec;
    private final JobDescription description;
    private final Trainer<R, S> trainer;
    private final TaskSidecars sidecars;
    private final Course course;

    TaskWorkers(
            TaskSpec<R, S> spec,
            JobDescription description,
            Trainer<R, S> trainer,
            TaskSidecars sidecars,
            Course course) {
        this.spec = spec;
        this.description = description;
        this.trainer = trainer;
        this.sidecars = sidecars;
        this.course = course;
    }

    /** What of a worker's shard is kept. */
    private record Kept(int worker, List<Row> rows) {}

    /** Trains to the end of the job; gives what is kept of each worker's shard, or less if the fit has failed. */
    TreeMap<Integer, List<Row>> train(TaskContext task, TreeMap<Integer, ShardRecords<R>> shards)
            throws InterruptedException {
        var core = new Semaphore(1, true);
        ExecutorService threads = Executors.newCachedThreadPool(TaskWorkers::thread);
        try {
            var ends = new ExecutorCompletionService<Kept>(threads);
            shards.forEach(
                    (worker, records) -> {
                        var one =
                                new TaskWorker<>(
                                        spec,
                                        description,
                                        trainer,
                                        worker,
                                        sidecars,
                                        records,
                                        core,
                                        course);
                        ends.submit(() -> new Kept(worker, one.call()));
                    });
            return await(task, ends, shards.size());
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

    /** Waits for all; but not when Spark wants the task to end, and not long for who computes on when the fit has failed. */
    private TreeMap<Integer, List<Row>> await(
            TaskContext task, CompletionService<Kept> ends, int count) throws InterruptedException {
        var kept = new TreeMap<Integer, List<Row>>();
        long polls = 0;
        while (kept.size() < count && polls < END_SECONDS_MAX * 1_000 / POLL_MILLIS) {
            Future<Kept> end = ends.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            task.killTaskIfInterrupted();
            if (end != null) {
                Kept of = result(end);
                kept.put(of.worker, of.rows == null ? List.of() : of.rows);
            } else if (sidecars.failure() != null) {
                polls++;
            }
        }
        return kept;
    }

    private static Kept result(Future<Kept> end) throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken;
            } else if (e.getCause() instanceof Error broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
