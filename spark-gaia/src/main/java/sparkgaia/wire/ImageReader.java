package sparkgaia.wire;

import sparkgaia.core.Record;
import sparkgaia.core.Record.Image;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.topology.Topology;
import sparkgaia.wire.BadFrame.Reason;
import sparkgaia.wire.RowReader.Content;

import java.util.List;

/** Reads the bodies of an image's records as {@link ImageWriter} writes them. */
final class ImageReader {
    /** A worker's numbers take a byte each at least. */
    private static final int WORKER_BYTES_MIN = 5;

    private final ByteReader in;
    private final MessageReader messages;
    private final Declared declared;
    private final RowSpace space;

    ImageReader(ByteReader in, MessageReader messages, Declared declared, RowSpace space) {
        this.in = in;
        this.messages = messages;
        this.declared = declared;
        this.space = space;
    }

    Image read(RecordKind kind) throws BadFrame {
        return switch (kind) {
            case LIFE -> life();
            case VERSION_KNOWN -> new Image.VersionKnown(TopologyCodec.version(in, declared));
            case LINKS_KEPT -> links();
            case ROW_VALUES -> new Image.RowValues(RowReader.inside(in, space, Content.ANY));
            case OWN_COUNTS -> new Image.OwnCounts(RowReader.inside(in, space, Content.SHARED));
            case WORKERS_AT -> workers();
            case PART_KEPT -> part();
            case SHARD_STATE -> shardState();
            case ROUNDS_AT -> new Image.RoundsAt(clock("last clock settled"));
            case ROUND_SUM -> sum();
            case ROUND_RESIDUAL ->
                    new Image.RoundResidual(RowReader.inside(in, space, Content.SHARED));
            case OUTER_STATES ->
                    new Image.OuterStates(RowReader.inside(in, space, Content.OUTER_STATES));
            case METRICS_FORGOTTEN -> new Image.MetricsForgotten(clock("last clock forgotten"));
            case OWN_METRICS -> new Image.OwnMetrics(messages.metrics());
            case LINK_METRICS -> metrics();
            case PROPOSAL_DEAD -> new Image.ProposalDead(TopologyCodec.topologies(in, declared));
            case PROPOSAL -> proposal();
            case PROPOSAL_CONSENT -> new Image.ProposalConsent(region("member"), messages.agreed());
            case COPY_KEPT -> new Image.CopyKept(messages.copy());
            case WHOLE -> new Image.Whole();
            default -> ofLink(kind, number("version of the links"), region("peer"));
        };
    }

    private Image ofLink(RecordKind kind, int version, int peer) throws BadFrame {
        return switch (kind) {
            case HEARD -> new Image.Heard(version, peer, large("applied"), clock("through"));
            case SENT -> sent(version, peer);
            case ROWS_PENDING -> pending(version, peer);
            case CLOCK_PENDING ->
                    new Image.ClockPending(
                            version,
                            peer,
                            clock("clock"),
                            large("weight"),
                            RowReader.inside(in, space, Content.SHARED));
            case BATCH_KEPT -> new Image.BatchKept(version, peer, messages.batch());
            case ANNOUNCEMENT_KEPT -> announcement(version, peer);
            case ROWS_WARNED ->
                    new Image.RowsWarned(
                            version,
                            peer,
                            TopologyCodec.ascending(in, space.size(), "rows announced"));
            default -> throw in.bad(Reason.KIND, "no part of an image has kind " + kind);
        };
    }

    private Image life() throws BadFrame {
        int incarnation = number("incarnation");
        int stop = clock("stop");
        boolean isDone = in.flag("whether it is done");
        boolean isComplete = in.flag("whether it is complete");
        Record.JobFailed failure =
                in.flag("whether it has failed") ? RecordReader.failed(in, declared) : null;
        return new Image.Life(incarnation, stop, isDone, isComplete, failure);
    }

    private Image links() throws BadFrame {
        int version = number("version of the links");
        int end = clock("end of a version");
        boolean isHeld = in.flag("whether it is held");
        return new Image.LinksKept(
                version, end, isHeld, TopologyCodec.ascending(in, declared.regions(), "peers"));
    }

    private Image sent(int version, int peer) throws BadFrame {
        long sealed = large("sealed");
        long acked = large("acknowledged");
        int through = clock("through");
        double ration = Double.longBitsToDouble(in.varint("ration"));
        if (Double.isNaN(ration)) {
            throw in.bad(Reason.RANGE, "a ration that is no number");
        }
        return new Image.Sent(version, peer, sealed, acked, through, ration);
    }

    private Image pending(int version, int peer) throws BadFrame {
        RowReader.Obliged obliged = RowReader.obliged(in, space, 0);
        int[] since = new int[obliged.rows().size()];
        for (int i = 0; i < since.length; i++) {
            since[i] = clock("clock since when");
        }
        return new Image.RowsPending(version, peer, obliged.rows(), since, obliged.by());
    }

    private Image announcement(int version, int peer) throws BadFrame {
        int number = number("number of an announcement");
        Announce announced = messages.announcement();
        return new Image.AnnouncementKept(
                version, peer, number, announced.clock(), announced.ids());
    }

    private Image workers() throws BadFrame {
        int first = clock("first clock");
        int size = in.count(Integer.MAX_VALUE, WORKER_BYTES_MIN, "workers");
        int[][] fields = new int[WORKER_BYTES_MIN][size];
        for (int i = 0; i < size; i++) {
            fields[0][i] = number("attempt");
            fields[1][i] = number("attempt begun");
            fields[2][i] = clock("clock applied");
            fields[3][i] = clock("clock committed");
            fields[4][i] = number("attempt committed");
        }
        return new Image.WorkersAt(first, fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    private Image part() throws BadFrame {
        int worker = number("worker");
        int attempt = number("attempt");
        int clock = clock("clock");
        long weight = large("weight");
        return new Image.PartKept(
                worker, attempt, clock, weight, RowReader.inside(in, space, Content.ANY));
    }

    private Image shardState() throws BadFrame {
        int worker = number("worker");
        int number = number("number of a state");
        int size = number("bytes of a state");
        int at = number("first byte");
        byte[] bytes = in.bytes("bytes of a state");
        if ((long) at + bytes.length > size) {
            throw in.bad(Reason.RANGE, bytes.length + " bytes from byte " + at + " of " + size);
        }
        return new Image.ShardState(worker, number, size, at, bytes);
    }

    private Image sum() throws BadFrame {
        int clock = clock("clock");
        long weight = large("weight");
        return new Image.RoundSum(clock, weight, RowReader.inside(in, space, Content.SHARED));
    }

    private Image metrics() throws BadFrame {
        int version = number("version of the links");
        int peer = region("peer");
        int upTo = clock("last clock heard");
        return new Image.LinkMetrics(version, peer, upTo, messages.metrics());
    }

    private Image proposal() throws BadFrame {
        int view = number("number of a view");
        boolean isOpen = in.flag("whether it is open");
        int[] needed = TopologyCodec.ascending(in, declared.regions(), "members needed");
        List<Topology> topologies =
                in.flag("whether there are topologies")
                        ? TopologyCodec.topologies(in, declared)
                        : List.of();
        return new Image.Proposal(view, topologies, needed, isOpen);
    }

    private int number(String what) throws BadFrame {
        return in.upTo(Integer.MAX_VALUE, what);
    }

    private long large(String what) throws BadFrame {
        return in.upTo(Long.MAX_VALUE, what);
    }

    private int region(String what) throws BadFrame {
        return in.upTo(declared.regions() - 1, what);
    }

    private int clock(String what) throws BadFrame {
        return Limits.clock(in, what);
    }
}
