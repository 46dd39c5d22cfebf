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
    private final int job;
    private final ByteWriter whole = new ByteWriter(CAPACITY);

    /** @param job the number under which the other side knows the job on this connection */
    public FrameWriter(Declared declared, int job) {
        this.declared = declared;
        this.job = job;
    }

    /** The frame's bytes, its length first. A message that this region may not send is a programmer's error. */
    public byte[] write(Frame frame) {
        whole.clear();
        header(whole, frame);
        int headerBytes = whole.size();
        new MessageWriter(whole, declared.space(frame.partition())).write(frame.message());
        Parts.cut(whole, headerBytes);
        return whole.toBytes();
    }

    private void header(ByteWriter out, Frame frame) {
        Invariant.check(frame.version() >= Frame.DIRECT, "version %d", frame.version());
        out.i32(0);
        out.u8(FrameReader.FORMAT);
        out.u8(Kind.of(frame.message()).number());
        out.varint(job);
        out.varint(frame.from());
        out.varint(frame.to());
        out.varint(frame.partition());
        out.varint(frame.version() + 1L);
        out.signed(frame.session());
    }
}
