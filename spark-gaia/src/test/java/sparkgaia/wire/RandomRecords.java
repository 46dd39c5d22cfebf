package sparkgaia.wire;

import sparkgaia.core.Record;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Begin;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.Consent;
import sparkgaia.core.message.Message.Copy;
import sparkgaia.core.message.Message.StopAt;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

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
        };
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
