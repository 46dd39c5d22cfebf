package sparkgaia.core;

import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.Peer;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.sync.MetricSums;
import sparkgaia.core.view.Version;

import java.util.ArrayList;

/**
 * The listening half of a region: what a frame from another region does. Every message may be repeated; what comes from
 * an older connection, or speaks of links that this region does not have, is dropped.
 */
final class Listener {
    private final State state;
    private final Outbox outbox;
    private final Speaker speaker;
    private final Endings endings;
    private final Views views;
    private final HandOver handOver;
    private final Scrutiny scrutiny;

    Listener(
            State state,
            Outbox outbox,
            Speaker speaker,
            Endings endings,
            Views views,
            HandOver handOver) {
        this.handOver = handOver;
        this.views = views;
        this.scrutiny = new Scrutiny(state.job, state.space);

        this.state = state;
        this.outbox = outbox;
        this.speaker = speaker;
        this.endings = endings;
    }

    void hear(Frame frame) {
        Peer peer = state.peer(frame.from());
        if (peer.session() != frame.session()) {
            return;
        }
        peer.hear(outbox.nowNanos());
        String flaw = scrutiny.flaw(frame.message());

        if (flaw != null) {
            endings.fail(
                    state.self, "region " + state.job.name(frame.from()) + " has sent " + flaw);
            return;
        }
        if (frame.version() == Frame.DIRECT) {

            hearDirect(peer, frame.message());
            return;
        }
        Links links = state.version(frame.version());
        Link link = links == null ? null : links.link(frame.from());
        if (link == null || links.isHeld()) {
            views.refuseStranger(peer);
            return;
        }

        Message message = frame.message();
        if (message instanceof Batch batch) {
            batch(links, link, batch);
        } else if (message instanceof Message.Ack ack) {
            ack(links, link, ack.seq());
        } else if (message instanceof Clock clock) {
            clock(links, link, clock);
        } else if (message instanceof Announce announcement) {
            announcement(links, link, announcement);
        } else if (message instanceof Statement statement) {
            statement(links, link, statement);
        } else if (message instanceof Message.Gap gap) {
            if (link.isStated()) {
                speaker.resend(links, link, gap.seq());
            }
        }
    }

    /** What a member says to another, whatever the links are. */
    private void hearDirect(Peer peer, Message message) {
        boolean isForAnybody = message instanceof Message.Knock || message instanceof Message.Own;
        if (!isForAnybody && !state.isWaiting() && !state.hasMember(peer.region())) {
            // Who is no member any more has nothing to say to those who are; but it may be they who
            // do not know yet.
            if (message instanceof Message.Outdated outdated) {
                views.hear(outdated);
            } else {
                views.refuseStranger(peer);
            }
            return;
        }
        if (message instanceof Message.StopAt stop) {

            endings.stopAt(stop.clock());
        } else if (message instanceof Message.Abort abort) {
            endings.fail(abort.member(), abort.reason());
        } else if (message instanceof Message.Begin begin) {
            begin(begin.version());
        } else if (message instanceof Message.Consent consent) {
            views.hear(peer, consent);
        } else if (message instanceof Message.Knock) {
            views.knock(peer);
        } else if (message instanceof Message.Over) {
            views.over();
        } else if (message instanceof Message.Refusal refusal) {
            views.hear(peer, refusal);
        } else if (message instanceof Message.Own own) {
            handOver.hear(peer, own);
        } else if (message instanceof Message.Copy copy) {
            handOver.hear(copy);
        } else if (message instanceof Message.Outdated outdated) {
            views.hear(outdated);
        }
    }

    /** The lead alone lets a version begin; it tells the other partitions in order. */
    private void begin(Version version) {
        if (state.isLead()) {
            views.begin(version);
        }
    }

    private void batch(Links links, Link link, Batch batch) {
        long next = link.in().applied() + 1;
        if (batch.seq() > next) {
            keepEarly(links, link, batch, next);
            return;
        }
        if (batch.seq() == next) {
            apply(links, link, batch);
            Batch early = link.early().remove(next + 1);
            while (early != null) {
                apply(links, link, early);
                early = link.early().remove(early.seq() + 1);
            }
            link.setGapNamed(false);
            if (link.dropped() > link.in().applied()) {
                nameGap(links, link);
            }
        }
        outbox.send(links, link, new Message.Ack(link.in().applied()));
    }

    private void apply(Links links, Link link, Batch batch) {
        outbox.record(new Record.BatchArrived(links.version(), link.peer().region(), batch));
    }

