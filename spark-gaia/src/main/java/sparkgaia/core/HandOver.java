package sparkgaia.core;

import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.Peer;
import sparkgaia.core.message.Message;
import sparkgaia.core.table.RowMap;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;
import sparkgaia.core.topology.Topology;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * From one view to the next: members finish the last common clock, flush among themselves, and take one agreed copy
 * (a rebase), which one of them makes. Weights become the copier's; counts the sum of what the members themselves have
 * added. A newcomer takes the copy and has nothing to finish. Nothing is sent again by a timer: who needs the copy asks
 * for it on every connection.
 */
final class HandOver {
    private final State state;
    private final Outbox outbox;
    private final Speaker speaker;
    private final TreeMap<Long, Rows> owns = new TreeMap<>();
    private long askedSession = Peer.NO_SESSION;

    HandOver(State state, Outbox outbox, Speaker speaker) {
        this.state = state;
        this.outbox = outbox;
        this.speaker = speaker;
    }

    /** Another version has begun. */
    void reset() {
        askedSession = Peer.NO_SESSION;
    }

    /** Once everything common is here: asks for the agreed copy, or makes it. */
    void advance() {
        Links fresh = state.links();
        if (!fresh.isHeld() || !isReady(fresh)) {
            return;
        }
        int copier = state.history.newestView().copier();
        if (state.self == copier) {
            makeCopy();
            return;
        }
        Peer peer = state.peer(copier);
        if (peer.isConnected() && peer.session() != askedSession) {
            askedSession = peer.session();
            outbox.sendDirect(peer, new Message.Own(fresh.version(), state.values.own().toRows()));
        }
    }

    private boolean isReady(Links fresh) {
        if (state.isUnborn()) {
            return !state.isWaiting();
        }
        int last = Math.min(fresh.first(), state.stop());
        if (state.clock() < last || state.model.isByClock() && state.rounds.settled() < last) {
            return false;
        }
        for (Links links : state.versions) {
            if (links != fresh && !links.isDrained()) {
                return false;
            }
        }
        return true;
    }

    void hear(Peer peer, Message.Own own) {
        Links fresh = state.links();
        if (own.counts().flaw(state.space) != null) {
            return;
        }
        if (state.copy() != null && own.version() == state.copy().version()) {

            outbox.sendDirect(peer, state.copy());
        } else if (own.version() >= fresh.version() && own.version() <= fresh.version() + 2) {
            // It may be there before this region knows of the version: at most a change of topology
            // and a view ahead.
            owns.put(key(own.version(), peer.region()), own.counts());
        }
    }

    private static long key(int version, int member) {
        return (long) version << 32 | member;
    }

    private void makeCopy() {
        Links fresh = state.links();
        for (int member : staying(fresh)) {
            if (member != state.self && !owns.containsKey(key(fresh.version(), member))) {
                return;
            }
        }
        take(copy(fresh));
        for (int member : fresh.topology().members()) {
            if (member != state.self) {
                outbox.sendDirect(state.peer(member), state.copy());
            }
        }
        owns.clear();
    }

    /** The members that were members before. */
    private int[] staying(Links fresh) {
        Topology before = state.versions.get(state.versions.size() - 2).topology();
        return Arrays.stream(fresh.topology().members()).filter(before::hasMember).toArray();
    }

    /** Weights as they are here; counts as the initial value and what every member itself has added. */
    private Message.Copy copy(Links fresh) {
        var rows = new RowMap(state.space);
        for (int id = 0; id < state.space.size(); id++) {
            if (state.space.spec(id).isShared()) {
                rows.add(
                        id,
                        state.space.spec(id).isCounts()
                                ? Values.initial(state.space, id)
                                : state.values.get(id).clone());
            }
        }
        // Late deltas of somebody who had left the waits count as the next clock's, which this view
        // begins without.
        rows.add(state.rounds.unsettledWeights());
        rows.add(state.values.own().toRows());
        for (int member : staying(fresh)) {
            if (member != state.self) {
                rows.add(owns.get(key(fresh.version(), member)));
            }
        }
        var outer = new TreeMap<>(state.rounds.outerState());
        int[] ids = outer.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[][] states = outer.values().stream().map(int[]::clone).toArray(int[][]::new);
        return new Message.Copy(fresh.version(), rows.toRows(), ids, states);
    }

    void hear(Message.Copy copy) {
        Links fresh = state.links();
        if (fresh.isHeld()
                && copy.version() == fresh.version()
                && copy.rows().flaw(state.space) == null
                && isReady(fresh)) {
            take(copy);
        }
    }

    private void take(Message.Copy copy) {
        outbox.record(new Record.CopyTaken(copy.version(), copy));
        speaker.touch();
        open();
    }

    /** The newest links may be spoken on. */
    void open() {
        for (Link link : state.links().all()) {
            if (link.peer().isConnected()) {
                link.bucket().setRate(link.peer().bytesPerSecond(), outbox.nowNanos());
                speaker.state(state.links(), link, false);
            }
        }
    }
}
