package sparkgaia.lab.check;

import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.lab.Observer;

import java.util.TreeMap;

/**
 * Where a job has to stop: where its rule, asked of the true sums of all commits, says. It is the same in every
 * partition of every region as long as all wait for all; otherwise they would not end with the same commits (I7).
 */
final class TrueStop implements Observer {
    private final Job job;
    private final TreeMap<Integer, TreeMap<Integer, long[]>> metrics = new TreeMap<>();

    TrueStop(Job job) {
        this.job = job;
    }

    @Override
    public void durable(long nanos, int region, int partition, Record record) {
        if (record instanceof Record.CommitMade commit) {
            metrics.computeIfAbsent(commit.clock(), key -> new TreeMap<>())
                    .put(commit.worker(), commit.metrics());
        }
    }

    private int stop() {
        for (int clock = 0; clock < job.maxClock(); clock++) {
            TreeMap<Integer, long[]> commits = metrics.getOrDefault(clock, new TreeMap<>());
            if (commits.size() < job.workers()) {
                break;
            }
            long[] sums = new long[job.metrics()];
            for (long[] commit : commits.values()) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += commit[i];
                }
            }
            if (job.stopRule().isMet(clock, sums)) {
                return Math.min(job.maxClock(), clock + 2 * job.model().stopSlack() + 1);
            }
        }
        return job.maxClock();
    }

    /** At the end of a run, of every partition of every region. */
    void check(Region state) {
        if (!job.model().waits()
                || job.policy() != Job.Policy.WAIT
                || job.metrics() == 0
                || state.view() > 0) {
            return;
        }
        int expected = stop();
        Violation.check(
                state.stop() == expected,
                "I7",
                "%s stops at clock %d in partition %d, but by the sums of all commits the job stops at %d",
                job.name(state.self()),
                state.stop(),
                state.partition(),
                expected);
    }
}
