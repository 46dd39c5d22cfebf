package sparkgaia.server.jobs;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.sync.Wait;
import sparkgaia.server.meters.Meters;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is counted of one partition, from the events and effects that pass its host; on its loop. */
final class HostMeters {
    private final Meters meters;
    private final JobCounts counts;
    private final Job job;
    private final TreeMap<Integer, Asked> asked = new TreeMap<>();

    /** A request that is not answered yet, and what it waits for. */
    private static final class Asked {
        private final Request request;
        private final long sinceNanos;
        private Wait cause;

        private Asked(Request request, long sinceNanos) {
            this.request = request;
            this.sinceNanos = sinceNanos;
        }
    }

    HostMeters(Meters meters, JobCounts counts, Job job) {
        this.meters = meters;
        this.counts = counts;
        this.job = job;
    }

    void before(Event event, long nowNanos) {
        if (event instanceof Event.WorkerAsked worker) {
            Request request = worker.request();
            asked.put(request.worker(), new Asked(request, nowNanos));
        }
    }

    /** After an event: whoever asked and was not answered waits, and for the first cause it keeps. */
    void after(Event event, Region region) {
        if (event instanceof Event.WorkerAsked && !asked.isEmpty()) {
            for (Map.Entry<Integer, Wait> cause : region.causes().entrySet()) {
                Asked waiting = asked.get(cause.getKey());
                if (waiting != null && waiting.cause == null) {
                    waiting.cause = cause.getValue();
                }
            }
        }
    }

    void persists(Record record) {
        if (record instanceof Record.BatchSealed sealed) {
            meters.peer(job.name(sealed.to())).batchSealed(sealed.batch().rows().size());
        } else if (record instanceof Record.BatchArrived arrived) {
            meters.peer(job.name(arrived.from())).batchApplied(arrived.batch().rows().size());
        }
    }

    void answers(Effect.Answer answer, long nowNanos) {
        Asked of = asked.remove(answer.worker());
        if (of == null) {
            return;
        }
        long nanos = nowNanos - of.sinceNanos;
        meters.requestAnswered(
                of.request.getClass().getSimpleName().toLowerCase(Locale.ROOT), nanos);
        if (of.cause != null) {
            meters.waited(of.cause, nanos);
            counts.waited(of.cause, nanos);
        }
        if (answer.reply() instanceof Reply.Pulled pulled && pulled.barred().length > 0) {
            meters.pullBarred();
        }
    }

    /** The bytes that are sealed for a member and not acknowledged. */
    static long unacknowledged(Region region, int member) {
        long bytes = 0;
        for (Links links : region.versions()) {
            Link link = links.link(member);
            bytes += link == null ? 0 : link.out().keptBytes();
        }
        return bytes;
    }
}
