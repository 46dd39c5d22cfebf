package sparkgaia.net;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.BadFrame;
import sparkgaia.wire.Signal;
import sparkgaia.wire.SignalCodec;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Both lanes of a peering while they stand: passes frames on, pings, and notices when the other side is gone. What ends
 * one lane ends the other. On one event loop.
 */
final class Session implements Line.Owner {

    /** Two connections that belong together, and what was agreed on for them. */
    record Lines(long number, Line control, Line data) {}

    private final Peer peer;
    private final NetLimits limits;
    private final Lines lines;
    private final Outgoing outgoing;
    private final RoundTrips trips = new RoundTrips();
    private Future<?> ticks;
    private boolean isOver;

    Session(Peer peer, NetLimits limits, Lines lines, Outgoing outgoing) {
        this.peer = peer;
        this.limits = limits;
        this.lines = lines;
        this.outgoing = outgoing;
        lines.control.owner(this);
        lines.data.owner(this);
    }

    long number() {
        return lines.number;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    Lines lines() {
        return lines;
    }

    /** Its frames may come from now on; its other end has been told the same. */
    void start(io.netty.channel.EventLoop loop) {
        if (isOver) {
            return;
        }
        ticks = loop.scheduleAtFixedRate(this::tick, 0, limits.pingNanos(), TimeUnit.NANOSECONDS);
        lines.control.release();
        lines.data.release();
    }

    private void tick() {
        long now = System.nanoTime();
        long silent =
                Math.max(
                        Math.max(lines.control.silentNanos(now), lines.data.silentNanos(now)),
                        trips.waitedNanos(now));
        if (silent > limits.idleNanosMax()) {
            end(null, "nothing was heard for " + silent / 1_000_000_000L + " s");
            return;
        }
        Refused refused = peer.doubts(lines.control.certificate());
        if (refused != null) {
            end(refused.reason(), refused.getMessage());
            return;
        }
        byte[] ping = SignalCodec.write(new Signal.Ping(trips.ping(now)));
        send(Lane.CONTROL, ping);
        if (!isOver) {
            outgoing.beat(Lane.DATA, ping);
        }
    }

    private void send(Lane lane, byte[] frame) {
        if (outgoing.reserve(frame.length)) {
            outgoing.add(lane, frame, System.nanoTime());
        }
    }

    @Override
    public void frame(Line line, byte[] frame) throws Refused {
        boolean isControl = line == lines.control;
        if (SignalCodec.isSignal(frame)) {
            signal(isControl, frame);
            return;
        }
        peer.heard(isControl ? Lane.CONTROL : Lane.DATA, frame);
    }

    private void signal(boolean isControl, byte[] frame) throws Refused {
        Signal signal;
        try {
            signal = SignalCodec.read(frame);
        } catch (BadFrame e) {
            throw new Refused(Refusal.FRAME, e.getMessage());
        }
        if (signal instanceof Signal.Ping ping) {
            if (isControl) {
                Speedometer meter = lines.data.speedometer();
                meter.settle();
                var pong = new Signal.Pong(ping.number(), meter.bytes(), meter.nanos());
                meter.clear();
                send(Lane.CONTROL, SignalCodec.write(pong));
            }
        } else if (signal instanceof Signal.Pong pong && isControl) {
            trips.pong(pong.number(), System.nanoTime());
            peer.measured(pong, trips.shortestNanos());
        } else {
            throw new Refused(Refusal.GREETING, "a greeting, or an answer, that has no place here");
        }
    }

    @Override
    public void writable(Line line) {
        outgoing.pump();
    }

    @Override
    public void closed(Line line, Refusal refusal, String why) {
        end(refusal, (line == lines.control ? "control: " : "data: ") + why);
    }

    /** It is over, for both lanes. */
    void end(Refusal refusal, String why) {
        if (isOver) {
            return;
        }
        isOver = true;
        if (ticks != null) {
            ticks.cancel(false);
        }
        outgoing.close();
        lines.control.close(why);
        lines.data.close(why);
        peer.ended(this, refusal, why);
    }
}
