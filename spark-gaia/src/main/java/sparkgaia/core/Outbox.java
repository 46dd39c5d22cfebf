package sparkgaia.core;

import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.Peer;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Reply;

import java.util.ArrayList;
import java.util.List;

/** Where the parts of a region put their effects, in order. A decision is persisted and carried out by one call. */
final class Outbox {
    private final State state;
    private List<Effect> effects = new ArrayList<>();
    private long nowNanos;
    private boolean hasRecords;

    Outbox(State state) {
        this.state = state;
    }

    /** Begins the answer to an event. */
    void begin(long now) {
        nowNanos = now;
        effects = new ArrayList<>();
        hasRecords = false;
    }

    /** Whether this event has led to a record. */
    boolean hasRecords() {
        return hasRecords;
    }

    List<Effect> effects() {
        return effects;
    }

    long nowNanos() {
        return nowNanos;
    }

    void record(Record record) {
        hasRecords = true;
        effects.add(new Effect.Persist(record));
        state.apply(record);
    }

    /** Sends if there is a connection; what must not be lost is stated again or sent again on the next one. */
    void send(Links links, Link link, Message message) {
        Peer peer = link.peer();
        if (peer.isConnected()) {
            peer.sent(nowNanos);
            effects.add(new Effect.Send(peer.region(), links.version(), peer.session(), message));
        }
    }

    /** Sends to a member, whatever the links are. */
    void sendDirect(Peer peer, Message message) {
        if (peer.isConnected()) {
            peer.sent(nowNanos);
            effects.add(new Effect.Send(peer.region(), Frame.DIRECT, peer.session(), message));
        }
    }

    void answer(int worker, int attempt, Reply reply) {
        effects.add(new Effect.Answer(worker, attempt, reply));
    }

    /** Tells every other partition of the region. */
    void tellAll(Inside inside) {
        for (int partition = 0; partition < state.job.partitions(); partition++) {
            if (partition != state.partition) {
                effects.add(new Effect.Tell(partition, inside));
            }
        }
    }

    void add(Effect effect) {
        effects.add(effect);
    }
}
