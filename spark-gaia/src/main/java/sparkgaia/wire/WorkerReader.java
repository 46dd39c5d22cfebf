package sparkgaia.wire;

import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.wire.BadFrame.Reason;
import sparkgaia.wire.RowReader.Content;

import java.nio.ByteBuffer;
import java.util.ArrayList;

/**
 * Reads one direction of a worker's connection to its own region, as {@link FrameReader} reads a lane between regions: a
 * whole request or reply, null for a part of one, or a {@link BadFrame}.
 */
public final class WorkerReader {
    /** What patches and saved states in one message may take. */
    static final long STATE_BYTES_MAX = 1L << 30;

    private final Declared declared;
    private final Parts<Head> parts;
    private Staging staging;

    private record Head(WorkerKind kind, int partition, int worker, int attempt) {}

    public WorkerReader(Declared declared) {
        this.declared = declared;
        this.parts = new Parts<>(declared.partitions());
    }

    /** What a frame has of a {@link Request.Stage}: its own bytes. */
    public record Staging(int partition, int worker, int attempt, ByteBuffer body) {}

    /** What the frame that was asked last has of a part of a commit, or null if it was about something else. */
    public Staging staging() {
        return staging;
    }

    /** What a worker asks: exactly one frame, whose bytes are not to be changed until its message is whole. */
    public Asked asked(byte[] bytes) throws BadFrame {
        ByteReader in = FrameReader.opened(bytes, 0, bytes.length);
        int number = in.u8("kind");
        Head head = head(in, number & ~Parts.MORE, false);
        staging =
                head.kind == WorkerKind.STAGE
                        ? new Staging(head.partition, head.worker, head.attempt, in.rest())
                        : null;
        ByteReader body = body(head, in, (number & Parts.MORE) != 0);
        if (body == null) {
            return null;
        }
        Request request = request(head, body);
        body.end();
        return new Asked(head.partition, request);
    }

    /** What a region answers: exactly one frame, whose bytes are not to be changed until its message is whole. */
    public Answered answered(byte[] bytes) throws BadFrame {
        ByteReader in = FrameReader.opened(bytes, 0, bytes.length);
        int number = in.u8("kind");
        Head head = head(in, number & ~Parts.MORE, true);
        ByteReader body = body(head, in, (number & Parts.MORE) != 0);
        if (body == null) {
            return null;
        }
        Reply reply = reply(head, body);
        body.end();
        return new Answered(head.partition, head.worker, head.attempt, reply);
    }

    private Head head(ByteReader in, int number, boolean isReply) throws BadFrame {
        WorkerKind kind = WorkerKind.of(number);
        if (kind == null || kind.isReply() != isReply) {
            throw in.bad(
                    Reason.KIND, "no " + (isReply ? "reply" : "request") + " has kind " + number);
        }
        return new Head(
                kind,
                in.upTo(declared.partitions() - 1, "partition"),
                in.upTo(Integer.MAX_VALUE, "worker"),
                in.upTo(Integer.MAX_VALUE, "attempt"));
    }

    private ByteReader body(Head head, ByteReader in, boolean isPart) throws BadFrame {
        RowSpace space = declared.space(head.partition);
        return parts.join(
                head,
                head.partition,
                isPart,
                in,
                () ->
                        Math.min(
                                FrameReader.messageBytesMax(space) + STATE_BYTES_MAX,
                                ByteWriter.BYTES_MAX - RecordPieces.HEAD_BYTES_MAX));
    }

    private Request request(Head head, ByteReader in) throws BadFrame {
        int worker = head.worker;
        int attempt = head.attempt;
        RowSpace space = declared.space(head.partition);
        return switch (head.kind) {
            case PULL -> {
                int clock = Limits.clock(in, "clock");
                int[] ids = TopologyCodec.ascending(in, space.size(), "rows");
                boolean waits = in.flag("whether it waits");
                long since = in.upTo(Long.MAX_VALUE, "since");
                yield new Request.Pull(worker, attempt, clock, ids, waits, since);
            }
            case STAGE -> {
                int clock = Limits.clock(in, "clock");
                long weight = in.upTo(Long.MAX_VALUE, "weight");
                Rows rows = RowReader.inside(in, space, Content.ANY);
                yield new Request.Stage(worker, attempt, clock, weight, rows);
            }
            case FAIL ->
                    new Request.Fail(worker, attempt, in.text(Limits.TEXT_BYTES_MAX, "reason"));
            case COMMIT -> commit(worker, attempt, in);
            default -> new Request.Join(worker, attempt);
        };
    }

    private static Request commit(int worker, int attempt, ByteReader in) throws BadFrame {
        int clock = Limits.clock(in, "clock");
        long[] metrics = Limits.metrics(in);
        byte[] patch = in.bytes("patch");
        return new Request.Commit(worker, attempt, clock, metrics, patch, Limits.save(in));
    }

    private Reply reply(Head head, ByteReader in) throws BadFrame {
        RowSpace space = declared.space(head.partition);
        return switch (head.kind) {
            case JOINED -> joined(in);
            case PULLED -> {
                int clock = Limits.clock(in, "clock");
                Rows rows = RowReader.inside(in, space, Content.ANY);
                int[] barred = TopologyCodec.ascending(in, space.size(), "barred rows");
                boolean waits = in.flag("whether it waits");
                long asOf = in.upTo(Long.MAX_VALUE, "as of");
                yield new Reply.Pulled(clock, rows, barred, waits, asOf);
            }
            case STAGED -> new Reply.Staged(Limits.clock(in, "clock"));
            case COMMITTED -> new Reply.Committed(Limits.clock(in, "clock"));
            case STOPPED -> new Reply.Stopped(Limits.clock(in, "stop"));
            default -> refused(in);
        };
    }

    private static Reply joined(ByteReader in) throws BadFrame {
        int lastClock = Limits.clock(in, "last clock");
        byte[] save = Limits.save(in);
        int size = in.count(Limits.CLOCKS_MAX, 1, "patches");
        var patches = new ArrayList<byte[]>();
        for (int i = 0; i < size; i++) {
            patches.add(in.bytes("patch"));
        }
        return new Reply.Joined(lastClock, save, patches);
    }

    private static Reply refused(ByteReader in) throws BadFrame {
        int number = in.u8("reason");
        Reply.Reason reason = WorkerKind.reason(number);
        if (reason == null) {
            throw in.bad(Reason.RANGE, "no reason has number " + number);
        }
        return new Reply.Refused(reason, in.text(Limits.TEXT_BYTES_MAX, "text"));
    }
}
