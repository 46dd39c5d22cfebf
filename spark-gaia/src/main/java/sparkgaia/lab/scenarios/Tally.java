package sparkgaia.lab.scenarios;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.lab.Observer;

import java.util.Arrays;

/** Counts while a run goes on: waits between asking to start a clock and being let, announcements. */
final class Tally implements Observer {
    private final Job job;
    private final int gone;
    private final int[] clocks;
    private final long[] sinceNanos;
    private long waitedNanos;
    private long longestNanos;
    private long announcements;

    /** @param gone a region whose waits do not count, or -1 */
    Tally(Job job, int gone) {
        this.job = job;
        this.gone = gone;
        this.clocks = new int[job.workers()];
        this.sinceNanos = new long[job.workers()];
        Arrays.fill(clocks, -1);
    }

    @Override
    public void before(long nanos, int region, int partition, Region state, Event event) {
        if (event instanceof Event.WorkerAsked asked
                && asked.request() instanceof Request.Pull pull
                && pull.clock() > clocks[pull.worker()]) {
            clocks[pull.worker()] = pull.clock();
            sinceNanos[pull.worker()] = nanos;
        }
    }

    @Override
    public void carriedOut(long nanos, int region, int partition, Effect effect) {
        if (effect instanceof Effect.Answer answer) {
            if (answer.reply() instanceof Reply.Pulled pulled) {
                started(nanos, answer.worker(), pulled.clock());
            }
        } else if (effect instanceof Effect.Send send) {
            announcements += send.message() instanceof Message.Announce ? 1 : 0;
        }
    }

    private void started(long nanos, int worker, int clock) {
        if (clock == clocks[worker] && job.regionOf(worker) != gone) {
            long waited = nanos - sinceNanos[worker];
            waitedNanos += waited;
            longestNanos = Math.max(longestNanos, waited);
            sinceNanos[worker] = nanos;
        }
    }

    /** The waiting as a part of the time of all workers. */
    double waitingShare(double seconds) {
        return seconds == 0 ? 0 : waitedNanos * 1e-9 / (seconds * clocks.length);
    }

    double longestWaitSeconds() {
        return longestNanos * 1e-9;
    }

    /** Announcements of rows that would come late. */
    long announcements() {
        return announcements;
    }
}
