package sparkgaia.net;

import sparkgaia.core.message.Message.Lane;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sending side of a session: two queues, and when what of them leaves.
 *
 * <p>Times are deadlines, not waits: a segment starts when it has come and the link is free, even if the thread that
 * sends it wakes later, so that a busy link carries exactly its rate. Control goes before data between any two segments.
 * On an emulated link a segment is written when it would have arrived. All but {@link #reserve} on one event loop.
 */
final class Outgoing {
    static final int SEGMENT_BYTES_MAX = 16 << 10;
    static final int SEGMENTS_A_SECOND_MIN = 50;
    static final int LOSSES_MAX = 6;
    static final long RETRANSMISSION_NANOS = 200_000_000L;

    /** How late a thread may wake without a capped lane losing by it; more would let out too much at a time. */
    static final long CAP_SLACK_NANOS = 5_000_000L;

    /** Nobody is woken more often than this: what is late by it is not later in the end. */
    static final long WAKE_NANOS_MIN = 200_000L;

    private static final int FLUSH_BYTES = 64 << 10;
    private static final long BUDGET_NANOS_MAX = 60_000_000_000L;

    private static final long SECOND = 1_000_000_000L;

    /** What tells the time and wakes this again. */
    interface Waker {
        long nanoTime();

        void wakeAt(long nanos, Runnable wake);
    }

    private record Flying(LaneQueue.Segment segment, long dueNanos) {}

    /** One lane: what waits, what is on its way over an emulated link, and where it leaves. */
    private static final class Way {
        final LaneQueue queue = new LaneQueue();
        final ArrayDeque<Flying> flying = new ArrayDeque<>();
        final Line line;
        long lastDueNanos = Long.MIN_VALUE;
        int unflushed;
        boolean hasWritten;

        Way(Line line) {
            this.line = line;
        }
    }

    private final LinkSettings settings;
    private final DayBudget budget;
    private final Traffic traffic;
    private final Waker waker;
    private final Runnable onRoom;
    private final NetLimits limits;
    private final Way control;
    private final Way data;
    private final SplittableRandom dice;
    private final AtomicLong queued = new AtomicLong();
    private final int dataSegmentBytes;

    private long linkFreeNanos;
    private long capFreeNanos;
    private long wakeNanos = Long.MAX_VALUE;
    private boolean isClosed;
    private boolean isPumping;
    private volatile boolean wantsRoom;

    Outgoing(
            LinkSettings settings,
            NetLimits limits,
            DayBudget budget,
            Traffic traffic,
            Line controlLine,
            Line dataLine,
            Waker waker,
            SplittableRandom dice,
            Runnable onRoom) {
        this.settings = settings;
        this.limits = limits;
        this.budget = budget;
        this.traffic = traffic;
        this.waker = waker;
        this.dice = dice;
        this.onRoom = onRoom;
        this.control = new Way(controlLine);
        this.data = new Way(dataLine);
        long now = waker.nanoTime();
        this.linkFreeNanos = now;
        this.capFreeNanos = now;
        long cap = settings.rateCapBytesPerSecond();
        this.dataSegmentBytes =
                cap == 0
                        ? SEGMENT_BYTES_MAX
                        : (int)
                                Math.min(
                                        SEGMENT_BYTES_MAX,
                                        Math.max(1, cap / SEGMENTS_A_SECOND_MIN));
    }

    /** Takes room for so many bytes; any thread. False if there is none left. */
    boolean reserve(int bytes) {
        long waiting = queued.addAndGet(bytes);
        if (waiting > limits.queueBytesMax()) {
            queued.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    long queuedBytes() {
        return queued.get();
    }

    boolean hasRoom() {
        if (queued.get() < limits.roomBytes()) {
            return true;
        }
        wantsRoom = true;
        return queued.get() < limits.roomBytes();
    }

    /** Frames for which room was reserved. */
    void add(Lane lane, byte[] frames, long arrivedNanos) {
        way(lane).queue.add(frames, arrivedNanos);
        pump();
    }

    /** A heartbeat goes over a lane unless something else did since the last one was asked for. */
    void beat(Lane lane, byte[] frame) {
        Way way = way(lane);
        if (!way.hasWritten && reserve(frame.length)) {
            if (!way.queue.beat(frame, waker.nanoTime())) {
                queued.addAndGet(-frame.length);
            }
        }
        way.hasWritten = false;
        pump();
    }

    private Way way(Lane lane) {
        return lane == Lane.CONTROL ? control : data;
    }

    void close() {
        isClosed = true;
    }

    /** Lets leave what may leave now, and sees to being woken for the rest. */
    void pump() {
        if (isClosed || isPumping) {
            return;
        }
        isPumping = true;
        long now = waker.nanoTime();
        long next = start(now);
        next = Math.min(next, arrive(control, now));
        next = Math.min(next, arrive(data, now));
        flush(control);
        flush(data);
        isPumping = false;
        if (next < wakeNanos) {
            wakeNanos = Math.max(next, now + WAKE_NANOS_MIN);
            waker.wakeAt(wakeNanos, this::wake);
        }
    }

    private void wake() {
        wakeNanos = Long.MAX_VALUE;
        pump();
    }

    /** Begins to transmit all segments whose time has come; when the next one's will, or Long.MAX_VALUE. */
    private long start(long now) {
        while (true) {
            long controlAt = startNanos(control, linkFreeNanos);
            long dataAt = startNanos(data, Math.max(linkFreeNanos, capFree(now)));
            boolean isControl = controlAt <= dataAt;
            long at = Math.min(controlAt, dataAt);
            if (at > now) {
                return at;
            }
            if (!isControl && !isInBudget()) {
                if (controlAt > now) {
                    return Math.min(nextDayNanos(now), controlAt);
                }
                isControl = true;
                at = controlAt;
            }
            transmit(isControl ? control : data, at);
        }
    }

    private long nextDayNanos(long now) {
        long millis = Math.max(1, budget.millisToNextDay());
        return now + Math.min(BUDGET_NANOS_MAX, millis * (SECOND / 1000));
    }

    private long capFree(long now) {
        return settings.rateCapBytesPerSecond() == 0
                ? Long.MIN_VALUE
                : Math.max(capFreeNanos, now - CAP_SLACK_NANOS);
    }

    /** Long.MAX_VALUE while there is nothing to send, or its socket is full and there is no link to emulate. */
    private long startNanos(Way way, long freeNanos) {
        if (way.queue.isEmpty() || settings.emulation() == null && !way.line.isWritable()) {
            return Long.MAX_VALUE;
        }
        return Math.max(way.queue.arrivedNanos(), freeNanos);
    }

    private boolean isInBudget() {
        int length = data.queue.beginning();
        return length == 0 || budget.take(length);
    }

    private void transmit(Way way, long startNanos) {
        boolean isData = way == data;
        var segment = way.queue.take(isData ? dataSegmentBytes : SEGMENT_BYTES_MAX);
        traffic.sent(isData ? Lane.DATA : Lane.CONTROL, segment.begins() ? 1 : 0, segment.length());
        way.hasWritten = true;
        if (isData && settings.rateCapBytesPerSecond() != 0) {
            capFreeNanos = startNanos + nanos(segment.length(), settings.rateCapBytesPerSecond());
        }
        Emulation emulation = settings.emulation();
        if (emulation == null) {
            write(way, segment);
            return;
        }
        linkFreeNanos = startNanos + nanos(segment.length(), emulation.bytesPerSecond());
        long due = linkFreeNanos + emulation.delayNanos() + lossNanos(emulation);
        way.lastDueNanos = Math.max(way.lastDueNanos, due);
        way.flying.add(new Flying(segment, way.lastDueNanos));
    }

    private static long nanos(int bytes, long bytesPerSecond) {
        return bytes * SECOND / bytesPerSecond;
    }

    private long lossNanos(Emulation emulation) {
        long nanos = 0;
        long timeout = 2 * emulation.delayNanos() + RETRANSMISSION_NANOS;
        for (int losses = 0;
                losses < LOSSES_MAX && emulation.loss() > 0 && dice.nextDouble() < emulation.loss();
                losses++) {
            nanos += timeout << losses;
        }
        return nanos;
    }

    /** Writes all segments that have arrived by now; when the next one will, or Long.MAX_VALUE. */
    private long arrive(Way way, long now) {
        while (!way.flying.isEmpty() && way.line.isWritable()) {
            long due = way.flying.peek().dueNanos;
            if (due > now) {
                return due;
            }
            write(way, way.flying.remove().segment);
        }
        return Long.MAX_VALUE;
    }

    private void write(Way way, LaneQueue.Segment segment) {
        way.line
                .write(segment.bytes(), segment.from(), segment.length())
                .addListener(written -> left(segment.length()));
        way.unflushed += segment.length();
        if (way.unflushed >= FLUSH_BYTES) {
            // Only what is flushed shows in whether the line is writable.
            flush(way);
        }
    }

    private static void flush(Way way) {
        if (way.unflushed > 0) {
            way.unflushed = 0;
            way.line.flush();
        }
    }

    private void left(int bytes) {
        long waiting = queued.addAndGet(-bytes);
        if (wantsRoom && !isClosed && waiting < limits.roomBytes() / 2) {
            wantsRoom = false;
            onRoom.run();
        }
    }
}
