package sparkgaia.wire;

import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.Consent;
import sparkgaia.core.message.Message.Copy;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.table.Rows;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Version;

import java.util.Arrays;
import java.util.List;

/** A frame in words, every field of it: equal words are equal frames. */
final class Said {
    private Said() {}

    static String of(Frame frame) {
        return "from "
                + frame.from()
                + " to "
                + frame.to()
                + " partition "
                + frame.partition()
                + " version "
                + frame.version()
                + " session "
                + frame.session()
                + "\n"
                + of(frame.message());
    }

    static String of(Message message) {
        if (message instanceof Batch batch) {
            return message
                    + " obliged by "
                    + Arrays.toString(batch.obligedBy())
                    + " size "
                    + batch.size();
        } else if (message instanceof Clock clock) {
            return clock(clock);
        } else if (message instanceof Statement statement) {
            return "state incarnation "
                    + statement.incarnation()
                    + " applied "
                    + statement.applied()
                    + " stop "
                    + statement.stop()
                    + " begun "
                    + version(statement.begun())
                    + " announcements "
                    + statement.announcements().stream().map(Announce::toString).toList()
                    + " "
                    + clock(statement.clock())
                    + " reply "
                    + statement.isReply();
        } else if (message instanceof Message.Begin begin) {
            return "begin " + version(begin.version());
        } else if (message instanceof Consent consent) {
            return "consent to view "
                    + consent.view()
                    + " "
                    + topologies(consent.topologies())
                    + " started "
                    + consent.consent().started()
                    + " newest "
                    + version(consent.consent().newest())
                    + " reply "
                    + consent.isReply();
        } else if (message instanceof Message.Refusal refusal) {
            return message + " " + topologies(refusal.topologies());
        } else if (message instanceof Copy copy) {
            return message + " outer " + new Rows(copy.outerIds(), copy.outerStates());
        }
        return message.toString();
    }

    private static String clock(Clock clock) {
        return clock + " heard " + clock.heardMetrics();
    }

    static String version(Version version) {
        return version == null
                ? "none"
                : version.number()
                        + " of view "
                        + version.view()
                        + " by "
                        + version.copier()
                        + " after "
                        + version.after()
                        + " "
                        + topologies(version.topologies());
    }

    static String topologies(List<Topology> topologies) {
        var text = new StringBuilder();
        for (Topology topology : topologies) {
            text.append('<').append(topology);
            for (int member : topology.members()) {
                text.append(' ').append(member).append('>');
                text.append(Arrays.toString(topology.outgoing(member)));
                for (int from : topology.incoming(member)) {
                    if (topology.forwards(member, from).length > 0) {
                        text.append(" (").append(from).append(">>");
                        text.append(Arrays.toString(topology.forwards(member, from))).append(')');
                    }
                }
            }
            text.append('>');
        }
        return text.toString();
    }
}
