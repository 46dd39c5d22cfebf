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
import sparkgaia.core.view.Agreement;

import java.util.List;

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
            copy(copy);
        } else if (message instanceof Message.Outdated outdated) {
            out.varint(outdated.view());
            TopologyCodec.ascending(out, outdated.members());
        } else if (message instanceof Message.Abort abort) {
            out.varint(abort.member());
            out.text(abort.reason(), Limits.TEXT_BYTES_MAX);
        }
    }

    void batch(Batch batch) {
        checkShared(batch.rows().ids());
        out.varint(batch.seq());
        clock(batch.clock());
        clock(batch.through());
        out.varint(batch.weight());
        out.varint(batch.size());
        RowWriter.write(out, batch.rows(), batch.obligedBy(), batch.clock());
    }

    void copy(Message.Copy copy) {
        out.varint(copy.version());
        rows(copy.rows());
        rows(new Rows(copy.outerIds(), copy.outerStates()));
    }

    private void rows(Rows rows) {
        checkShared(rows.ids());
        RowWriter.write(out, rows);
    }

    void announcement(Announce announcement) {
        checkShared(announcement.ids());
        clock(announcement.clock());
        TopologyCodec.ascending(out, announcement.ids());
    }

    private void clock(Clock clock) {
        clock(clock.clock());
        out.varint(clock.laggard());
        TopologyCodec.ascending(out, clock.absent());
        metrics(clock.metrics());
        clock(clock.heardMetrics());
    }

    void metrics(List<ClockMetrics> all) {
        out.varint(all.size());
        for (ClockMetrics metrics : all) {
            clock(metrics.clock());
            Limits.metrics(out, metrics.sums());
        }
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
        agreed(consent.consent());
        out.flag(consent.isReply());
    }

    void agreed(Agreement.Consent consent) {
        clock(consent.started());
        out.flag(consent.newest() != null);
        if (consent.newest() != null) {
            TopologyCodec.write(out, consent.newest());
        }
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
