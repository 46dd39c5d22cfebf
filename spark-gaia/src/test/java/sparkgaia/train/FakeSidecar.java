package sparkgaia.train;

import sparkgaia.core.Job;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** A region's sidecar as far as workers see it: all partitions in one object, every commit applied when it is made. */
public final class FakeSidecar {
    private final Job job;
    private final List<Values> values = new ArrayList<>();
    private final Rows[][] staged;
    private final int[] lastClock;
    private final byte[][] saves;
    private final List<List<byte[]>> patches = new ArrayList<>();
    private final List<long[]> metrics = new ArrayList<>();
    private final List<Long> weights = new ArrayList<>();
    private int barredEvery = Integer.MAX_VALUE;

    public FakeSidecar(Job job) {
        this.job = job;
        for (int partition = 0; partition < job.partitions(); partition++) {
            values.add(new Values(job.space(partition)));
        }
        this.staged = new Rows[job.partitions()][job.workers()];
        this.lastClock = new int[job.workers()];
        Arrays.fill(lastClock, -1);
        this.saves = new byte[job.workers()][];
        for (int worker = 0; worker < job.workers(); worker++) {
            patches.add(new ArrayList<>());
        }
    }

    /** Bars every n-th row of a partition to those who do not wait. */
    public void barEvery(int n) {
        barredEvery = n;
    }

    public Reply answer(Ask ask) {
        int partition = ask.partition();
        if (ask.request() instanceof Request.Join join) {
            int worker = join.worker();
            return new Reply.Joined(
                    lastClock[worker], saves[worker], List.copyOf(patches.get(worker)));
        }
        if (ask.request() instanceof Request.Pull pull) {
            return pull.clock() > job.maxClock()
                    ? new Reply.Stopped(job.maxClock())
                    : read(partition, pull);
        }
        if (ask.request() instanceof Request.Stage stage) {
            staged[partition][stage.worker()] = stage.rows();
            weights.add(stage.weight());
            return new Reply.Staged(stage.clock());
        }
        var commit = (Request.Commit) ask.request();
        if (commit.clock() == lastClock[commit.worker()] + 1) {
            commit(commit);
        }
        return new Reply.Committed(commit.clock());
    }

    private Reply read(int partition, Request.Pull pull) {
        IntPredicate isBarred = id -> !pull.waits() && isBarred(partition, id);
        int[] barred = Arrays.stream(pull.ids()).filter(isBarred).toArray();
        int[] readable = Arrays.stream(pull.ids()).filter(isBarred.negate()).toArray();
        Values of = values.get(partition);
        return new Reply.Pulled(
                pull.clock(), of.read(readable, pull.since()), barred, pull.waits(), of.changes());
    }

    /** Nobody announces a frozen row after clock 0. */
    private boolean isBarred(int partition, int id) {
        return id % barredEvery == barredEvery - 1 && !job.space(partition).spec(id).isFrozen();
    }

    private void commit(Request.Commit commit) {
        int worker = commit.worker();
        lastClock[worker] = commit.clock();
        metrics.add(commit.metrics());
        patches.get(worker).add(commit.patch());
        if (commit.save() != null) {
            saves[worker] = commit.save();
            patches.get(worker).clear();
        }
        for (int partition = 0; partition < staged.length; partition++) {
            values.get(partition).add(staged[partition][worker]);
        }
    }

    public int lastClock(int worker) {
        return lastClock[worker];
    }

    public List<long[]> metrics() {
        return metrics;
    }

    public List<Long> weights() {
        return weights;
    }

    /** A table, row by row. */
    public int[][] table(int table) {
        int[][] rows = new int[job.tables().get(table).rows()][];
        for (int row = 0; row < rows.length; row++) {
            int partition = RowSpace.partitionOf(table, row, job.partitions());
            rows[row] = values.get(partition).get(job.space(partition).id(table, row)).clone();
        }
        return rows;
    }
}
