package sparkgaia.core.golden;

import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message.Lane;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Frames under way, in the order in which they were sent. */
final class Network {
    private final List<Frame> frames = new ArrayList<>();
    private final TreeMap<Long, Long> sessions = new TreeMap<>();
    private long lastSession;

    private static long pair(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    /** A new connection between two regions. */
    long connect(int a, int b) {
        sessions.put(pair(a, b), ++lastSession);
        return lastSession;
    }

    /** Whether there was one. */
    boolean disconnect(int a, int b) {
        return sessions.remove(pair(a, b)) != null;
    }

    boolean isConnected(int a, int b) {
        return sessions.containsKey(pair(a, b));
    }

    /** Whether the frame was sent on another connection than the present one. */
    boolean isOld(Frame frame) {
        return sessions.getOrDefault(pair(frame.from(), frame.to()), 0L) != frame.session();
    }

    void send(Frame frame) {
        if (!isOld(frame)) {
            frames.add(frame);
        }
    }

    /** Forgets what is under way between two regions. */
    void lose(int a, int b) {
        frames.removeIf(frame -> pair(frame.from(), frame.to()) == pair(a, b));
    }

    /**
     * The next frame from one region to another: control first, then data; or null.
     *
     * @param partition the partition, or -1 for any, the lowest first
     * @param lane the lane, or null for any
     */
    Frame next(int from, int to, int partition, Lane lane) {
        Frame next = null;
        for (Frame frame : frames) {
            boolean fits =
                    frame.from() == from
                            && frame.to() == to
                            && (partition < 0 || frame.partition() == partition)
                            && (lane == null || frame.message().lane() == lane);
            if (fits && (next == null || isAhead(frame, next))) {
                next = frame;
            }
        }
        return next;
    }

    private static boolean isAhead(Frame frame, Frame other) {
        int byLane = frame.message().lane().compareTo(other.message().lane());
        return frame.partition() != other.partition()
                ? frame.partition() < other.partition()
                : byLane < 0;
    }

    /** Takes a frame out; of equal ones it does not matter which. */
    void remove(Frame taken) {
        frames.remove(taken);
    }

    /** The frame that was sent first and may be delivered: within a connection control goes first. */
    Frame first() {
        Frame first = frames.isEmpty() ? null : frames.get(0);
        return first == null ? null : next(first.from(), first.to(), first.partition(), null);
    }
}
