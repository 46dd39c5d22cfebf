package sparkgaia.net;

import sparkgaia.wire.FrameReader;

import java.util.ArrayDeque;

/**
 * Memory of long frames that have been read, to be filled again: most long frames in a row are of the same length. Safe
 * to share.
 */
final class SpareFrames {
    /** A shorter one is made faster than it is looked for. */
    private static final int FRAME_BYTES_MIN = 64 << 10;

    private static final int FRAMES_MAX = 16;

    private final ArrayDeque<byte[]> spare = new ArrayDeque<>();

    /** Memory of this length, with anything in it. */
    byte[] take(int length) {
        return length < FRAME_BYTES_MIN ? new byte[length] : takeLong(length);
    }

    private synchronized byte[] takeLong(int length) {
        for (var frames = spare.iterator(); frames.hasNext(); ) {
            byte[] frame = frames.next();
            if (frame.length == length) {
                frames.remove();
                return frame;
            }
        }
        return new byte[length];
    }

    /** Nobody reads it any more. The ones that have not been asked for longest make way. */
    void giveBack(byte[] frame) {
        if (frame.length >= FRAME_BYTES_MIN && frame.length <= FrameReader.FRAME_BYTES_MAX) {
            keep(frame);
        }
    }

    private synchronized void keep(byte[] frame) {
        if (spare.size() == FRAMES_MAX) {
            spare.removeLast();
        }
        spare.push(frame);
    }
}
