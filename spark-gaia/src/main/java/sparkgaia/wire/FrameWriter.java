package sparkgaia.wire;

import sparkgaia.core.Invariant;
import sparkgaia.core.message.Frame;

/**
 * Makes bytes of frames. What it returns is one frame, or, if the message is too long for one, several that follow each
 * other on their lane. Not for several threads at once.
 */
public final class FrameWriter {
    private static final int CAPACITY = 1 << 12;

    private final Declared declared;
    private final ByteWriter whole = new ByteWriter(CAPACITY);

    public FrameWriter(Declared declared) {
        this.declared = declared;
    }

    /** The frame's bytes, its length first. A message that this region may not send is a programmer's error. */
    public byte[] write(Frame frame) {
        whole.clear();
        header(whole, frame);
        int headerBytes = whole.size();
        new MessageWriter(whole, declared.space(frame.partition())).write(frame.message());
        if (whole.size() <= FrameReader.FRAME_BYTES_MAX) {
            whole.putInt(0, whole.size() - Integer.BYTES);
            return whole.toBytes();
        }
        return parts(headerBytes);
    }

    private static void header(ByteWriter out, Frame frame) {
        Invariant.check(frame.version() >= Frame.DIRECT, "version %d", frame.version());
        out.i32(0);
        out.u8(FrameReader.FORMAT);
        out.u8(Kind.of(frame.message()).number());
        out.varint(frame.from());
        out.varint(frame.to());
        out.varint(frame.partition());
        out.varint(frame.version() + 1L);
        out.signed(frame.session());
    }

    /** Each part with the header of the whole, all but the last marked: more follows. */
    private byte[] parts(int headerBytes) {
        int partMax = FrameReader.FRAME_BYTES_MAX - headerBytes;
        long parts = ((long) whole.size() - headerBytes + partMax - 1) / partMax;
        long bytes = whole.size() + (parts - 1) * headerBytes;
        Invariant.check(
                bytes <= ByteWriter.BYTES_MAX,
                "a message of %d bytes: split the job into more partitions",
                bytes);
        var out = new ByteWriter((int) bytes);
        for (int at = headerBytes; at < whole.size(); at += partMax) {
            int start = out.size();
            int length = Math.min(partMax, whole.size() - at);
            out.put(whole.array(), 0, headerBytes);
            out.put(whole.array(), at, length);
            out.putInt(start, headerBytes + length - Integer.BYTES);
            if (at + length < whole.size()) {
                out.array()[start + FrameReader.KIND_AT] |= (byte) FrameReader.MORE;
            }
        }
        return out.array();
    }
}
