package sparkgaia.train;

import sparkgaia.core.Job;

import java.util.ArrayList;
import java.util.List;

/** Workers of one region carried through a job clock by clock, in order, with as many restarts as wanted. */
public final class Run<R, S> {
    public static final long SEED = 7;

    private final Job job;
    private final Trainer<R, S> trainer;
    private final List<List<R>> records;
    private final int saveEveryClocks;
    private final int restartEveryReplies;
    private final List<WorkerLoop<R, S>> loops = new ArrayList<>();
    private int attempts;
    private int replies;

    public final FakeSidecar sidecar;

    /** One list of records for each worker. A worker restarts after every n-th reply; n = 0 is never. */
    public Run(
            Job job,
            Trainer<R, S> trainer,
            List<List<R>> records,
            int saveEveryClocks,
            int restartEveryReplies) {
        this.job = job;
        this.trainer = trainer;
        this.records = records;
        this.saveEveryClocks = saveEveryClocks;
        this.restartEveryReplies = restartEveryReplies;
        this.sidecar = new FakeSidecar(job);
        for (int worker = 0; worker < records.size(); worker++) {
            loops.add(begin(worker));
        }
    }

    /** A job of one region with the trainer's tables. */
    public static Job job(Trainer<?, ?> trainer, int workers, int partitions, int maxClock) {
        return Job.of(List.of("frankfurt"), trainer.tables())
                .workers(workers)
                .partitions(partitions)
                .metrics(trainer.metrics().size())
                .maxClock(maxClock)
                .build();
    }

    private WorkerLoop<R, S> begin(int worker) {
        var context = ShardContext.even(SEED, worker, records.size(), "frankfurt", attempts++);
        var loop = new WorkerLoop<>(job, trainer, context, records.get(worker), saveEveryClocks);
        loop.start();
        return loop;
    }

    public Run<R, S> toEnd() {
        for (int clock = 0; clock <= job.maxClock(); clock++) {
            for (int worker = 0; worker < loops.size(); worker++) {
                while (sidecar.lastClock(worker) < clock) {
                    round(worker);
                }
            }
        }
        for (int worker = 0; worker < loops.size(); worker++) {
            while (!loops.get(worker).hasEnded()) {
                round(worker);
            }
        }
        return this;
    }

    /** Answers what a worker has asked, and lets it compute. */
    private void round(int worker) {
        WorkerLoop<R, S> loop = loops.get(worker);
        if (loop.failure() != null) {
            throw new AssertionError(loop.failure());
        }
        for (Ask ask : loop.drain()) {
            loop.onReply(ask.partition(), sidecar.answer(ask));
            replies++;
            if (restartEveryReplies > 0 && replies % restartEveryReplies == 0) {
                loops.set(worker, begin(worker));
                return;
            }
        }
        if (loop.state() == WorkerLoop.State.COMPUTING) {
            loop.work();
            loop.compute();
        }
    }

    public WorkerLoop<R, S> worker(int worker) {
        return loops.get(worker);
    }

    /** What the shards of all workers would save. */
    public List<byte[]> saves() {
        return loops.stream().map(loop -> trainer.save(loop.shard())).toList();
    }

    public int attempts() {
        return attempts;
    }
}
