package sparkgaia.server.workers;

import io.netty.util.concurrent.EventExecutor;

import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.net.Line;
import sparkgaia.net.Refusal;
import sparkgaia.net.Refused;
import sparkgaia.server.jobs.Desk;
import sparkgaia.server.jobs.Jobs;
import sparkgaia.server.jobs.Staged;
import sparkgaia.server.jobs.WorkerLine;
import sparkgaia.wire.Answered;
import sparkgaia.wire.Asked;
import sparkgaia.wire.BadFrame;
import sparkgaia.wire.Call;
import sparkgaia.wire.Calls;
import sparkgaia.wire.RecordPieces;
import sparkgaia.wire.WorkerReader;
import sparkgaia.wire.WorkerWriter;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One worker's connection: its token first, then calls and requests, which go to its {@link Desk}. */
final class WorkerSession implements Line.Owner, WorkerLine {
    /** Requests of a partition whose answers have not left yet: a worker asks for the next when it has one. */
    private static final int UNANSWERED_MAX = 2;

    /** Small answers that wait for a worker to read. */
    private static final int CALLS_MAX = 1000;

    private static final int READS = -1;
    private static final int CALLS = -2;

    private final WorkerPort port;
    private final Jobs jobs;
    private final Runnable onClose;
    private final ConcurrentHashMap<Integer, AtomicInteger> unanswered = new ConcurrentHashMap<>();
    private final Map<Integer, Staged> staged = new HashMap<>();
    private Line line;
    private Desk desk;
    private WorkerReader reader;
    private volatile boolean isHeld;
    private volatile long heardNanos = System.nanoTime();

    WorkerSession(WorkerPort port, Jobs jobs, Runnable onClose) {
        this.port = port;
        this.jobs = jobs;
        this.onClose = onClose;
    }

    void opened(Line opened) {
        line = opened;
    }

    void closeIfSilent(long now, long nanosMax) {
        if (!isHeld && now - heardNanos > nanosMax) {
            line.close("nothing was heard for " + nanosMax / 1_000_000 + " ms");
        }
    }

    @Override
    public void frame(Line of, byte[] frame) throws Refused {
        heardNanos = System.nanoTime();
        try {
            if (desk == null) {
                authenticate(Calls.ofWorkers(frame, null));
            } else if (Calls.isCall(frame)) {
                hear(Calls.ofWorkers(frame, desk.declared()));
                of.reuse(frame);
            } else {
                ask(frame);
            }
        } catch (BadFrame e) {
            throw new Refused(Refusal.FRAME, e.getMessage());
        }
    }

    private void hear(Call.OfWorkers call) throws Refused {
        if (call instanceof Call.Read) {
            count(READS, Calls.READS_AHEAD_MAX);
        }
        desk.hear(call);
    }

    /** What a worker asks for and does not take is not to fill the memory. */
    private void count(int what, int max) throws Refused {
        if (of(what).incrementAndGet() > max) {
            throw new Refused(
                    Refusal.SLOW, "a worker asks for more without taking what it is answered");
        }
    }

    private AtomicInteger of(int what) {
        return unanswered.computeIfAbsent(what, none -> new AtomicInteger());
    }

    private void authenticate(Call.OfWorkers call) throws Refused {
        if (!(call instanceof Call.Authenticate shown) || !port.isToken(shown.token())) {
            String text =
                    "this is not the token of region "
                            + port.region()
                            + ": take it from the kit of this sidecar (file token)";
            say(new Call.Denied(Call.Denial.TOKEN, text));
            throw new Refused(Refusal.GREETING, "a worker showed no valid token");
        }
        line.trust();
        desk = jobs.desk(this);
        say(new Call.Welcome(port.region(), port.release()));
    }

    private void ask(byte[] frame) throws BadFrame, Refused {
        if (desk.declared() == null) {
            throw new Refused(Refusal.GREETING, "a worker asked before it opened a job");
        }
        if (reader == null) {
            reader = new WorkerReader(desk.declared());
        }
        Asked asked = reader.asked(frame);
        WorkerReader.Staging staging = reader.staging();
        if (asked != null) {
            count(asked.partition(), UNANSWERED_MAX);
        }
        if (staging != null) {
            stage(frame, staging, asked);
        } else if (asked != null) {
            desk.ask(asked.partition(), asked.request(), frame.length);
        }
    }

    /** A frame of what the worker stages: the first begins as its record does. */
    private void stage(byte[] frame, WorkerReader.Staging staging, Asked asked) {
        Staged of =
                staged.computeIfAbsent(
                        staging.partition(),
                        none -> new Staged(staging.worker(), staging.attempt(), line::reuse));
        ByteBuffer body = staging.body();
        ByteBuffer[] piece = {body};
        if (of.add(frame)) {
            var head = RecordPieces.stagedHead(staging.worker(), staging.attempt());
            piece = new ByteBuffer[] {head, body};
        }
        if (asked == null) {
            desk.ahead(staging.partition(), of, piece);
        } else {
            staged.remove(staging.partition());
            of.end(piece);
            desk.stage(asked.partition(), (Request.Stage) asked.request(), of);
        }
    }

    @Override
    public void say(Call.OfWorkers call) {
        AtomicInteger calls = of(CALLS);
        if (calls.incrementAndGet() > CALLS_MAX) {
            line.close("a worker does not read what it is answered");
            return;
        }
        boolean isRead = call instanceof Call.Values;
        WorkerWriter writer = port.writers().take();
        send(
                writer,
                writer.write(call),
                () -> {
                    calls.decrementAndGet();
                    if (isRead) {
                        of(READS).decrementAndGet();
                    }
                });
    }

    private void send(WorkerWriter writer, ByteBuffer frames, Runnable then) {
        line.send(
                frames,
                () -> {
                    port.writers().giveBack(writer);
                    then.run();
                });
    }

    @Override
    public int[] own(int[] cells) {
        return cells;
    }

    @Override
    public void answer(int partition, int worker, int attempt, Reply reply) {
        WorkerWriter writer = port.writers().take();
        send(
                writer,
                writer.write(new Answered(partition, worker, attempt, reply)),
                () -> of(partition).set(0));
    }

    @Override
    public void hold(boolean hold) {
        heardNanos = System.nanoTime();
        isHeld = hold;
        line.setReads(!hold);
    }

    @Override
    public EventExecutor loop() {
        return line.loop();
    }

    @Override
    public void close() {
        line.close("the sidecar has closed it");
    }

    @Override
    public void closed(Line of, Refusal refusal, String why) {
        if (refusal != null) {
            port.ear().refused(of.remote(), refusal, why);
        }
        if (desk != null) {
            desk.closed();
        }
        onClose.run();
    }
}
