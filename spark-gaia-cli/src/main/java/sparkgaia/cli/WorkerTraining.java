package sparkgaia.cli;

import sparkgaia.client.RemoteSidecar;
import sparkgaia.client.WorkerClient;
import sparkgaia.core.Job;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;
import sparkgaia.lab.Run;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.WorkerLoop;
import sparkgaia.train.mf.MfErrors;
import sparkgaia.train.mf.MfShard;
import sparkgaia.train.mf.MfTrainer;
import sparkgaia.train.mf.Rating;
import sparkgaia.wire.Call;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One worker's way through a job, and what came of it. */
final class WorkerTraining {
    private static final int SAVE_EVERY_CLOCKS = 10;

    private final MfJob known;
    private final Job job;
    private final int worker;
    private final String run;
    private final long clockNanos;
    private final WorkerLine line;
    private final Values[] values;

    WorkerTraining(MfJob known, int worker, String run, long clockNanos, WorkerLine line) {
        this.known = known;
        this.job = known.description().job();
        this.worker = worker;
        this.run = run;
        this.clockNanos = clockNanos;
        this.line = line;
        this.values = new Values[job.partitions()];
        for (int partition = 0; partition < values.length; partition++) {
            values[partition] = new Values(job.space(partition));
        }
    }

    /** Trains to the end; the report is what {@code --json} writes. */
    Map<String, Object> run(RemoteSidecar sidecar, List<Rating> ratings, List<Rating> heldOut)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (var client =
                new WorkerClient(
                        sidecar,
                        known.description(),
                        run,
                        worker,
                        WorkerClient.Patience.USUAL,
                        line::says)) {
            Call.Opened opened = client.open();
            WorkerLoop<Rating, MfShard> loop = loop(opened.attempt(), ratings);
            var pace = new ClockPace(clockNanos, line);
            client.train(loop, pace);
            double seconds = pace.secondsOfAllClocks();
            Call.Standing standing = client.awaitFinished();
            client.read(this::put);
            client.leave();
            var report = new LinkedHashMap<String, Object>();
            report.put("command", "worker");
            report.put("job", opened.key());
            report.put("region", job.name(opened.region()));
            report.put("worker", worker);
            report.put("attempt", opened.attempt());
            report.put("clocks", loop.clock() - 1);
            report.put("isComplete", standing.isComplete());
            report.put("digests", digests());
            judge(loop.shard(), heldOut, report);
            report.put("seconds", seconds);
            report.put("secondsInAll", (System.nanoTime() - begun) * 1e-9);
            report.put("sentBytes", sidecar.sentBytes());
            report.put("receivedBytes", sidecar.receivedBytes());
            return report;
        }
    }

    private WorkerLoop<Rating, MfShard> loop(int attempt, List<Rating> ratings) {
        MfTrainer trainer = known.trainer();
        var context =
                ShardContext.even(
                        trainer.settings().seed(),
                        worker,
                        job.workers(),
                        job.name(job.regionOf(worker)),
                        attempt);
        return new WorkerLoop<>(job, trainer, context, ratings, SAVE_EVERY_CLOCKS);
    }

    private void put(int partition, Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            values[partition].set(rows.ids()[i], rows.cells()[i]);
        }
    }

    private List<String> digests() {
        long[] digests = new long[values.length];
        for (int partition = 0; partition < values.length; partition++) {
            digests[partition] = Run.digest(values[partition], job.space(partition));
        }
        return JobCommand.digests(digests);
    }

    private void judge(MfShard shard, List<Rating> heldOut, Map<String, Object> report) {
        var tables = new TableView(job.tables());
        for (int partition = 0; partition < values.length; partition++) {
            RowSpace space = job.space(partition);
            for (int id = 0; id < space.size(); id++) {
                tables.put(space.table(id), space.row(id), values[partition].get(id));
            }
        }
        known.trainer().readCensus(shard, tables);
        MfErrors errors = known.trainer().judge(tables, shard, heldOut, 1);
        report.put("heldOutSquares", errors.squares());
        report.put("heldOut", errors.heldOut());
    }
}
