package sparkgaia.wire;

import sparkgaia.core.Record;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Copy;
import sparkgaia.core.table.RowSpace;
import sparkgaia.wire.BadFrame.Reason;
import sparkgaia.wire.RowReader.Content;

/** Reads records as {@link RecordWriter} writes them, each whole or not at all. */
public final class RecordReader {
    private final Declared declared;
    private final int partition;
    private final RowSpace space;
    private final RecordPieces pieces;

    public RecordReader(Declared declared, int partition) {
        this.declared = declared;
        this.partition = partition;
        this.space = declared.space(partition);
        this.pieces = new RecordPieces(bytesMax());
    }

    /** More than any record takes: what a longer one says of its length is wrong. */
    public long bytesMax() {
        long most =
                FrameReader.messageBytesMax(space)
                        + WorkerReader.STATE_BYTES_MAX
                        + RecordPieces.HEAD_BYTES_MAX;
        return Math.min(most, ByteWriter.BYTES_MAX);
    }

    /** The record that the bytes from {@code start} to before {@code end} are, or end; null if they are a piece of one. */
    public Record read(byte[] bytes, int start, int end) throws BadFrame {
        var in = new ByteReader(bytes, start, end);
        int number = in.u8("kind");
        if (RecordPieces.isPiece(number)) {
            in = pieces.join(number, in);
            if (in == null) {
                return null;
            }
            number = in.u8("kind");
        }
        RecordKind kind = RecordKind.of(number);
        if (kind == null) {
            throw in.bad(Reason.KIND, "no record has kind " + number);
        }
        Record record = new Body(in).read(kind);
        in.end();
        return record;
    }

    /** What follows the kind. */
    private final class Body {
        private final ByteReader in;
        private final MessageReader messages;

        Body(ByteReader in) {
            this.in = in;
            this.messages = new MessageReader(in, declared, partition);
        }

        Record read(RecordKind kind) throws BadFrame {
            return switch (kind) {
                case STARTED -> new Record.Started(number("incarnation"));
                case ATTEMPT_BEGUN -> new Record.AttemptBegun(number("worker"), number("attempt"));
                case PART_STAGED -> part();
                case COMMIT_MADE -> commit();
                case PROGRESSED -> progress();
                case BATCH_ARRIVED -> arrived();
                case BATCH_SEALED -> sealed();
                case BATCH_ACKED -> acked();
                case ROWS_ANNOUNCED -> announced();
                case CLOCK_SETTLED -> new Record.ClockSettled(Limits.clock(in, "clock"));
                case METRICS_HEARD -> metrics();
                case STOP_SET -> new Record.StopSet(Limits.clock(in, "stop"));
                case VERSION_BEGUN -> new Record.VersionBegun(TopologyCodec.version(in, declared));
                case VIEW_CONSENTED -> consented();
                case CONSENT_HEARD -> new Record.ConsentHeard(region("member"), messages.agreed());
                case VIEW_DROPPED -> new Record.ViewDropped(number("number of a view"));
                case COPY_TAKEN -> copy();
                case JOB_DONE -> new Record.JobDone(in.flag("whether it is complete"));
                case JOB_FAILED -> failed(in, declared);
                default -> new ImageReader(in, messages, declared, space).read(kind);
            };
        }

        private int number(String what) throws BadFrame {
            return in.upTo(Integer.MAX_VALUE, what);
        }

        private int region(String what) throws BadFrame {
            return in.upTo(declared.regions() - 1, what);
        }

        private Record part() throws BadFrame {
            int worker = number("worker");
            int attempt = number("attempt");
            int clock = Limits.clock(in, "clock");
            long weight = in.upTo(Long.MAX_VALUE, "weight");
            return new Record.PartStaged(
                    worker, attempt, clock, weight, RowReader.inside(in, space, Content.ANY));
        }

        private Record commit() throws BadFrame {
            int worker = number("worker");
            int attempt = number("attempt");
            int clock = Limits.clock(in, "clock");
            long[] metrics = Limits.metrics(in);
            byte[] patch = in.bytes("patch");
            return new Record.CommitMade(worker, attempt, clock, metrics, patch, Limits.save(in));
        }

        private Record progress() throws BadFrame {
            int workers = in.count(Integer.MAX_VALUE, 2, "workers");
            int[] clocks = new int[workers];
            int[] attempts = new int[workers];
            for (int i = 0; i < workers; i++) {
                clocks[i] = Limits.clock(in, "clock of a worker");
                attempts[i] = number("attempt");
            }
            return new Record.Progressed(clocks, attempts);
        }

        private Record arrived() throws BadFrame {
            int version = number("version of the links");
            int from = region("sender");
            Batch batch = messages.batch();
            return new Record.BatchArrived(version, from, batch);
        }

        private Record sealed() throws BadFrame {
            int version = number("version of the links");
            int to = region("receiver");
            Batch batch = messages.batch();
            return new Record.BatchSealed(version, to, batch);
        }

        private Record acked() throws BadFrame {
            int version = number("version of the links");
            int to = region("receiver");
            return new Record.BatchAcked(version, to, in.upTo(Long.MAX_VALUE, "seq"));
        }

        private Record announced() throws BadFrame {
            int version = number("version of the links");
            int to = region("receiver");
            Announce announcement = messages.announcement();
            return new Record.RowsAnnounced(version, to, announcement.clock(), announcement.ids());
        }

        private Record metrics() throws BadFrame {
            int version = number("version of the links");
            int from = region("sender");
            return new Record.MetricsHeard(version, from, messages.metrics());
        }

        private Record consented() throws BadFrame {
            int view = number("number of a view");
            var topologies = TopologyCodec.topologies(in, declared);
            return new Record.ViewConsented(view, topologies, messages.agreed());
        }

        private Record copy() throws BadFrame {
            Copy copy = messages.copy();
            return new Record.CopyTaken(copy.version(), copy);
        }
    }

    static Record.JobFailed failed(ByteReader in, Declared declared) throws BadFrame {
        int member = in.upTo(declared.regions() - 1, "member");
        String reason = in.text(Limits.TEXT_BYTES_MAX, "reason");
        return new Record.JobFailed(member, reason, in.flag("whether it is alone"));
    }
}
