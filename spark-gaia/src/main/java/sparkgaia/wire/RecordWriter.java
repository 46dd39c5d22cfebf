package sparkgaia.wire;

import sparkgaia.core.Invariant;
import sparkgaia.core.Record;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.table.RowSpace;

import java.nio.ByteBuffer;

/**
 * Makes bytes of the records of one partition's journal, as {@code docs/journal.md} lays them out: the kind, then field by
 * field in the order of their declaration. Rows of regional tables have a form here: a journal never leaves its region.
 * Not for several threads at once.
 */
public final class RecordWriter {
    /** What it keeps between records, enough for one as long as a frame; a longer one's memory is given back. */
    private static final int KEPT_BYTES_MAX = 2 * FrameReader.FRAME_BYTES_MAX;

    private static final int CAPACITY = 1 << 12;

    private final RowSpace space;
    private ByteWriter out;
    private MessageWriter messages;
    private ImageWriter images;

    public RecordWriter(Declared declared, int partition) {
        this.space = declared.space(partition);
        begin();
    }

    private void begin() {
        out = new ByteWriter(CAPACITY);
        messages = new MessageWriter(out, space);
        images = new ImageWriter(out, messages);
    }

    /** The record's bytes, which the next call overwrites. */
    public ByteBuffer write(Record record) {
        if (out.array().length > KEPT_BYTES_MAX) {
            begin();
        }
        out.clear();
        RecordKind kind = RecordKind.of(record);
        out.u8(kind.number());
        switch (kind) {
            case STARTED -> out.varint(((Record.Started) record).incarnation());
            case ATTEMPT_BEGUN -> attempt((Record.AttemptBegun) record);
            case PART_STAGED -> part((Record.PartStaged) record);
            case COMMIT_MADE -> commit((Record.CommitMade) record);
            case PROGRESSED -> progress((Record.Progressed) record);
            case BATCH_ARRIVED -> arrived((Record.BatchArrived) record);
            case BATCH_SEALED -> sealed((Record.BatchSealed) record);
            case BATCH_ACKED -> acked((Record.BatchAcked) record);
            case ROWS_ANNOUNCED -> announced((Record.RowsAnnounced) record);
            case CLOCK_SETTLED -> clock(((Record.ClockSettled) record).clock());
            case METRICS_HEARD -> metrics((Record.MetricsHeard) record);
            case STOP_SET -> clock(((Record.StopSet) record).clock());
            case VERSION_BEGUN ->
                    TopologyCodec.write(out, ((Record.VersionBegun) record).version());
            case VIEW_CONSENTED -> consented((Record.ViewConsented) record);
            case CONSENT_HEARD -> heard((Record.ConsentHeard) record);
            case VIEW_DROPPED -> out.varint(((Record.ViewDropped) record).view());
            case COPY_TAKEN -> copy((Record.CopyTaken) record);
            case JOB_DONE -> out.flag(((Record.JobDone) record).isComplete());
            case JOB_FAILED -> failed(out, (Record.JobFailed) record);
            default -> images.write((Record.Image) record);
        }
        return ByteBuffer.wrap(out.array(), 0, out.size());
    }

    private void attempt(Record.AttemptBegun begun) {
        out.varint(begun.worker());
        out.varint(begun.attempt());
    }

    private void part(Record.PartStaged part) {
        out.varint(part.worker());
        out.varint(part.attempt());
        clock(part.clock());
        out.varint(part.weight());
        BlockWriter.write(out, part.rows());
    }

    private void commit(Record.CommitMade commit) {
        out.varint(commit.worker());
        out.varint(commit.attempt());
        clock(commit.clock());
        Limits.metrics(out, commit.metrics());
        out.bytes(commit.patch());
        Limits.save(out, commit.save());
    }

    private void progress(Record.Progressed progress) {
        int workers = progress.clocks().length;
        Invariant.check(progress.attempts().length == workers, "an attempt for each clock");
        out.varint(workers);
        for (int i = 0; i < workers; i++) {
            clock(progress.clocks()[i]);
            out.varint(progress.attempts()[i]);
        }
    }

    private void arrived(Record.BatchArrived arrived) {
        link(arrived.version(), arrived.from());
        messages.batch(arrived.batch());
    }

    private void sealed(Record.BatchSealed sealed) {
        link(sealed.version(), sealed.to());
        messages.batch(sealed.batch());
    }

    private void acked(Record.BatchAcked acked) {
        link(acked.version(), acked.to());
        out.varint(acked.seq());
    }

    private void announced(Record.RowsAnnounced announced) {
        link(announced.version(), announced.to());
        messages.announcement(new Announce(announced.clock(), announced.ids()));
    }

    private void metrics(Record.MetricsHeard heard) {
        link(heard.version(), heard.from());
        messages.metrics(heard.metrics());
    }

    private void consented(Record.ViewConsented consented) {
        out.varint(consented.view());
        TopologyCodec.write(out, consented.topologies());
        messages.agreed(consented.consent());
    }

    private void heard(Record.ConsentHeard heard) {
        out.varint(heard.member());
        messages.agreed(heard.consent());
    }

    private void copy(Record.CopyTaken taken) {
        Invariant.check(
                taken.version() == taken.copy().version(),
                "a copy for version %d taken for %d",
                taken.copy().version(),
                taken.version());
        messages.copy(taken.copy());
    }

    static void failed(ByteWriter out, Record.JobFailed failed) {
        out.varint(failed.member());
        out.text(failed.reason(), Limits.TEXT_BYTES_MAX);
        out.flag(failed.isAlone());
    }

    private void link(int version, int peer) {
        out.varint(version);
        out.varint(peer);
    }

    private void clock(int clock) {
        out.varint(Limits.clockCode(clock));
    }
}
