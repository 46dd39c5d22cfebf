package sparkgaia.wire;

import sparkgaia.core.Invariant;
import sparkgaia.wire.BadFrame.Reason;

/** Messages longer than a frame: cut into parts with the same head, and joined, those of each partition for themselves. */
final class Parts<H> {
    /** In the byte of the kind: the message goes on in another frame. */
    static final int MORE = 0x80;

    private static final int KIND_AT = 5;

    private final Open<H>[] open;

    /** What has come of a message so far. */
    private record Open<H>(H head, ByteWriter body, long bytesMax) {}

    @SuppressWarnings("unchecked")
    Parts(int partitions) {
        open = (Open<H>[]) new Open<?>[partitions];
    }

    /** The frame, or frames, of a message that was written whole, its head with a length to be filled in. */
    static byte[] cut(ByteWriter whole, int headBytes) {
        if (whole.size() <= FrameReader.FRAME_BYTES_MAX) {
            whole.putInt(0, whole.size() - Integer.BYTES);
            return whole.toBytes();
        }
        int partMax = FrameReader.FRAME_BYTES_MAX - headBytes;
        long parts = ((long) whole.size() - headBytes + partMax - 1) / partMax;
        long bytes = whole.size() + (parts - 1) * headBytes;
        Invariant.check(
                bytes <= ByteWriter.BYTES_MAX,
                "a message of %d bytes: split the job into more partitions",
                bytes);
        var out = new ByteWriter((int) bytes);
        for (int at = headBytes; at < whole.size(); at += partMax) {
            int start = out.size();
            int length = Math.min(partMax, whole.size() - at);
            out.put(whole.array(), 0, headBytes);
            out.put(whole.array(), at, length);
            out.putInt(start, headBytes + length - Integer.BYTES);
            if (at + length < whole.size()) {
                out.array()[start + KIND_AT] |= (byte) MORE;
            }
        }
        return out.array();
    }

    /** How many bytes a message of a partition may have: asked only of one that comes in parts. */
    interface Most {
        long bytes();
    }

    /** The whole body that ends with what is left to read of this frame, or null if more follows. */
    ByteReader join(H head, int partition, boolean isPart, ByteReader in, Most most)
            throws BadFrame {
        Open<H> parts = open[partition];
        if (parts == null && !isPart) {
            return in;
        }
        if (parts == null) {
            parts = new Open<>(head, new ByteWriter(in.remaining()), most.bytes());
        }
        if (!parts.head.equals(head)) {
            throw in.bad(Reason.PART, "a part of " + head + " follows one of " + parts.head);
        }
        if (in.remaining() == 0) {
            throw in.bad(Reason.PART, "an empty part");
        }
        if ((long) parts.body.size() + in.remaining() > parts.bytesMax) {
            throw in.bad(Reason.LENGTH, "a message of more than " + parts.bytesMax + " bytes");
        }
        in.takeInto(parts.body);
        open[partition] = isPart ? parts : null;
        return isPart ? null : new ByteReader(parts.body.array(), 0, parts.body.size());
    }
}
