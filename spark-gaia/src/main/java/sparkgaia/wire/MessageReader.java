package sparkgaia.wire;

import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.ClockMetrics;
import sparkgaia.core.message.Message.Consent;
import sparkgaia.core.message.Message.Copy;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.Version;
import sparkgaia.wire.BadFrame.Reason;

import java.util.ArrayList;
import java.util.List;

/** Reads bodies as {@link MessageWriter} writes them, whole or not at all. */
final class MessageReader {
    private final ByteReader in;
    private final Declared declared;
    private final RowSpace space;

    MessageReader(ByteReader in, Declared declared, int partition) {
        this.in = in;
        this.declared = declared;
        this.space = declared.space(partition);
    }

    Message read(Kind kind) throws BadFrame {
        Message message =
                switch (kind) {
                    case BATCH -> batch();
                    case ACK -> new Message.Ack(number("seq"));
                    case GAP -> new Message.Gap(number("seq"));
                    case ANNOUNCE -> announcement();
                    case CLOCK -> clock();
                    case STATEMENT -> statement();
                    case STOP_AT -> new Message.StopAt(Limits.clock(in, "stop"));
                    case BEGIN -> new Message.Begin(TopologyCodec.version(in, declared));
                    case CONSENT -> consent();
                    case KNOCK -> new Message.Knock();
                    case OVER -> new Message.Over();
                    case REFUSAL -> refusal();
                    case OWN -> own();
                    case COPY -> copy();
                    case OUTDATED -> outdated();
                    case ABORT -> abort();
                    case HEARTBEAT -> new Message.Heartbeat();
                };
        in.end();
        return message;
    }

    private long number(String what) throws BadFrame {
        return in.upTo(Long.MAX_VALUE, what);
    }

    private int integer(String what) throws BadFrame {
        return in.upTo(Integer.MAX_VALUE, what);
    }

    Batch batch() throws BadFrame {
        long seq = number("seq");
        int clock = Limits.clock(in, "clock of a batch");
        int through = Limits.clock(in, "through");
        long weight = number("weight");
        int size = integer("size");
        RowReader.Obliged obliged = RowReader.obliged(in, space, clock);
        return new Batch(seq, clock, through, weight, obliged.rows(), obliged.by(), size);
    }

    Announce announcement() throws BadFrame {
        int clock = Limits.clock(in, "clock of an announcement");
        int[] ids = TopologyCodec.ascending(in, space.size(), "rows announced");
        for (int id : ids) {
            if (!space.spec(id).isShared()) {
                throw in.bad(Reason.ROW, "row " + space.name(id) + ", which is not shared");
            }
        }
        return new Announce(clock, ids);
    }

    private Clock clock() throws BadFrame {
        int clock = Limits.clock(in, "clock");
        int laggard = in.upTo(declared.regions() - 1, "laggard");
        int[] absent = TopologyCodec.ascending(in, declared.regions(), "absent members");
        List<ClockMetrics> metrics = metrics();
        return new Clock(clock, laggard, absent, metrics, Limits.clock(in, "heard metrics"));
    }

    List<ClockMetrics> metrics() throws BadFrame {
        int size = in.count(Limits.CLOCKS_MAX, 2, "clocks of metrics");
        var metrics = new ArrayList<ClockMetrics>();
        for (int i = 0; i < size; i++) {
            int of = Limits.clock(in, "clock of metrics");
            metrics.add(new ClockMetrics(of, Limits.metrics(in)));
        }
        return metrics;
    }

    private Statement statement() throws BadFrame {
        int incarnation = integer("incarnation");
        long applied = number("applied");
        int stop = Limits.clock(in, "stop");
        Version begun =
                in.flag("whether there is a version") ? TopologyCodec.version(in, declared) : null;
        int size = in.count(Limits.CLOCKS_MAX, 2, "announcements");
        var announcements = new ArrayList<Announce>();
        for (int i = 0; i < size; i++) {
            announcements.add(announcement());
        }
        Clock clock = clock();
        boolean isReply = in.flag("whether it is a reply");
        return new Statement(incarnation, applied, stop, begun, announcements, clock, isReply);
    }

    private Consent consent() throws BadFrame {
        int view = integer("number of a view");
        var topologies = TopologyCodec.topologies(in, declared);
        Agreement.Consent agreed = agreed();
        return new Consent(view, topologies, agreed, in.flag("whether it is a reply"));
    }

    Agreement.Consent agreed() throws BadFrame {
        int started = Limits.clock(in, "clock started");
        Version newest =
                in.flag("whether there is a version") ? TopologyCodec.version(in, declared) : null;
        return new Agreement.Consent(started, newest);
    }

    private Message.Refusal refusal() throws BadFrame {
        int view = integer("number of a view");
        return new Message.Refusal(view, TopologyCodec.topologies(in, declared));
    }

    private Message.Own own() throws BadFrame {
        int version = integer("number of a version");
        return new Message.Own(version, RowReader.rows(in, space));
    }

    Copy copy() throws BadFrame {
        int version = integer("number of a version");
        Rows rows = RowReader.rows(in, space);
        Rows states = RowReader.outerStates(in, space);
        return new Copy(version, rows, states.ids(), states.cells());
    }

    private Message.Outdated outdated() throws BadFrame {
        int view = integer("number of a view");
        return new Message.Outdated(
                view, TopologyCodec.ascending(in, declared.regions(), "members"));
    }

    private Message.Abort abort() throws BadFrame {
        int member = in.upTo(declared.regions() - 1, "member");
        return new Message.Abort(member, in.text(Limits.TEXT_BYTES_MAX, "reason"));
    }
}
