package sparkgaia.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;

import sparkgaia.core.message.Message.Lane;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;

/** An {@link Outgoing} in virtual time: wakes it as late as asked for, and keeps what left when. */
final class VirtualWaker implements Outgoing.Waker {

    /** Bytes of a lane that left together. */
    record Left(Lane lane, int bytes, long nanos) {}

    private record Wake(long nanos, long order, Runnable run) {}

    private final PriorityQueue<Wake> wakes =
            new PriorityQueue<>(
                    (a, b) ->
                            a.nanos == b.nanos
                                    ? Long.compare(a.order, b.order)
                                    : Long.compare(a.nanos, b.nanos));
    private final List<Left> left = new ArrayList<>();
    private final EmbeddedChannel control = new EmbeddedChannel();
    private final EmbeddedChannel data = new EmbeddedChannel();
    private final Random lateness = new Random(1);
    private final long lateNanosMax;
    private final DayBudget budget;
    private final Outgoing outgoing;
    private long now;
    private long order;

    /** The wall clock goes with the virtual one. */
    VirtualWaker(LinkSettings settings, long lateNanosMax, long millisAtStart) {
        this.lateNanosMax = lateNanosMax;
        this.budget =
                new DayBudget(settings.bytesPerDayMax(), () -> millisAtStart + now / 1_000_000);
        NetLimits limits = NetLimits.usual();
        long deadline = System.nanoTime() + 3_600_000_000_000L;
        this.outgoing =
                new Outgoing(
                        settings,
                        limits,
                        budget,
                        new Traffic(),
                        new Line(control, limits, new SpareFrames(), null, deadline),
                        new Line(data, limits, new SpareFrames(), null, deadline),
                        this,
                        new SplittableRandom(1),
                        () -> {});
    }

    DayBudget budget() {
        return budget;
    }

    void send(Lane lane, byte[] frames) {
        if (!outgoing.reserve(frames.length)) {
            throw new AssertionError("no room");
        }
        outgoing.add(lane, frames, now);
        take();
    }

    void beat(byte[] frame) {
        outgoing.beat(Lane.DATA, frame);
        take();
    }

    /** Lets so much time pass. */
    void pass(long nanos) {
        long end = now + nanos;
        while (!wakes.isEmpty() && wakes.peek().nanos <= end) {
            Wake wake = wakes.remove();
            now = Math.max(now, wake.nanos);
            wake.run.run();
            take();
        }
        now = end;
    }

    private void take() {
        take(Lane.CONTROL, control);
        take(Lane.DATA, data);
    }

    private void take(Lane lane, EmbeddedChannel channel) {
        int bytes = 0;
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            bytes += out.readableBytes();
            out.release();
        }
        if (bytes > 0) {
            left.add(new Left(lane, bytes, now));
        }
    }

    List<Left> left() {
        return left;
    }

    List<Left> left(Lane lane) {
        return left.stream().filter(one -> one.lane == lane).toList();
    }

    long bytes(Lane lane) {
        return left(lane).stream().mapToLong(Left::bytes).sum();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void wakeAt(long nanos, Runnable wake) {
        long late = lateNanosMax == 0 ? 0 : Math.round(lateness.nextDouble() * lateNanosMax);
        wakes.add(new Wake(nanos + late, order++, wake));
    }
}
