package sparkgaia.spark;

import org.apache.spark.sql.Row;

import sparkgaia.client.ClientFailure;
import sparkgaia.client.WorkerClient;
import sparkgaia.core.Job;
import sparkgaia.train.ShardContext;
import sparkgaia.train.Trainer;
import sparkgaia.train.WorkerLoop;
import sparkgaia.wire.Call;
import sparkgaia.wire.JobDescription;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** One worker of a task, on a thread of its own: waiting, it holds up nobody; computing, it has the task's core. */
final class TaskWorker<R, S> implements Callable<List<Row>> {
    private final TaskSpec<R, S> spec;
    private final JobDescription description;
    private final Trainer<R, S> trainer;
    private final int worker;
    private final TaskSidecars regions;
    private final ShardRecords<R> records;
    private final Semaphore core;
    private final Course course;
    private final int objectives;

    TaskWorker(
            TaskSpec<R, S> spec,
            JobDescription description,
            Trainer<R, S> trainer,
            int worker,
            TaskSidecars regions,
            ShardRecords<R> records,
            Semaphore core,
            Course course) {
        this.spec = spec;
        this.description = description;
        this.trainer = trainer;
        this.worker = worker;
        this.regions = regions;
        this.records = records;
        this.core = core;
        this.course = course;
        this.objectives = spec.recipe().objectives().size();
    }

    /** What of the shard is kept; null if the fit has failed, for a reason that is told. */
    @Override
    public List<Row> call() throws InterruptedException {
        try (var client =
                new WorkerClient(
                        regions.sidecar(spec.placement().regionOf(worker)),
                        description,
                        spec.run(),
                        worker,
                        regions.patience(),
                        regions.board()::waits)) {
            return work(client);
        } catch (ClientFailure failure) {
            regions.fail(failure.getMessage(), null);
            return null;
        } catch (RuntimeException | Error broken) {
            if (spec.isRetried()) {
                throw broken;
            }
            regions.fail("worker " + worker + " has broken: " + broken, broken);
            return null;
        }
    }

    private List<Row> work(WorkerClient client) throws ClientFailure, InterruptedException {
        Call.Opened opened = client.open();
        course.opened(System.currentTimeMillis());
        Job job = description.job();
        double share = spec.rows() == 0 ? 0 : Math.min(1, (double) records.size() / spec.rows());
        var context =
                new ShardContext(
                        spec.seed(),
                        worker,
                        job.workers(),
                        job.name(opened.region()),
                        opened.attempt(),
                        share);
        records.belongTo(context);
        var loop = new WorkerLoop<>(job, trainer, context, records, spec.saveEveryClocks());
        client.train(loop, this::compute);
        var kept = new ArrayList<Row>();
        if (spec.recipe().kept() != null) {
            spec.recipe().keep(loop.shard(), kept::add);
        }
        return kept;
    }

    private long[] objectives(long[] metrics) {
        int first = spec.recipe().objective();
        return Arrays.copyOfRange(metrics, first, first + objectives);
    }

    private void compute(WorkerLoop<?, ?> loop, Runnable computing) throws InterruptedException {
        core.acquire();
        int clock = loop.clock();
        long began = System.nanoTime();
        try {
            computing.run();
        } finally {
            core.release();
        }
        long nanos = System.nanoTime() - began;
        if (loop.state() == WorkerLoop.State.STAGING) {
            long[] metrics = loop.metrics();
            course.computed(clock, metrics, System.currentTimeMillis(), nanos);
            regions.board().computed(clock, objectives(metrics));
        }
    }
}
