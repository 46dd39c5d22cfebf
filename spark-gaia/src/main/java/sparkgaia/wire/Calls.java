package sparkgaia.wire;

import sparkgaia.core.Invariant;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.wire.BadFrame.Reason;
import sparkgaia.wire.RowReader.Content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Bytes of calls and back: each is one frame. */
public final class Calls {
    public static final int RUN_BYTES_MAX = 128;
    public static final int KEY_BYTES_MAX = 128;
    public static final int TOKEN_BYTES_MAX = 256;
    public static final int HASH_BYTES = 32;

    /** Pieces of a model, each of at most a frame, that a worker may have asked for and not taken. */
    public static final int READS_AHEAD_MAX = 16;

    /** Of one kind in a tally: more than tables or causes can be. */
    private static final int NUMBERS_MAX = 1_000;

    private static final int CAPACITY = 256;
    private static final int KIND_AT = 5;
    private static final int HEAD_BYTES = 64;
    private static final int ROW_HEAD_BYTES = 16;

    private Calls() {}

    /** Whether a frame is a call: the byte of its kind says so. */
    public static boolean isCall(byte[] frame) {
        return frame.length > KIND_AT && CallKind.of(frame[KIND_AT] & 0xFF) != null;
    }

    public static byte[] write(Call call) {
        var out = new ByteWriter(CAPACITY);
        write(out, call);
        return out.toBytes();
    }

    static void write(ByteWriter out, Call call) {
        out.clear();
        out.i32(0);
        out.u8(FrameReader.FORMAT);
        out.u8(CallKind.of(call).number());
        if (call instanceof Call.OfPeers ofPeers) {
            ofPeers(out, ofPeers);
        } else {
            ofWorkers(out, (Call.OfWorkers) call);
        }
        Invariant.check(
                out.size() <= FrameReader.FRAME_BYTES_MAX, "a call of %d bytes", out.size());
        out.putInt(0, out.size() - Integer.BYTES);
    }

    private static void ofPeers(ByteWriter out, Call.OfPeers call) {
        if (call instanceof Call.Offered offered) {
            run(out, offered.run());
            out.text(offered.description(), JobDescription.TEXT_BYTES_MAX);
        } else if (call instanceof Call.Withdrawn withdrawn) {
            run(out, withdrawn.run());
        } else if (call instanceof Call.Noted noted) {
            run(out, noted.run());
            out.text(noted.text(), Limits.TEXT_BYTES_MAX);
        } else if (call instanceof Call.Turned turned) {
            run(out, turned.run());
            out.text(turned.text(), Limits.TEXT_BYTES_MAX);
        } else if (call instanceof Call.Admitted admitted) {
            run(out, admitted.run());
            key(out, admitted.key());
        } else if (call instanceof Call.Attached attached) {
            out.varint(attached.number());
            key(out, attached.key());
        } else if (call instanceof Call.Done done) {
            key(out, done.key());
        } else if (call instanceof Call.Ended ended) {
            key(out, ended.key());
            out.flag(ended.isFailed());
            out.text(ended.text(), Limits.TEXT_BYTES_MAX);
        } else if (call instanceof Call.LedgerHead head) {
            Invariant.check(head.hash().length == HASH_BYTES, "a hash of 32 bytes");
            out.varint(head.number());
            out.put(head.hash(), 0, HASH_BYTES);
        }
    }

    private static void ofWorkers(ByteWriter out, Call.OfWorkers call) {
        if (call instanceof Call.Authenticate authenticate) {
            out.text(authenticate.token(), TOKEN_BYTES_MAX);
            out.text(authenticate.client(), Limits.NAME_BYTES_MAX);
        } else if (call instanceof Call.Welcome welcome) {
            out.text(welcome.region(), Limits.NAME_BYTES_MAX);
            out.text(welcome.release(), Limits.NAME_BYTES_MAX);
        } else if (call instanceof Call.Open open) {
            run(out, open.run());
            out.varint(open.worker() + 1L);
            out.varint(open.attempt() + 1L);
            out.text(open.description(), JobDescription.TEXT_BYTES_MAX);
        } else if (call instanceof Call.Opened opened) {
            key(out, opened.key());
            out.varint(opened.region());
            out.varint(opened.attempt() + 1L);
        } else if (call instanceof Call.Waiting waiting) {
            out.text(waiting.text(), Limits.TEXT_BYTES_MAX);
        } else if (call instanceof Call.Denied denied) {
            out.u8(denied.reason().ordinal() + 1);
            out.text(denied.text(), Limits.TEXT_BYTES_MAX);
        } else if (call instanceof Call.Read read) {
            out.varint(read.partition());
            out.varint(read.from());
            out.varint(read.count());
        } else if (call instanceof Call.Values values) {
            out.varint(values.partition());
            out.varint(values.from());
            BlockWriter.write(out, values.rows());
        } else if (call instanceof Call.Standing standing) {
            out.varint(Limits.clockCode(standing.clock()));
            out.flag(standing.isFinished());
            out.flag(standing.isComplete());
            out.text(standing.failure(), Limits.TEXT_BYTES_MAX);
            out.text(standing.note(), Limits.TEXT_BYTES_MAX);
        } else if (call instanceof Call.Beat beat) {
            out.varint(beat.number());
        } else if (call instanceof Call.Tally tally) {
            out.varint(tally.member());
        } else if (call instanceof Call.Tallied tallied) {
            tallied(out, tallied);
        }
    }

