package sparkgaia.server.jobs;

import sparkgaia.core.Effect;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Lane;
import sparkgaia.core.table.RowSpace;
import sparkgaia.net.Peering;
import sparkgaia.server.ledger.Egress;
import sparkgaia.server.ledger.Hashes;
import sparkgaia.server.ledger.Ledger;
import sparkgaia.server.ledger.LedgerFailure;
import sparkgaia.wire.FrameReader;
import sparkgaia.wire.FrameWriter;

import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The way out of a partition: frames become bytes, what carries values or ids goes into the ledger before it leaves, and
 * data waits here, as messages and not yet as bytes, while a connection has no room.
 */
final class Egresses {
    private final HostedJob job;
    private final int partition;
    private final RowSpace space;
    private final FrameWriter writer;
    private final TreeMap<Integer, ArrayDeque<Effect.Send>> waiting = new TreeMap<>();
    private final TreeMap<Integer, Sent> sent = new TreeMap<>();
    private int clock;

    /** The last batch that has left for a member over links of a version. */
    private record Sent(int version, long seq) {}

    Egresses(HostedJob job, int partition) {
        this.job = job;
        this.partition = partition;
        this.space = job.job().space(partition);
        this.writer = new FrameWriter(job.declared(), job.number());
    }

    void send(Effect.Send send, int clockNow) {
        clock = Math.max(0, clockNow);
        if (send.message().lane() == Lane.DATA) {
            waiting.computeIfAbsent(send.peer(), key -> new ArrayDeque<>()).add(send);
            drain(send.peer());
        } else {
            leave(send);
        }
    }

    /** Sends on what has waited for room. */
    void drain(int peer) {
        ArrayDeque<Effect.Send> queue = waiting.get(peer);
        while (queue != null && !queue.isEmpty()) {
            Attachment to = job.attachment(peer);
            if (to.session() == queue.peek().session() && !to.hasRoom()) {
                return;
            }
            leave(queue.poll());
        }
    }

    private void leave(Effect.Send send) {
        Attachment to = job.attachment(send.peer());
        Peering peering = to.peering();
        if (peering == null || to.session() != send.session()) {
            return;
        }
        Message message = send.message();
        byte[] bytes =
                writer.write(
                        new Frame(
                                job.self(),
                                send.peer(),
                                partition,
                                send.version(),
                                send.session(),
                                message));
        try {
            enter(send, peering.region(), bytes);
            job.meters().peer(peering.region()).sentFrame(message.lane(), bytes.length);
            job.counts().sent(send.peer(), message.lane(), bytes.length);
            peering.send(send.session(), message.lane(), bytes);
        } catch (LedgerFailure failure) {
            job.diskFailed(failure.getMessage());
        }
    }

    /** Puts into the ledger what leaves. */
    private void enter(Effect.Send send, String region, byte[] bytes) throws LedgerFailure {
        Ledger ledger = job.ledger();
        if (ledger == null) {
            return;
        }
        Message message = send.message();
        Egress.Kind kind = kind(message);
        if (kind == Egress.Kind.CONTROL) {
            ledger.control(job.key(), region, clock, bytes.length);
            return;
        }
        long seq = message instanceof Message.Batch batch ? batch.seq() : 0;
        Ledger.Head head =
                ledger.append(
                        new Egress(
                                kind,
                                job.key(),
                                region,
                                partition,
                                Math.max(0, send.version()),
                                seq,
                                clock,
                                rows(message),
                                frames(bytes),
                                bytes.length,
                                Hashes.sha256(bytes),
                                seq > 0 && isRepeat(send, seq)));
        job.entered(region, head);
    }

    private boolean isRepeat(Effect.Send send, long seq) {
        Sent last = sent.get(send.peer());
        boolean isRepeat =
                last != null
                        && (last.version > send.version()
                                || last.version == send.version() && seq <= last.seq);
        if (!isRepeat) {
            sent.put(send.peer(), new Sent(send.version(), seq));
        }
        return isRepeat;
    }

    private Egress.Kind kind(Message message) {
        if (message instanceof Message.Batch batch) {
            return batch.through() <= 0 && batch.seq() == 1 || batch.clock() == 0
                    ? Egress.Kind.CENSUS
                    : Egress.Kind.BATCH;
        } else if (message instanceof Message.Announce
                || message instanceof Message.Statement statement
                        && !statement.announcements().isEmpty()) {
            return Egress.Kind.ANNOUNCE;
        } else if (message instanceof Message.Own) {
            return Egress.Kind.OWN;
        } else if (message instanceof Message.Copy) {
            return Egress.Kind.COPY;
        }
        return Egress.Kind.CONTROL;
    }

    private SortedMap<String, Integer> rows(Message message) {
        var rows = new TreeMap<String, Integer>();
        if (message instanceof Message.Batch batch) {
            count(batch.rows().ids(), rows);
        } else if (message instanceof Message.Announce announcement) {
            count(announcement.ids(), rows);
        } else if (message instanceof Message.Statement statement) {
            statement.announcements().forEach(each -> count(each.ids(), rows));
        } else if (message instanceof Message.Own own) {
            count(own.counts().ids(), rows);
        } else if (message instanceof Message.Copy copy) {
            count(copy.rows().ids(), rows);
        }
        return rows;
    }

    private void count(int[] ids, SortedMap<String, Integer> rows) {
        for (int id : ids) {
            rows.merge(space.spec(id).name(), 1, Integer::sum);
        }
    }

    private static int frames(byte[] bytes) {
        return (bytes.length + FrameReader.FRAME_BYTES_MAX - 1) / FrameReader.FRAME_BYTES_MAX;
    }
}