    private void keepEarly(Links links, Link link, Batch batch, long next) {
        if (batch.seq() <= next + state.job.limits().earlyBatchesMax()) {
            link.early().put(batch.seq(), batch);
            return;
        }
        link.drop(batch.seq());
        if (!link.isGapNamed()) {
            nameGap(links, link);
        }
    }

    private void nameGap(Links links, Link link) {
        link.setGapNamed(true);
        outbox.send(links, link, new Message.Gap(link.in().applied() + 1));
    }

    private void ack(Links links, Link link, long seq) {
        if (seq > link.out().acked() && seq <= link.out().sealed()) {
            outbox.record(new Record.BatchAcked(links.version(), link.peer().region(), seq));
        }
    }

    private void clock(Links links, Link link, Clock clock) {
        if (state.isLead() && state.metrics.isUsed()) {
            link.hearMetricsHeard(clock.heardMetrics());
            long from = MetricSums.link(links.version(), link.peer().region());
            var news = state.metrics.news(from, links.first(), clock.metrics());
            if (!news.isEmpty()) {
                outbox.record(new Record.MetricsHeard(links.version(), link.peer().region(), news));
            }
        }
        link.hear(clock);
        speaker.touch();

        endings.rejoin(link);
    }

    private void announcement(Links links, Link link, Announce announcement) {
        if (link.in().through() >= announcement.clock()) {
            return;
        }
        link.barrier().raise(announcement.clock(), announcement.ids());
        for (Link into : link.into()) {
            if (!into.out().covers(announcement)) {
                speaker.announce(links, into, announcement);
            }
        }
    }

    private void statement(Links links, Link link, Statement statement) {
        if (statement.incarnation() < link.peerIncarnation()) {
            return;
        }
        if (statement.applied() > link.out().sealed()) {
            endings.failAlone(
                    "region "
                            + state.job.name(link.peer().region())
                            + " has applied batch "
                            + statement.applied()
                            + " of this region, whose journal knows of "
                            + link.out().sealed()
                            + ": the journal is lost; admit this region as a newcomer (gaia admit "
                            + state.job.name(state.self)
                            + ")");
            return;
        }
        boolean isFirst = link.state(statement.incarnation());
        ack(links, link, statement.applied());
        if (statement.stop() != Clocks.INFINITE) {
            endings.stopAt(statement.stop());
        }
        if (statement.begun() != null) {
            begin(statement.begun());
        }
        for (Announce announcement : statement.announcements()) {
            announcement(links, link, announcement);
        }
        clock(links, link, statement.clock());
        if (!statement.isReply()) {
            speaker.state(links, link, true);
        }
        if (isFirst) {
            speaker.resend(links, link, statement.applied() + 1);
        }
    }

    /** Whether the stop rule fires on a clock whose sums have become complete here; asked of the first member alone. */
    void decideStop() {
        if (!state.isLead() || !state.metrics.isUsed()) {
            return;
        }
        if (isFirst() && state.model.waits()) {
            askStopRule();
        }
        forgetMetrics();
    }

    private boolean isFirst() {
        return state.self == state.links().topology().members()[0];
    }

    private void askStopRule() {
        int clock = state.metrics.undecided();
        if (state.history.view() > 0) {
            clock = Math.max(clock, state.history.viewFirst() + 1);
        }
        long[] sums = sums(clock);
        while (sums != null && clock < state.stop()) {
            state.metrics.decide(clock);
            if (state.job.stopRule().isMet(clock, sums)) {
                endings.stopAt(clock + 2 * state.model.stopSlack() + 1);
                return;
            }
            sums = sums(++clock);
        }
    }

    /** The sums of a clock over all regions that are in the waits, or null while some are missing. */
    private long[] sums(int clock) {
        var from = new ArrayList<Long>();
        for (Links links : state.versions) {
            if (!links.carries(clock)) {
                continue;
            }
            for (Link link : links.all()) {
                if (link.isLive()) {
                    from.add(MetricSums.link(links.version(), link.peer().region()));
                }
            }
        }
        return state.metrics.sum(clock, state.clock(), from);
    }

    /** The sums that a link's other side is known to have are not needed for it any more. */
    private void forgetMetrics() {
        int known = isFirst() ? state.metrics.undecided() - 1 : Integer.MAX_VALUE;
        for (Links links : state.versions) {
            for (Link link : links.all()) {
                if (link.metricsHeardByPeer() < links.end()) {
                    known = Math.min(known, link.metricsHeardByPeer());
                }
            }
        }
        if (known != Integer.MAX_VALUE) {
            state.metrics.forget(known);
        }
    }
}