    private static void tallied(ByteWriter out, Call.Tallied tallied) {
        out.varint(tallied.member());
        out.varint(tallied.dataBytes());
        out.varint(tallied.controlBytes());
        out.varint(tallied.changedRows());
        out.varint(tallied.sentRows());
        numbers(out, tallied.rowsLeft());
        numbers(out, tallied.waitedNanos());
    }

    private static void numbers(ByteWriter out, List<Long> numbers) {
        Invariant.check(numbers.size() <= NUMBERS_MAX, "%d numbers", numbers.size());
        out.varint(numbers.size());
        numbers.forEach(out::varint);
    }

    private static void run(ByteWriter out, String run) {
        check("run", run, RUN_BYTES_MAX);
        out.text(run, RUN_BYTES_MAX);
    }

    private static void key(ByteWriter out, String key) {
        check("key", key, KEY_BYTES_MAX);
        out.text(key, KEY_BYTES_MAX);
    }

    private static void check(String what, String text, int bytesMax) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        Invariant.check(bytes <= bytesMax, "a %s of %d bytes", what, bytes);
    }

    /** A call between sidecars: exactly one frame. */
    public static Call.OfPeers ofPeers(byte[] frame) throws BadFrame {
        ByteReader in = FrameReader.opened(frame, 0, frame.length);
        int number = in.u8("kind");
        CallKind kind = CallKind.of(number);
        if (kind == null || !kind.isOfPeers()) {
            throw in.bad(Reason.KIND, "no call between regions has kind " + number);
        }
        Call.OfPeers call =
                switch (kind) {
                    case OFFERED -> new Call.Offered(readRun(in), description(in));
                    case WITHDRAWN -> new Call.Withdrawn(readRun(in));
                    case NOTED -> new Call.Noted(readRun(in), text(in));
                    case TURNED -> new Call.Turned(readRun(in), text(in));
                    case ADMITTED -> new Call.Admitted(readRun(in), readKey(in));
                    case ATTACHED ->
                            new Call.Attached(
                                    in.upTo(Integer.MAX_VALUE, "number of a job"), readKey(in));
                    case DONE -> new Call.Done(readKey(in));
                    case ENDED -> new Call.Ended(readKey(in), in.flag("failed"), text(in));
                    default -> ledgerHead(in);
                };
        in.end();
        return call;
    }

    private static Call.LedgerHead ledgerHead(ByteReader in) throws BadFrame {
        long number = in.upTo(Long.MAX_VALUE, "number of a ledger's record");
        byte[] hash = new byte[HASH_BYTES];
        for (int i = 0; i < HASH_BYTES; i++) {
            hash[i] = (byte) in.u8("hash");
        }
        return new Call.LedgerHead(number, hash);
    }

    /**
     * A call between a worker and its sidecar: exactly one frame.
     *
     * @param declared the numbering of each partition of the connection's job, or null while there is none
     */
    public static Call.OfWorkers ofWorkers(byte[] frame, Declared declared) throws BadFrame {
        ByteReader in = FrameReader.opened(frame, 0, frame.length);
        int number = in.u8("kind");
        CallKind kind = CallKind.of(number);
        if (kind == null || kind.isOfPeers()) {
            throw in.bad(Reason.KIND, "no call of workers has kind " + number);
        }
        Call.OfWorkers call =
                switch (kind) {
                    case AUTHENTICATE ->
                            new Call.Authenticate(in.text(TOKEN_BYTES_MAX, "token"), name(in));
                    case WELCOME -> new Call.Welcome(name(in), name(in));
                    case OPEN ->
                            new Call.Open(
                                    readRun(in),
                                    in.upTo(Integer.MAX_VALUE, "worker") - 1,
                                    in.upTo(Integer.MAX_VALUE, "attempt") - 1,
                                    description(in));
                    case OPENED ->
                            new Call.Opened(
                                    readKey(in),
                                    in.upTo(Integer.MAX_VALUE, "region"),
                                    in.upTo(Integer.MAX_VALUE, "attempt") - 1);
                    case WAITING -> new Call.Waiting(text(in));
                    case DENIED -> new Call.Denied(denial(in), text(in));
                    case READ, VALUES -> ofRows(in, kind, declared);
                    case INQUIRE -> new Call.Inquire();
                    case STANDING ->
                            new Call.Standing(
                                    Limits.clock(in, "clock"),
                                    in.flag("finished"),
                                    in.flag("complete"),
                                    text(in),
                                    text(in));
                    case LEAVE -> new Call.Leave();
                    case TALLY -> new Call.Tally(in.upTo(Integer.MAX_VALUE, "member"));
                    case TALLIED -> tallied(in);
                    default -> new Call.Beat(in.upTo(Long.MAX_VALUE, "number of a beat"));
                };
        in.end();
        return call;
    }

    private static Call.Tallied tallied(ByteReader in) throws BadFrame {
        return new Call.Tallied(
                in.upTo(Integer.MAX_VALUE, "member"),
                in.upTo(Long.MAX_VALUE, "data bytes"),
                in.upTo(Long.MAX_VALUE, "control bytes"),
                in.upTo(Long.MAX_VALUE, "changed rows"),
                in.upTo(Long.MAX_VALUE, "sent rows"),
                numbers(in, "rows that left"),
                numbers(in, "nanoseconds waited"));
    }

    private static List<Long> numbers(ByteReader in, String what) throws BadFrame {
        int count = in.count(NUMBERS_MAX, 1, what);
        var numbers = new ArrayList<Long>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(in.upTo(Long.MAX_VALUE, what));
        }
        return numbers;
    }

    private static Call.OfWorkers ofRows(ByteReader in, CallKind kind, Declared declared)
            throws BadFrame {
        if (declared == null) {
            throw in.bad(Reason.KIND, "rows before a job is open");
        }
        int partition = in.upTo(declared.partitions() - 1, "partition");
        RowSpace space = declared.space(partition);
        int from = in.upTo(space.size(), "first row");
        if (kind == CallKind.READ) {
            return new Call.Read(partition, from, in.upTo(space.size() - from, "rows"));
        }
        return new Call.Values(partition, from, RowReader.inside(in, space, Content.ANY));
    }

    /** How many rows from {@code from} on are sure to fit into one frame: at least one, at most so many. */
    public static int fitting(RowSpace space, int from, int count) {
        long bytes = HEAD_BYTES;
        int size = 0;
        while (size < count) {
            bytes += ROW_HEAD_BYTES + 4L * space.width(from + size);
            if (size > 0 && bytes > FrameReader.FRAME_BYTES_MAX) {
                break;
            }
            size++;
        }
        return size;
    }

    /** Rows of consecutive numbers. */
    public static Rows rows(int from, int size, IntFunction<int[]> cells) {
        int[] ids = new int[size];
        int[][] rows = new int[size][];
        for (int i = 0; i < size; i++) {
            ids[i] = from + i;
            rows[i] = cells.apply(from + i);
        }
        return new Rows(ids, rows);
    }

    private static Call.Denial denial(ByteReader in) throws BadFrame {
        int number = in.u8("reason");
        Call.Denial[] all = Call.Denial.values();
        if (number < 1 || number > all.length) {
            throw in.bad(Reason.RANGE, "no reason has number " + number);
        }
        return all[number - 1];
    }

    private static String readRun(ByteReader in) throws BadFrame {
        return in.text(RUN_BYTES_MAX, "run");
    }

    private static String readKey(ByteReader in) throws BadFrame {
        return in.text(KEY_BYTES_MAX, "key");
    }

    private static String name(ByteReader in) throws BadFrame {
        return in.text(Limits.NAME_BYTES_MAX, "name");
    }

    private static String text(ByteReader in) throws BadFrame {
        return in.text(Limits.TEXT_BYTES_MAX, "text");
    }

    private static String description(ByteReader in) throws BadFrame {
        return in.text(JobDescription.TEXT_BYTES_MAX, "description");
    }
}
