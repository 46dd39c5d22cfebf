package sparkgaia.lab.study;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.sync.Wait;
import sparkgaia.lab.Observer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long workers waited, by what for: where a worker waits in several partitions, the lowest tells why. */
final class Waiting implements Observer {
    private final Job job;
    private final Wait[][] causes;
    private final long[] sinceNanos;
    private final TreeMap<Wait, Long> nanosBy = new TreeMap<>();
    private final boolean[] isWaiting;

    Waiting(Job job) {
        this.job = job;
        this.causes = new Wait[job.workers()][job.partitions()];
        this.sinceNanos = new long[job.workers()];
        this.isWaiting = new boolean[job.regions() * job.partitions()];
    }

    @Override
    public void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {
        TreeMap<Integer, Wait> now = state.causes();
        int place = region * job.partitions() + partition;
        if (now.isEmpty() && !isWaiting[place]) {
            return;
        }
        isWaiting[place] = !now.isEmpty();
        for (int worker : job.workersOf(region)) {
            if (causes[worker][partition] != now.get(worker)) {
                change(nanos, worker, partition, now.get(worker));
            }
        }
    }

    private void change(long nanos, int worker, int partition, Wait cause) {
        Wait before = first(worker);
        causes[worker][partition] = cause;
        if (before != first(worker)) {
            if (before != null) {
                nanosBy.merge(before, nanos - sinceNanos[worker], Long::sum);
            }
            sinceNanos[worker] = nanos;
        }
    }

    private Wait first(int worker) {
        for (Wait cause : causes[worker]) {
            if (cause != null) {
                return cause;
            }
        }
        return null;
    }

    /** As parts of the time of all workers. */
    Map<Wait, Double> shares(double seconds) {
        var shares = new TreeMap<Wait, Double>();
        nanosBy.forEach(
                (cause, nanos) -> shares.put(cause, nanos * 1e-9 / seconds / job.workers()));
        return shares;
    }
}
