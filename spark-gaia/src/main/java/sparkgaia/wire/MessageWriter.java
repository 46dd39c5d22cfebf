package sparkgaia.wire;

import sparkgaia.core.Invariant;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.ClockMetrics;
import sparkgaia.core.message.Message.Consent;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

/** The bodies of messages, field by field in the order of their records. */
final class MessageWriter {
    private final ByteWriter out;
    private final RowSpace space;

    MessageWriter(ByteWriter out, RowSpace space) {
        this.out = out;
        this.space = space;
    }

    void write(Message message) {
        if (message instanceof Batch batch) {
            batch(batch);
        } else if (message instanceof Message.Ack ack) {
            out.varint(ack.seq());
        } else if (message instanceof Message.Gap gap) {
            out.varint(gap.seq());
        } else if (message instanceof Announce announcement) {
            announcement(announcement);
        } else if (message instanceof Clock clock) {
            clock(clock);
        } else if (message instanceof Statement statement) {
            statement(statement);
        } else if (message instanceof Message.StopAt stop) {
            clock(stop.clock());
        } else if (message instanceof Message.Begin begin) {
            TopologyCodec.write(out, begin.version());
        } else {
            ofViews(message);
        }
    }

    private void ofViews(Message message) {
        if (message instanceof Consent consent) {
            consent(consent);
        } else if (message instanceof Message.Refusal refusal) {
            out.varint(refusal.view());
            TopologyCodec.write(out, refusal.topologies());
        } else if (message instanceof Message.Own own) {
            out.varint(own.version());
            rows(own.counts());
        } else if (message instanceof Message.Copy copy) {
            out.varint(copy.version());
            rows(copy.rows());
            rows(new Rows(copy.outerIds(), copy.outerStates()));
        } else if (message instanceof Message.Outdated outdated) {
            out.varint(outdated.view());
            TopologyCodec.ascending(out, outdated.members());
        } else if (message instanceof Message.Abort abort) {
            out.varint(abort.member());
            out.text(abort.reason(), Limits.TEXT_BYTES_MAX);
        }
    }

    private void batch(Batch batch) {
        checkShared(batch.rows().ids());
        out.varint(batch.seq());
        clock(batch.clock());
        clock(batch.through());
        out.varint(batch.weight());
        out.varint(batch.size());
        RowWriter.write(out, batch.rows(), batch.obligedBy(), batch.clock());
    }

    private void rows(Rows rows) {
        checkShared(rows.ids());
        RowWriter.write(out, rows);
    }

    private void announcement(Announce announcement) {
        checkShared(announcement.ids());
        clock(announcement.clock());
        TopologyCodec.ascending(out, announcement.ids());
    }

    private void clock(Clock clock) {
        clock(clock.clock());
        out.varint(clock.laggard());
        TopologyCodec.ascending(out, clock.absent());
        out.varint(clock.metrics().size());
        for (ClockMetrics metrics : clock.metrics()) {
            clock(metrics.clock());
            out.varint(metrics.sums().length);
            for (long sum : metrics.sums()) {
                out.signed(sum);
            }
        }
        clock(clock.heardMetrics());
    }

    private void statement(Statement statement) {
        out.varint(statement.incarnation());
        out.varint(statement.applied());
        clock(statement.stop());
        out.flag(statement.begun() != null);
        if (statement.begun() != null) {
            TopologyCodec.write(out, statement.begun());
        }
        out.varint(statement.announcements().size());
        statement.announcements().forEach(this::announcement);
        clock(statement.clock());
        out.flag(statement.isReply());
    }

    private void consent(Consent consent) {
        out.varint(consent.view());
        TopologyCodec.write(out, consent.topologies());
        clock(consent.consent().started());
        out.flag(consent.consent().newest() != null);
        if (consent.consent().newest() != null) {
            TopologyCodec.write(out, consent.consent().newest());
        }
        out.flag(consent.isReply());
    }

    private void clock(int clock) {
        out.varint(Limits.clockCode(clock));
    }

    /** A row that is pinned has no form between regions (I10). */
    private void checkShared(int[] ids) {
        for (int id : ids) {
            Invariant.check(space.spec(id).isShared(), "row %d is not shared", id);
        }
    }
}
