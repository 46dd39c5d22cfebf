package sparkgaia.wire;

import sparkgaia.core.Record;
import sparkgaia.core.Record.Image;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Begin;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.Consent;
import sparkgaia.core.message.Message.Copy;
import sparkgaia.core.message.Message.StopAt;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Records of every kind, with fields from all over their ranges. */
final class RandomRecords {
    private final Random random;
    private final RandomFrames frames;

    RandomRecords(Random random) {
        this.random = random;
        this.frames = new RandomFrames(random);
    }

    Record next(RecordKind kind) {
        return switch (kind) {
            case STARTED -> new Record.Started(number());
            case ATTEMPT_BEGUN -> new Record.AttemptBegun(number(), number());
            case PART_STAGED ->
                    new Record.PartStaged(number(), number(), clock(), large(), anyRows());
            case COMMIT_MADE ->
                    new Record.CommitMade(
                            number(),
                            number(),
                            clock(),
                            random.longs(random.nextInt(4)).toArray(),
                            bytes(),
                            random.nextBoolean() ? bytes() : null);
            case PROGRESSED -> progress();
            case BATCH_ARRIVED -> new Record.BatchArrived(number(), region(), batch());
            case BATCH_SEALED -> new Record.BatchSealed(number(), region(), batch());
            case BATCH_ACKED -> new Record.BatchAcked(number(), region(), large());
            case ROWS_ANNOUNCED -> announced();
            case CLOCK_SETTLED -> new Record.ClockSettled(clock());
            case METRICS_HEARD ->
                    new Record.MetricsHeard(
                            number(), region(), ((Clock) message(Kind.CLOCK)).metrics());
            case STOP_SET -> new Record.StopSet(clock());
            case VERSION_BEGUN -> new Record.VersionBegun(((Begin) message(Kind.BEGIN)).version());
            case VIEW_CONSENTED -> {
                var consent = (Consent) message(Kind.CONSENT);
                yield new Record.ViewConsented(
                        consent.view(), consent.topologies(), consent.consent());
            }
            case CONSENT_HEARD ->
                    new Record.ConsentHeard(region(), ((Consent) message(Kind.CONSENT)).consent());
            case VIEW_DROPPED -> new Record.ViewDropped(number());
            case COPY_TAKEN -> {
                var copy = (Copy) message(Kind.COPY);
                yield new Record.CopyTaken(copy.version(), copy);
            }
            case JOB_DONE -> new Record.JobDone(random.nextBoolean());
            case JOB_FAILED ->
                    new Record.JobFailed(region(), "text " + large(), random.nextBoolean());
            default -> image(kind);
        };
    }

    private Image image(RecordKind kind) {
        return switch (kind) {
            case LIFE -> life();
            case LINKS_KEPT ->
                    new Image.LinksKept(number(), clock(), random.nextBoolean(), someOf(5));
            case ROW_VALUES -> new Image.RowValues(anyRows());
            case OWN_COUNTS -> new Image.OwnCounts(sharedRows());
            case WORKERS_AT -> workers();
            case PART_KEPT -> new Image.PartKept(number(), number(), clock(), large(), anyRows());
            case SHARD_STATE -> {
                byte[] bytes = bytes();
                int at = number() >>> 1;
                yield new Image.ShardState(number(), number(), at + bytes.length, at, bytes);
            }
            case ROUNDS_AT -> new Image.RoundsAt(clock());
            case ROUND_SUM -> new Image.RoundSum(clock(), large(), sharedRows());
            case ROUND_RESIDUAL -> new Image.RoundResidual(sharedRows());
            case OUTER_STATES -> new Image.OuterStates(((Copy) message(Kind.COPY)).outer());
            case METRICS_FORGOTTEN -> new Image.MetricsForgotten(clock());
            case OWN_METRICS -> new Image.OwnMetrics(((Clock) message(Kind.CLOCK)).metrics());
            case LINK_METRICS ->
                    new Image.LinkMetrics(
                            number(), region(), clock(), ((Clock) message(Kind.CLOCK)).metrics());
            case COPY_KEPT -> new Image.CopyKept((Copy) message(Kind.COPY));
            case WHOLE -> new Image.Whole();
            case VERSION_KNOWN -> new Image.VersionKnown(((Begin) message(Kind.BEGIN)).version());
            case PROPOSAL_DEAD -> new Image.ProposalDead(consent().topologies());
            case PROPOSAL_CONSENT -> new Image.ProposalConsent(region(), consent().consent());
            case PROPOSAL ->
                    new Image.Proposal(
                            number(),
                            random.nextBoolean() ? List.of() : consent().topologies(),
                            someOf(Samples.REGIONS),
                            random.nextBoolean());
            default -> link(kind, number(), region());
        };
    }

