package sparkgaia.wire;

import sparkgaia.wire.BadFrame.Reason;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Messages longer than a frame: cut into parts with the same head, and joined, those of each partition for themselves. */
final class Parts<H> {
    /** In the byte of the kind: the message goes on in another frame. */
    static final int MORE = 0x80;

    private static final int KIND_AT = 5;

    private final Open<H>[] open;

    /** What has come of a message so far. */
    private static final class Open<H> {
        private final H head;
        private final long bytesMax;
        private final List<ByteBuffer> bodies = new ArrayList<>();
        private long bytes;

        Open(H head, long bytesMax) {
            this.head = head;
            this.bytesMax = bytesMax;
        }
    }

    @SuppressWarnings("unchecked")
    Parts(int partitions) {
        open = (Open<H>[]) new Open<?>[partitions];
    }

    /** Makes the frame, or frames, of a message that was written whole, its head with a length to be filled in. */
    static void cut(ByteWriter message, int headBytes) {
        int partMax = FrameReader.FRAME_BYTES_MAX - headBytes;
        int bodyBytes = message.size() - headBytes;
        int parts = Math.max(1, (bodyBytes + partMax - 1) / partMax);
        message.widen((long) (parts - 1) * headBytes);
        byte[] bytes = message.array();
        // From the last one on, so that none is written over before it has been moved.
        for (int part = parts - 1; part >= 0; part--) {
            int from = part * partMax;
            int length = Math.min(partMax, bodyBytes - from);
            int at = part * FrameReader.FRAME_BYTES_MAX;
            if (part > 0) {
                System.arraycopy(bytes, headBytes + from, bytes, at + headBytes, length);
                System.arraycopy(bytes, 0, bytes, at, headBytes);
            }
            message.putInt(at, headBytes + length - Integer.BYTES);
            bytes[at + KIND_AT] |= (byte) (part < parts - 1 ? MORE : 0);
        }
    }

    /** How many bytes a message of a partition may have: asked only of one that comes in parts. */
    interface Most {
        long bytes();
    }

    /**
     * The whole body that ends with what is left to read of this frame, or null if more follows: then the frame's bytes
     * are not to be changed until it has been read.
     */
    ByteReader join(H head, int partition, boolean isPart, ByteReader in, Most most)
            throws BadFrame {
        Open<H> parts = open[partition];
        if (parts == null && !isPart) {
            return in;
        }
        if (parts == null) {
            parts = new Open<>(head, most.bytes());
        }
        if (!parts.head.equals(head)) {
            throw in.bad(Reason.PART, "a part of " + head + " follows one of " + parts.head);
        }
        if (in.remaining() == 0) {
            throw in.bad(Reason.PART, "an empty part");
        }
        if (parts.bytes + in.remaining() > parts.bytesMax) {
            throw in.bad(Reason.LENGTH, "a message of more than " + parts.bytesMax + " bytes");
        }
        parts.bodies.add(in.rest());
        parts.bytes += in.remaining();
        open[partition] = isPart ? parts : null;
        return isPart ? null : new ByteReader(parts.bodies);
    }
}
