package sparkgaia.net;

import sparkgaia.wire.BadFrame;
import sparkgaia.wire.FrameReader;

import java.util.ArrayDeque;
import java.util.Arrays;

/** What waits to be sent on a lane, in order, and how far its first frame has gone. */
final class LaneQueue {

    /** A part of a frame: bytes of an array that nobody changes. */
    record Segment(byte[] bytes, int from, int length, boolean begins) {}

    private record Piece(byte[] frames, long arrivedNanos) {}

    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private Piece heartbeat;
    private Piece current;
    private int at;
    private int frameEnd;

    void add(byte[] newFrames, long nowNanos) {
        pieces.add(new Piece(newFrames, nowNanos));
    }

    /** Takes a frame that goes before all others that have not begun, unless there is one already. */
    boolean beat(byte[] frame, long nowNanos) {
        if (heartbeat != null) {
            return false;
        }
        heartbeat = new Piece(frame, nowNanos);
        return true;
    }

    /** When the first of it came, or Long.MAX_VALUE if nothing waits. */
    long arrivedNanos() {
        Piece head = head();
        return head == null ? Long.MAX_VALUE : head.arrivedNanos;
    }

    private Piece head() {
        if (at < frameEnd) {
            return current;
        }
        if (heartbeat != null) {
            return heartbeat;
        }
        return current != null ? current : pieces.peek();
    }

    boolean isEmpty() {
        return head() == null;
    }

    /** How long the frame is that would begin now, or 0 in the middle of one, before a heartbeat or without any. */
    int beginning() {
        if (at < frameEnd || heartbeat != null) {
            return 0;
        }
        if (current != null) {
            return length(current, at);
        }
        Piece next = pieces.peek();
        return next == null ? 0 : length(next, 0);
    }

    /** Takes the next bytes, of one frame only. */
    Segment take(int bytesMax) {
        boolean begins = at >= frameEnd;
        if (begins) {
            if (heartbeat != null) {
                byte[] beat = heartbeat.frames;
                heartbeat = null;
                return new Segment(beat, 0, beat.length, true);
            }
            begin();
        }
        int length = Math.min(bytesMax, frameEnd - at);
        var segment = new Segment(current.frames, at, length, begins);
        at += length;
        if (at == current.frames.length) {
            current = null;
            at = 0;
            frameEnd = 0;
        }
        return segment;
    }

    private void begin() {
        if (current == null) {
            current = pieces.remove();
            at = 0;
        }
        frameEnd = at + length(current, at);
    }

    private static int length(Piece piece, int at) {
        byte[] first = Arrays.copyOfRange(piece.frames, at, at + Integer.BYTES);
        try {
            int length = FrameReader.length(first);
            if (at + length <= piece.frames.length) {
                return length;
            }
        } catch (BadFrame e) {
            throw new IllegalStateException("only whole frames are sent: " + e.getMessage(), e);
        }
        throw new IllegalStateException("only whole frames are sent: the last one is cut");
    }
}
