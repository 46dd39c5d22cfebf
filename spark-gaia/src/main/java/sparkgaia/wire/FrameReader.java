package sparkgaia.wire;

import sparkgaia.core.Invariant;
import sparkgaia.core.message.Frame;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.TableSpec;
import sparkgaia.wire.BadFrame.Reason;

/**
 * Makes frames of bytes, for one lane of one connection, and keeps the parts of messages that came in several until they
 * are whole. After a {@link BadFrame} the connection is to be closed and its readers forgotten. Not for several threads.
 */
public final class FrameReader {
    /**
     * The version of the format that this code speaks. Never 2 or 3: in this place, where TLS is expected, they are taken for a
     * greeting of SSL 2, of which the rest is waited for.
     */
    public static final int FORMAT = 4;

    /** A frame with its length: small, so that control is never stuck behind data. */
    public static final int FRAME_BYTES_MAX = 1 << 20;

    /** Length, format and kind. */
    private static final int FRAME_BYTES_MIN = 6;

    /** Of a row beside its cells: gap, head, obligation, bits. */
    private static final int ROW_BYTES = 16;

    private static final int SLACK_BYTES = 4 << 20;

    private final Declared declared;
    private final int job;
    private final Parts<Header> parts;

    private record Header(Kind kind, int from, int to, int partition, int version, long session) {}

    /** @param job the number under which the other side speaks of the job on this connection */
    public FrameReader(Declared declared, int job) {
        this.declared = declared;
        this.job = job;
        this.parts = new Parts<>(declared.partitions());
    }

    /** How long a frame is that begins with these four bytes: known, and within its limit, before the rest is waited for. */
    public static int length(byte[] first) throws BadFrame {
        Invariant.check(first.length >= Integer.BYTES, "the first four bytes of a frame");
        var in = new ByteReader(first, 0, Integer.BYTES);
        return length(in);
    }

    private static int length(ByteReader in) throws BadFrame {
        int rest = in.i32("length");
        if (rest < FRAME_BYTES_MIN - Integer.BYTES || rest > FRAME_BYTES_MAX - Integer.BYTES) {
            throw in.bad(
                    Reason.LENGTH,
                    "a frame of "
                            + Integer.toUnsignedString(rest)
                            + " bytes after its length, at most "
                            + (FRAME_BYTES_MAX - Integer.BYTES));
        }
        return rest + Integer.BYTES;
    }

    /** The job that a whole frame speaks of, by its number on this connection. */
    public static int job(byte[] frame) throws BadFrame {
        ByteReader in = opened(frame, 0, frame.length);
        in.u8("kind");
        return in.upTo(Integer.MAX_VALUE, "number of a job");
    }

    /** The frame that these bytes are, or null if it is a part of a message that is not whole yet. */
    public Frame read(byte[] bytes) throws BadFrame {
        return read(bytes, 0, bytes.length);
    }

    /** As {@link #read(byte[])}, of the bytes from {@code start} to before {@code end}: exactly one frame. */
    public Frame read(byte[] bytes, int start, int end) throws BadFrame {
        ByteReader in = opened(bytes, start, end);
        int number = in.u8("kind");
        Header header = header(in, number & ~Parts.MORE);
        boolean isPart = (number & Parts.MORE) != 0;
        RowSpace space = declared.space(header.partition);
        ByteReader body =
                parts.join(header, header.partition, isPart, in, () -> messageBytesMax(space));
        return body == null ? null : frame(header, body);
    }

    /** What is left of exactly one frame after its length and its format. */
    static ByteReader opened(byte[] bytes, int start, int end) throws BadFrame {
        var in = new ByteReader(bytes, start, end);
        int length = length(in);
        if (length < end - start) {
            throw in.bad(Reason.LENGTH, (end - start - length) + " bytes after the frame");
        }
        in.need(length - Integer.BYTES, "the frame");
        int format = in.u8("format");
        if (format != FORMAT) {
            throw in.bad(
                    Reason.VERSION,
                    "format "
                            + format
                            + ", this is "
                            + FORMAT
                            + ": run the same release everywhere");
        }
        return in;
    }

    private Header header(ByteReader in, int number) throws BadFrame {
        Kind kind = Kind.of(number);
        if (kind == null) {
            throw in.bad(Reason.KIND, "no message has kind " + number);
        }
        int of = in.upTo(Integer.MAX_VALUE, "number of a job");
        if (of != job) {
            throw in.bad(Reason.RANGE, "job " + of + ", this is " + job);
        }
        return new Header(
                kind,
                in.upTo(declared.regions() - 1, "sender"),
                in.upTo(declared.regions() - 1, "receiver"),
                in.upTo(declared.partitions() - 1, "partition"),
                in.upTo(Integer.MAX_VALUE, "version of the links") - 1,
                in.signed("session"));
    }

    private Frame frame(Header header, ByteReader in) throws BadFrame {
        var message = new MessageReader(in, declared, header.partition).read(header.kind);
        return new Frame(
                header.from, header.to, header.partition, header.version, header.session, message);
    }

    /** More than any message of this partition takes: all its rows in full with their outer states. */
    static long messageBytesMax(RowSpace space) {
        long bytes = SLACK_BYTES;
        for (int table = 0; table < space.tables().size(); table++) {
            TableSpec spec = space.tables().get(table);
            int width = spec.width();
            long row = 2 * ROW_BYTES + 4L * (width + spec.outer().stateWidth(width));
            bytes += space.count(table) * row;
        }
        return Math.min(bytes, ByteWriter.BYTES_MAX);
    }
}