    private Image link(RecordKind kind, int version, int peer) {
        return switch (kind) {
            case HEARD -> new Image.Heard(version, peer, large(), clock());
            case SENT ->
                    new Image.Sent(
                            version, peer, large(), large(), clock(), random.nextGaussian() * 1e6);
            case ROWS_PENDING -> {
                Batch batch = batch();
                int[] since = Arrays.stream(batch.rows().ids()).map(id -> clock()).toArray();
                yield new Image.RowsPending(version, peer, batch.rows(), since, batch.obligedBy());
            }
            case CLOCK_PENDING ->
                    new Image.ClockPending(version, peer, clock(), large(), sharedRows());
            case BATCH_KEPT -> new Image.BatchKept(version, peer, batch());
            case ANNOUNCEMENT_KEPT -> {
                var announce = (Announce) message(Kind.ANNOUNCE);
                yield new Image.AnnouncementKept(
                        version, peer, number(), announce.clock(), announce.ids());
            }
            case ROWS_WARNED -> new Image.RowsWarned(version, peer, someOf(Samples.SHARED_ROWS));
            default -> throw new IllegalStateException("no random " + kind);
        };
    }

    private Image life() {
        Record.JobFailed failure =
                random.nextBoolean()
                        ? null
                        : new Record.JobFailed(region(), "text " + large(), random.nextBoolean());
        return new Image.Life(
                number(), clock(), random.nextBoolean(), random.nextBoolean(), failure);
    }

    private Image workers() {
        int[][] numbers = new int[5][random.nextInt(4)];
        for (int i = 0; i < numbers[0].length; i++) {
            for (int field = 0; field < numbers.length; field++) {
                numbers[field][i] = field == 2 || field == 3 ? clock() : number();
            }
        }
        return new Image.WorkersAt(
                number() >>> 2, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    private Consent consent() {
        return (Consent) message(Kind.CONSENT);
    }

    private Rows sharedRows() {
        return batch().rows();
    }

    private int[] someOf(int size) {
        return IntStream.range(0, size).filter(i -> random.nextInt(3) == 0).toArray();
    }

    private Object message(Kind kind) {
        return frames.next(kind).message();
    }

    private Batch batch() {
        return (Batch) message(Kind.BATCH);
    }

    private Record announced() {
        var announce = (Announce) message(Kind.ANNOUNCE);
        return new Record.RowsAnnounced(number(), region(), announce.clock(), announce.ids());
    }

    private Record progress() {
        int workers = random.nextInt(5);
        return new Record.Progressed(
                IntStream.range(0, workers).map(i -> clock()).toArray(),
                IntStream.range(0, workers).map(i -> number()).toArray());
    }

    private int clock() {
        return ((StopAt) message(Kind.STOP_AT)).clock();
    }

    private int number() {
        return random.nextInt() >>> 1 + random.nextInt(31);
    }

    private long large() {
        return random.nextLong() >>> 1 + random.nextInt(63);
    }

    private int region() {
        return random.nextInt(Samples.REGIONS);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Of regional tables too. */
    private Rows anyRows() {
        RowSpace space = Samples.JOB.space(0);
        int[] ids = IntStream.range(0, space.size()).filter(id -> random.nextInt(3) == 0).toArray();
        int[][] cells = new int[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            int bits = random.nextInt(32);
            cells[i] = random.ints(space.width(ids[i])).map(cell -> cell >> bits).toArray();
        }
        return new Rows(ids, cells);
    }
}
