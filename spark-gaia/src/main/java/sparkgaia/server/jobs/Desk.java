package sparkgaia.server.jobs;

import sparkgaia.core.message.Request;
import sparkgaia.server.meters.Side;
import sparkgaia.wire.Call;
import sparkgaia.wire.Calls;
import sparkgaia.wire.Declared;

import java.nio.ByteBuffer;

/**
 * Where a sidecar deals with one worker that it knows to be one of its region's: first the worker opens a job, then it
 * asks. Called by one thread, that of the worker's connection, and by the main loop for what comes of an open.
 */
public final class Desk {
    private final Jobs jobs;
    private final WorkerLine line;
    private Call.Open waiting;
    private volatile Seat seat;
    private volatile boolean isClosed;

    /** The place of a worker in a job. */
    private record Seat(HostedJob job, int worker, int attempt) {}

    Desk(Jobs jobs, WorkerLine line) {
        this.jobs = jobs;
        this.line = line;
    }

    WorkerLine line() {
        return line;
    }

    void setWaiting(Call.Open open) {
        waiting = open;
    }

    Call.Open waiting() {
        return waiting;
    }

    /** What the codec needs to know; null before a job is open. */
    public Declared declared() {
        Seat now = seat;
        return now == null ? null : now.job.declared();
    }

    /** Takes a call in; the answer comes on the line. */
    public void hear(Call.OfWorkers call) {
        if (call instanceof Call.Beat) {
            line.say(call);
        } else if (call instanceof Call.Open open && seat == null && waiting == null) {
            jobs.execute(() -> jobs.open(this, open));
        } else if (seat == null) {
            deny(Call.Denial.ORDER, "a worker opens a job before it asks for anything");
        } else if (call instanceof Call.Read read) {
            read(read);
        } else if (call instanceof Call.Inquire) {
            seat.job.inquire(line);
        } else if (call instanceof Call.Tally tally) {
            tally(tally);
        } else if (call instanceof Call.Leave) {
            Seat now = seat;
            jobs.execute(() -> now.job.leave(now.worker));
        } else {
            deny(Call.Denial.ORDER, "that is not for a worker to say");
        }
    }

    /** Hands a worker's request, which takes this much memory, to its partition. */
    public void ask(int partition, Request request, long bytes) {
        Seat now = seat;
        if (isOf(now, request.worker(), request.attempt())) {
            now.job.ask(partition, request, bytes);
        }
    }

    /** Hands on a piece of what the worker is about to stage, for the journal. */
    public void ahead(int partition, Staged staged, ByteBuffer... piece) {
        Seat now = seat;
        if (isOf(now, staged.worker(), staged.attempt())) {
            now.job.host(partition).ahead(staged, piece);
        }
    }

    /** Hands a worker's part of a commit to its partition, with the bytes in which it came. */
    public void stage(int partition, Request.Stage stage, Staged staged) {
        Seat now = seat;
        if (isOf(now, stage.worker(), stage.attempt())) {
            now.job.host(partition).stage(stage, staged);
        }
    }

    private boolean isOf(Seat now, int worker, int attempt) {
        if (now == null || worker != now.worker || attempt != now.attempt) {
            deny(Call.Denial.ORDER, "a worker asks as the one that it has opened its job as");
            return false;
        }
        return true;
    }

    private void tally(Call.Tally tally) {
        HostedJob job = seat.job;
        if (tally.member() < job.job().regions()) {
            line.say(job.counts().tallied(tally.member()));
        } else {
            deny(Call.Denial.ORDER, "the job has no member " + tally.member());
        }
    }

    private void read(Call.Read read) {
        HostedJob job = seat.job;
        int partition = read.partition();
        int size = Calls.fitting(job.job().space(partition), read.from(), read.count());
        job.host(partition)
                .ask(
                        region ->
                                line.say(
                                        new Call.Values(
                                                partition,
                                                read.from(),
                                                Calls.rows(
                                                        read.from(),
                                                        size,
                                                        id -> line.own(region.values().get(id))))));
    }

    /** On the main loop: the job is there. */
    void opened(HostedJob job, int worker, int attempt) {
        if (isClosed) {
            return;
        }
        int given = job.join(worker, attempt, line);
        seat = new Seat(job, worker, given);
        line.say(new Call.Opened(job.key(), job.self(), given));
    }

    void deny(Call.Denial reason, String text) {
        jobs.meters().refused(Side.WORKERS, reason);
        line.say(new Call.Denied(reason, text));
        line.close();
    }

    /** The worker's connection is gone. */
    public void closed() {
        isClosed = true;
        jobs.execute(
                () -> {
                    Seat now = seat;
                    if (now != null) {
                        now.job.gone(now.worker, now.attempt, line);
                    } else {
                        jobs.cancel(this);
                    }
                });
    }
}
