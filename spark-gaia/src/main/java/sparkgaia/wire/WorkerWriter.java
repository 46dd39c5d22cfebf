package sparkgaia.wire;

import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;

import java.nio.ByteBuffer;

/**
 * Makes bytes of what a worker and its own region say to each other, as {@link FrameWriter} does of frames. What it
 * returns are its own bytes, which the next call overwrites. Not for several threads at once.
 */
public final class WorkerWriter {
    private static final int CAPACITY = 1 << 12;

    /** A frame, and what more was made room for than it took. */
    private static final int KEPT_BYTES_MAX = 2 * FrameReader.FRAME_BYTES_MAX;

    private final ByteWriter out = new ByteWriter(CAPACITY);

    /** The call's frame. */
    public ByteBuffer write(Call.OfWorkers call) {
        Calls.write(out, call);
        return written();
    }

    /** The request's frame, or several if it is too long for one. */
    public ByteBuffer write(Asked asked) {
        Request request = asked.request();
        int headBytes =
                head(
                        WorkerKind.of(request),
                        asked.partition(),
                        request.worker(),
                        request.attempt());
        if (request instanceof Request.Pull pull) {
            clock(pull.clock());
            TopologyCodec.ascending(out, pull.ids());
            out.flag(pull.waits());
            out.varint(pull.since());
        } else if (request instanceof Request.Stage stage) {
            clock(stage.clock());
            out.varint(stage.weight());
            BlockWriter.write(out, stage.rows());
        } else if (request instanceof Request.Commit commit) {
            commit(commit);
        } else if (request instanceof Request.Fail fail) {
            out.text(fail.reason(), Limits.TEXT_BYTES_MAX);
        }
        Parts.cut(out, headBytes);
        return written();
    }

    /** The reply's frame, or several if it is too long for one. */
    public ByteBuffer write(Answered answered) {
        Reply reply = answered.reply();
        int headBytes =
                head(
                        WorkerKind.of(reply),
                        answered.partition(),
                        answered.worker(),
                        answered.attempt());
        if (reply instanceof Reply.Joined joined) {
            joined(joined);
        } else if (reply instanceof Reply.Pulled pulled) {
            clock(pulled.clock());
            BlockWriter.write(out, pulled.rows());
            TopologyCodec.ascending(out, pulled.barred());
            out.flag(pulled.waits());
            out.varint(pulled.asOf());
        } else if (reply instanceof Reply.Staged staged) {
            clock(staged.clock());
        } else if (reply instanceof Reply.Committed committed) {
            clock(committed.clock());
        } else if (reply instanceof Reply.Stopped stopped) {
            clock(stopped.stop());
        } else if (reply instanceof Reply.Refused refused) {
            out.u8(WorkerKind.number(refused.reason()));
            out.text(refused.text(), Limits.TEXT_BYTES_MAX);
        }
        Parts.cut(out, headBytes);
        return written();
    }

    private int head(WorkerKind kind, int partition, int worker, int attempt) {
        out.clear();
        out.i32(0);
        out.u8(FrameReader.FORMAT);
        out.u8(kind.number());
        out.varint(partition);
        out.varint(worker);
        out.varint(attempt);
        return out.size();
    }

    /** Whether it is worth keeping: what it has written was not much longer than a frame. */
    boolean isSmall() {
        return out.array().length <= KEPT_BYTES_MAX;
    }

    private ByteBuffer written() {
        return ByteBuffer.wrap(out.array(), 0, out.size());
    }

    private void commit(Request.Commit commit) {
        clock(commit.clock());
        Limits.metrics(out, commit.metrics());
        out.bytes(commit.patch());
        Limits.save(out, commit.save());
    }

    private void joined(Reply.Joined joined) {
        clock(joined.lastClock());
        Limits.save(out, joined.save());
        out.varint(joined.patches().size());
        joined.patches().forEach(out::bytes);
    }

    private void clock(int clock) {
        out.varint(Limits.clockCode(clock));
    }
}
