package sparkgaia.lab;

import sparkgaia.core.Event;
import sparkgaia.core.Invariant;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;

import java.util.ArrayDeque;

/**
 * One direction between two regions, shared by all partitions: a lane for control, in order and never behind data, and
 * a lane for data, first come first served, which takes its rate anew for every segment.
 */
final class Pipe implements Simulation.Action {
    static final int SEGMENT_BYTES_MAX = 64 << 10;
    static final int QUEUE_MAX = 1 << 20;
    private static final long SECOND = 1_000_000_000L;

    private final VirtualNetwork network;
    private final int from;
    private final int to;
    private final LinkCount count = new LinkCount();

    private long controlFree;
    private long controlLast;

    private final ArrayDeque<Frame> queue = new ArrayDeque<>();
    private Frame current;
    private int left;
    private int segment;
    private boolean isFlowing;
    private long stalledUntil;
    private long dataLast;

    Pipe(VirtualNetwork network, int from, int to) {
        this.network = network;
        this.from = from;
        this.to = to;
    }

    LinkCount count() {
        return count;
    }

    void send(Frame frame) {
        if (frame.message().lane() == Message.Lane.DATA) {
            Invariant.check(queue.size() < QUEUE_MAX, "a lane queues at most %d frames", QUEUE_MAX);
            queue.add(frame);
            if (!isFlowing) {
                isFlowing = true;
                network.flows(from, to, 1);
                next();
            }
            return;
        }
        int bytes = frame.message().bytes();
        count.add(bytes, false);
        long now = network.simulation().now();
        controlFree = Math.max(Math.max(now, stalledUntil), controlFree) + nanos(bytes);
        long arrival = controlFree + network.latency(from, to) + network.delayByLoss(this, frame);
        controlLast = Math.max(arrival, controlLast);
        deliverAt(controlLast, frame);
    }

    /** Neither lane moves for a while. */
    void stall(long nanos) {
        stalledUntil = Math.max(stalledUntil, network.simulation().now() + nanos);
    }

    private long nanos(int bytes) {
        return bytes * SECOND / network.rate(from, to);
    }

    /** A segment has left, or a stall is over. */
    @Override
    public void run() {
        left -= segment;
        if (left == 0) {
            depart(current);
            current = null;
        }
        next();
    }

    private void next() {
        while (current == null) {
            current = queue.poll();
            if (current == null) {
                isFlowing = false;
                network.flows(from, to, -1);
                return;
            }
            if (network.isCarried(current)) {
                left = current.message().bytes();
            } else {
                count.lostFrames++;
                current = null;
            }
        }
        long now = network.simulation().now();
        if (stalledUntil > now) {
            segment = 0;
            network.simulation().at(stalledUntil, this);
        } else {
            segment = Math.min(left, SEGMENT_BYTES_MAX);
            network.simulation().after(nanos(segment), this);
        }
    }

    private void depart(Frame frame) {
        count.add(frame.message().bytes(), network.isSentAgain(frame));
        long arrival =
                network.simulation().now()
                        + network.latency(from, to)
                        + network.delayByLoss(this, frame);
        long overtaken = network.delayByOvertaking(from, to);
        if (overtaken > 0) {
            deliverAt(arrival + overtaken, frame);
        } else {
            dataLast = Math.max(arrival, dataLast);
            deliverAt(dataLast, frame);
        }
    }

    private void deliverAt(long nanos, Frame frame) {
        var event = new Event.FrameArrived(frame);
        network.simulation().at(nanos, new Delivery(network, event, false));
        long copyAt = network.repeatAt(nanos);
        if (copyAt > 0) {
            network.simulation().at(copyAt, new Delivery(network, event, true));
        }
    }

    /** A frame at the end of its way. A copy comes whatever has become of its session. */
    private record Delivery(VirtualNetwork network, Event.FrameArrived event, boolean isCopy)
            implements Simulation.Action {
        @Override
        public void run() {
            Frame frame = event.frame();
            Pipe pipe = network.pipe(frame.from(), frame.to());
            if (isCopy) {
                network.copyCame();
                if (!network.isCut(frame.from(), frame.to())) {
                    pipe.count.add(frame.message().bytes(), true);
                    network.port(frame.to()).deliver(frame.partition(), event);
                }
            } else if (network.isCarried(frame)) {
                network.port(frame.to()).deliver(frame.partition(), event);
            } else {
                pipe.count.lostFrames++;
            }
        }
    }
}
