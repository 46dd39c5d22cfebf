package sparkgaia.net;

import io.netty.buffer.ByteBuf;

import sparkgaia.wire.BadFrame;
import sparkgaia.wire.FrameReader;
import sparkgaia.wire.SignalCodec;

import java.util.Arrays;

/**
 * Cuts what arrives into whole frames. Length and format are checked before anything is allocated; a frame takes its
 * memory when its head is there.
 */
final class FrameSplitter {
    private static final int FORMAT_AT = 4;

    private final byte[] head = new byte[SignalCodec.HEAD_BYTES];
    private final SpareFrames spare;
    private byte[] frame;
    private int size;

    FrameSplitter(SpareFrames spare) {
        this.spare = spare;
    }

    /** The next whole frame, or null if all that came has been taken. */
    byte[] next(ByteBuf in, int bytesMax) throws Refused {
        if (frame == null) {
            int length = Math.min(head.length - size, in.readableBytes());
            in.readBytes(head, size, length);
            size += length;
            if (size >= Integer.BYTES) {
                check(bytesMax);
            }
            if (size < head.length) {
                return null;
            }
            frame = spare.take(length());
            System.arraycopy(head, 0, frame, 0, head.length);
        }
        int length = Math.min(frame.length - size, in.readableBytes());
        in.readBytes(frame, size, length);
        size += length;
        if (size < frame.length) {
            return null;
        }
        byte[] whole = frame;
        frame = null;
        size = 0;
        return whole;
    }

    /** Whether a frame has begun and not ended. */
    boolean isInFrame() {
        return size > 0;
    }

    private int length() {
        try {
            return FrameReader.length(Arrays.copyOf(head, Integer.BYTES));
        } catch (BadFrame e) {
            throw new IllegalStateException("it was checked", e);
        }
    }

    private void check(int bytesMax) throws Refused {
        int length;
        try {
            length = FrameReader.length(Arrays.copyOf(head, Integer.BYTES));
        } catch (BadFrame e) {
            throw new Refused(Refusal.FRAME, e.getMessage());
        }
        if (length > bytesMax) {
            throw new Refused(
                    Refusal.FRAME, "a frame of " + length + " bytes, at most " + bytesMax + " yet");
        }
        if (size > FORMAT_AT && head[FORMAT_AT] != FrameReader.FORMAT) {
            throw new Refused(
                    Refusal.FRAME,
                    "format "
                            + (head[FORMAT_AT] & 0xFF)
                            + ", this is "
                            + FrameReader.FORMAT
                            + ": run the same release everywhere");
        }
    }
}
