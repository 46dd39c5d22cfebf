package sparkgaia.core;

import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.Outgoing;
import sparkgaia.core.link.Peer;
import sparkgaia.core.link.PendingRows;
import sparkgaia.core.link.Sealer;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.ClockMetrics;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.sync.MetricSums;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The talking half of a region: what goes out over its links, and when. */
final class Speaker {
    private final State state;
    private final Outbox outbox;
    private final Sealer sealer;
    private boolean isTouched = true;
    private long roomNanos;

    private long clockNanos;
    private long endedNanos;

    Speaker(State state, Outbox outbox) {
        this.state = state;
        this.outbox = outbox;
        this.sealer = new Sealer(state.model, state.values, state.job.limits().batchBytesMax());
    }

    void start() {
        endedNanos = outbox.nowNanos();
    }

    /** Says on a connection all that the other side must know, in the order in which it must be heard. */
    void state(Links links, Link link, boolean isReply) {
        if (links.isHeld()) {
            return;
        }
        Outgoing out = link.out();
        Clock clock = clock(links, link, link.metricsHeardByPeer());
        link.tell(clock);
        int stop = state.stop() == state.job.maxClock() ? Clocks.INFINITE : state.stop();
        outbox.send(
                links,
                link,
                new Statement(
                        state.incarnation(),
                        link.in().applied(),
                        stop,
                        state.history.newest(),
                        List.copyOf(out.announcements()),
                        clock,
                        isReply));
    }

    /** Sends again what the other side does not have. */
    void resend(Links links, Link link, long from) {
        for (Batch batch : link.out().kept()) {
            if (batch.seq() >= from) {
                outbox.send(links, link, batch);
            }
        }
    }

    /** The own clock has ended: warns of what cannot be there in time, ahead of the clock itself. */
    void announce() {
        long now = outbox.nowNanos();
        long lasted = now - endedNanos;
        clockNanos = clockNanos == 0 ? lasted : (3 * clockNanos + lasted) / 4;
        endedNanos = now;
        keepTokens();
        if (!state.model.announces() || state.clock() <= 0) {
            return;
        }
        for (Links links : state.versions) {
            for (Link link : links.all()) {
                announce(links, link);
            }
        }
    }

    private void keepTokens() {
        for (Links links : state.versions) {
            for (Link link : links.all()) {
                link.bucket().keepFor(clockNanos);
            }
        }
    }

    private void announce(Links links, Link link) {
        Outgoing out = link.out();
        PendingRows pending = out.pendingRows();
        if (!pending.hasObliged() || links.own(state.clock()) == Clocks.INFINITE) {
            return;
        }
        double room = 0;
        if (link.isStated()) {
            room = link.bucket().room(clockNanos, out.keptBytes(), outbox.nowNanos());
        }
        var late = new ArrayList<Integer>();
        for (int id : pending.obligedRows()) {
            int[] part =
                    state.model
                            .choice()
                            .part(
                                    pending.get(id),
                                    state.values.get(id),
                                    pending.since(id),
                                    state.clock());
            room -= state.model.choice().bytes(part);
            if (room < 0 && !out.isAnnounced(id)) {
                late.add(id);
            }
        }
        if (!late.isEmpty()) {
            int[] ids = late.stream().mapToInt(Integer::intValue).sorted().toArray();
            announce(links, link, new Announce(state.clock(), ids));
        }
    }

    void announce(Links links, Link link, Announce announcement) {
        outbox.record(
                new Record.RowsAnnounced(
                        links.version(),
                        link.peer().region(),
                        announcement.clock(),
                        announcement.ids()));
        outbox.send(links, link, announcement);
    }

    /** Something that clock messages are made of may have changed. */
    void touch() {
        isTouched = true;
    }

    /** Tells each neighbour the clock of all behind this side, if it has changed. */
    void tellClocks() {
        if (!isTouched) {
            return;
        }
        isTouched = false;

        for (Links links : state.versions) {
            for (Link link : links.all()) {
                Clock told = link.told();
                if (told == null || !link.peer().isConnected()) {
                    continue;
                }
                Clock clock = clock(links, link, link.metricsTold());
                if (clock.clock() > told.clock()
                        || !clock.metrics().isEmpty()
                        || !Arrays.equals(clock.absent(), told.absent())) {
                    link.tell(clock);
                    outbox.send(links, link, clock);
                }
            }
        }
    }

    private Clock clock(Links links, Link link, int metricsAfter) {
        Clock clock = links.clock(link, state.clock());
        if (!state.isLead() || !state.metrics.isUsed()) {
            return clock;
        }
        var news = new ArrayList<ClockMetrics>();
        var sources = new ArrayList<Long>();
        for (Link source : link.sources()) {
            if (source.isLive()) {
                sources.add(MetricSums.link(links.version(), source.peer().region()));
            }
        }
        int clockMax = Math.min(state.clock(), links.end());
        int next = Math.max(metricsAfter, state.metrics.forgotten()) + 1;
        long[] sums = state.metrics.sum(next, clockMax, sources);
        while (sums != null) {
            news.add(new ClockMetrics(next, sums));
            sums = state.metrics.sum(++next, clockMax, sources);
        }
        link.tellMetrics(next - 1);
        return new Clock(
                clock.clock(),
                clock.laggard(),
                clock.absent(),
                news,
                state.metrics.heardFrom(
                        MetricSums.link(links.version(), link.peer().region()), links.first()));
    }

    /** Seals what may be sealed and sends it. */
    void seal() {
        roomNanos = Long.MAX_VALUE;
        for (Links links : state.versions) {
            for (Link link : links.isHeld() ? List.<Link>of() : links.all()) {
                Batch batch = next(links, link);
                while (batch != null) {
                    outbox.record(
                            new Record.BatchSealed(links.version(), link.peer().region(), batch));
                    link.bucket().spend(batch.size());
                    if (sealer.isFull(batch)) {
                        link.out().touch();
                    }
                    if (link.isStated()) {
                        outbox.send(links, link, batch);
                    }
                    batch = next(links, link);
                }
            }
        }
    }

    private Batch next(Links links, Link link) {
        if (state.model.isByClock()) {
            return sealer.nextClock(links, link, state.clock());
        }
        Outgoing out = link.out();
        if (!link.isStated() || out.keptBytes() >= state.job.limits().unackedBytesMax()) {
            return null;
        }
        double tokens = link.bucket().tokens(outbox.nowNanos());
        if (tokens <= 0) {
            roomNanos = Math.min(roomNanos, link.bucket().readyNanos(outbox.nowNanos()));
            return null;
        }
        Batch batch = sealer.nextRows(links, link, state.clock(), (long) Math.ceil(tokens));
        if (batch == null) {
            out.settle();
        }
        return batch;
    }

    /** When a link that has none will have room again, or Long.MAX_VALUE. */
    long roomNanos() {
        return roomNanos;
    }

    /** Sends to every neighbour, by whatever links. */
    void sendAll(Message message) {
        for (Peer peer : state.peers()) {
            if (isNeighbour(peer)) {
                outbox.sendDirect(peer, message);
            }
        }
    }

    boolean isNeighbour(Peer peer) {

        for (Links links : state.versions) {
            if (links.link(peer.region()) != null) {
                return true;
            }
        }
        return false;
    }
}
