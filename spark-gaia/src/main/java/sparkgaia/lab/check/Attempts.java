package sparkgaia.lab.check;

import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.lab.Observer;

/** The highest attempt of each worker on a partition's disk: an older one writes nothing there any more (I6). */
final class Attempts implements Observer {
    private final Job job;
    private final int[][] highest;

    Attempts(Job job) {
        this.job = job;
        this.highest = new int[job.workers()][job.partitions()];
    }

    @Override
    public void durable(long nanos, int region, int partition, Record record) {
        if (record instanceof Record.AttemptBegun begun) {
            int[] newest = highest[begun.worker()];
            newest[partition] = Math.max(newest[partition], begun.attempt());
        } else if (record instanceof Record.PartStaged part) {
            check(part.worker(), partition, part.attempt(), part.clock());
        } else if (record instanceof Record.CommitMade commit) {
            check(commit.worker(), partition, commit.attempt(), commit.clock());
        }
    }

    private void check(int worker, int partition, int attempt, int clock) {
        int newest = highest[worker][partition];
        Violation.check(
                attempt >= newest,
                "I6",
                "attempt %d of worker %d writes clock %d after attempt %d has begun",
                attempt,
                worker,
                clock,
                newest);
        highest[worker][partition] = attempt;
    }

    @Override
    public void crashed(long nanos, int region, boolean hasDisk) {
        for (int worker : hasDisk ? new int[0] : job.workersOf(region)) {
            highest[worker] = new int[job.partitions()];
        }
    }
}
