package sparkgaia.server.jobs;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.message.Request;
import sparkgaia.core.table.Rows;
import sparkgaia.server.journal.Journal;
import sparkgaia.server.journal.RecordLog;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The host of one partition's {@link Region}: one event at a time on one event loop, effects in order, none behind an
 * {@link Effect.Persist} before that record is durable. All but {@link #post}, {@link #ask}, {@link #ahead} and {@link #stage}
 * runs on that loop.
 */
final class PartitionHost implements Journal.Listener {
    private static final long NEVER = Long.MAX_VALUE;

    private final HostedJob job;
    private final int partition;
    private final EventExecutor loop;
    private final Region region;
    private final Egresses egresses;
    private final HostMeters meters;
    private final RowCounts rows;
    private final AtomicLong inboxBytes = new AtomicLong();
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private RecordLog journal;
    private ScheduledFuture<?> alarm;
    private long wakeAt = NEVER;
    private Staged staging;
    private Rows stagedRows;
    private volatile boolean isStopped;

    /** An effect that waits until so many records are durable. */
    private record Held(long records, Effect effect) {}

    PartitionHost(HostedJob job, int partition, EventExecutor loop, Region region) {
        this.job = job;
        this.partition = partition;
        this.loop = loop;
        this.region = region;
        this.egresses = new Egresses(job, partition);
        this.meters = new HostMeters(job.meters(), job.counts(), job.job());
        this.rows = new RowCounts(job.job(), job.self(), partition, job.counts());
    }

    /** With its journal, whose records the region has had. */
    void begin(RecordLog opened) {
        journal = opened;
        post(new Event.Start());
    }

    int partition() {
        return partition;
    }

    /** Hands the region an event. */
    void post(Event event) {
        execute(() -> handle(event));
    }

    /** Hands the region an event that takes this much memory until it is handled. */
    void post(Event event, long bytes) {
        inboxBytes.addAndGet(bytes);
        execute(
                () -> {
                    inboxBytes.addAndGet(-bytes);
                    handle(event);
                });
    }

    /** Writes a piece of what a worker is about to stage. */
    void ahead(Staged staged, ByteBuffer... piece) {
        long bytes = 0;
        for (ByteBuffer some : piece) {
            bytes += some.remaining();
        }
        long size = bytes;
        inboxBytes.addAndGet(size);
        execute(
                () -> {
                    inboxBytes.addAndGet(-size);
                    if (isStopped) {
                        return;
                    }
                    try {
                        journal.ahead(staged.pieces(), piece);
                        job.watchBacklog();
                    } catch (RuntimeException | Error broken) {
                        broken(broken);
                    }
                });
    }

    /** Hands the region what a worker stages; its record is written as the bytes in which it came. */
    void stage(Request.Stage stage, Staged staged) {
        inboxBytes.addAndGet(staged.lastBytes());
        execute(
                () -> {
                    inboxBytes.addAndGet(-staged.lastBytes());
                    staging = staged;
                    stagedRows = stage.rows();
                    handle(new Event.WorkerAsked(stage));
                    staging = null;
                    stagedRows = null;
                    journal.forget(staged.pieces());
                    staged.read();
                });
    }

    /** What has come in and is not on the disk yet: whoever sends more is to wait. */
    long backlogBytes() {
        return inboxBytes.get() + (journal == null ? 0 : journal.waitingBytes());
    }

    /** What comes when the sidecar has stopped comes too late. */
    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException late) {
            isStopped = true;
        }
    }

    /** Looks at the region between two events. */
    void ask(Consumer<Region> look) {
        execute(
                () -> {
                    if (!isStopped) {
                        look.accept(region);
                    }
                });
    }

    private void handle(Event event) {
        if (isStopped) {
            return;
        }
        try {
            meters.before(event, job.now());
            take(region.handle(job.now(), event));
            meters.after(event, region);
            if (journal.wantsSnapshot()) {
                journal.snapshot(region::image);
            }
            job.watchBacklog();
        } catch (RuntimeException | Error broken) {
            broken(broken);
        }
    }

    private void take(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Persist persist) {
                meters.persists(persist.record());
                rows.persists(persist.record());
                append(persist.record());
            } else if (held.isEmpty() && journal.durable() == journal.appended()) {
                carryOut(effect);
            } else {
                held.add(new Held(journal.appended(), effect));
            }
        }
    }

    /** Bytes belong to the very rows that were read out of them. */
    @SuppressWarnings("ReferenceEquality")
    private void append(Record record) {
        if (staging != null
                && record instanceof Record.PartStaged part
                && part.rows() == stagedRows) {
            journal.append(record, staging.pieces(), staging.last());
        } else {
            journal.append(record);
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Send send) {
            egresses.send(send, region.clock());
        } else if (effect instanceof Effect.Answer answer) {
            meters.answers(answer, job.now());
            job.answer(partition, answer);
        } else if (effect instanceof Effect.Tell tell) {
            job.host(tell.partition()).post(new Event.Told(partition, tell.inside()));
        } else if (effect instanceof Effect.WakeAt wake) {
            wakeAt(wake.nanos());
        } else if (effect instanceof Effect.Finished finished) {
            job.finished(partition, finished.isComplete());
        } else if (effect instanceof Effect.Failed failed) {
            job.failed(job.job().name(failed.member()) + ": " + failed.reason());
        } else if (effect instanceof Effect.Out out) {
            job.failed(out.reason());
        } else if (effect instanceof Effect.CommandDone done) {
            job.commandDone(done);
        }
    }

    /** One alarm at a time; one that is set for later than need be sets itself again. */
    private void wakeAt(long nanos) {
        wakeAt = nanos;
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
        if (nanos == NEVER) {
            return;
        }
        long delay = Math.max(0, nanos - job.now());
        alarm = loop.schedule(this::ring, delay, TimeUnit.NANOSECONDS);
    }

    private void ring() {
        alarm = null;
        if (wakeAt > job.now()) {
            wakeAt(wakeAt);
            return;
        }
        wakeAt = NEVER;
        handle(new Event.Tick());
    }

    @Override
    public void durable(long upTo) {
        try {
            while (!isStopped && !held.isEmpty() && held.peek().records <= upTo) {
                carryOut(held.poll().effect);
            }
            job.watchBacklog();
        } catch (RuntimeException | Error broken) {
            broken(broken);
        }
    }

    /** A mistake of ours: nothing that this partition would say now can be trusted. */
    private void broken(Throwable thrown) {
        isStopped = true;
        held.clear();
        job.broken(partition, thrown);
    }

    @Override
    public void failed(String what) {
        job.diskFailed(what);
    }

    /** There is room again on the connection to a member. */
    void drain(int member) {
        execute(
                () -> {
                    if (!isStopped) {
                        egresses.drain(member);
                    }
                });
    }

    /** Carries out nothing more; what is appended already becomes durable or not. */
    Future<?> stop() {
        return loop.submit(
                () -> {
                    isStopped = true;
                    held.clear();
                    wakeAt(NEVER);
                });
    }
}
