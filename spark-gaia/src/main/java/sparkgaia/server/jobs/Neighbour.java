package sparkgaia.server.jobs;

import sparkgaia.core.Event;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message.Lane;
import sparkgaia.net.Peering;
import sparkgaia.server.ledger.Ledger;
import sparkgaia.server.meters.Side;
import sparkgaia.wire.BadFrame;
import sparkgaia.wire.Call;
import sparkgaia.wire.Calls;
import sparkgaia.wire.FrameReader;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Another region's sidecar: which jobs both have said to have on the connection that stands, and the frames that come
 * over it. Called by the connection's event loop and by the main loop, one at a time.
 */
final class Neighbour {
    private final Jobs jobs;
    private final String region;
    private Peering peering;
    private long session;
    private final Map<Integer, Inbound> inbound = new HashMap<>();
    private final Map<String, Integer> theirs = new HashMap<>();
    private final Map<String, HostedJob> ours = new HashMap<>();

    private volatile long headOwed;
    private long headTold;
    private final Set<String> holding = new HashSet<>();

    /** How frames of a job are read that the other side sends under its own number. */
    private record Inbound(HostedJob job, int member, FrameReader control, FrameReader data) {}

    Neighbour(Jobs jobs, String region) {
        this.jobs = jobs;
        this.region = region;
    }

    synchronized void up(Peering now) {
        peering = now;
        session = now.session();
        headTold = 0;
        inbound.clear();
        theirs.clear();
        ours.clear();
    }

    synchronized void down() {
        peering = null;
        for (Inbound each : inbound.values()) {
            each.job.detached(each.member);
        }
        inbound.clear();
        theirs.clear();
        ours.clear();
    }

    /** Says something, if the connection stands; it is said again when it stands anew. */
    synchronized void say(Call.OfPeers call) {
        if (peering != null) {
            peering.send(session, Lane.CONTROL, Calls.write(call));
        }
    }

    /** The ledger has a record of what is sent to this region; its head is to follow. */
    void owesHead(long record) {
        headOwed = record;
    }

    /** Tells how far the ledger is, if something was sent here since it was told. */
    synchronized void tellHead(Ledger.Head head) {
        if (peering != null && headOwed > headTold && head.number() > headTold) {
            headTold = head.number();
            say(new Call.LedgerHead(head.number(), head.hash()));
        }
    }

    /** Tells the other side that the job is here. */
    synchronized void attach(HostedJob job) {
        if (peering == null || ours.putIfAbsent(job.key(), job) != null) {
            return;
        }
        peering.send(
                session, Lane.CONTROL, Calls.write(new Call.Attached(job.number(), job.key())));
        Integer number = theirs.get(job.key());
        if (number != null) {
            join(job, number);
        }
    }

    /** Whether the other side has said, on the connection that stands, that it has the job. */
    synchronized boolean hasAttached(String key) {
        return theirs.containsKey(key);
    }

    synchronized void detach(HostedJob job) {
        hold(job, false);
        ours.remove(job.key());
        Integer number = theirs.get(job.key());
        if (number != null) {
            inbound.remove(number);
        }
    }

    private void join(HostedJob job, int number) {
        int member = HostedJob.indexOf(job.job(), region);
        inbound.put(
                number,
                new Inbound(
                        job,
                        member,
                        new FrameReader(job.declared(), number),
                        new FrameReader(job.declared(), number)));
        job.attached(member, peering, session);
    }

    /** One whole frame has come. */
    synchronized void frame(Peering from, Lane lane, byte[] bytes) throws BadFrame {
        if (peering == null || from.session() != session) {
            return;
        }
        if (Calls.isCall(bytes)) {
            call(Calls.ofPeers(bytes));
            return;
        }
        jobs.meters().peer(region).receivedFrame(lane, bytes.length);
        Inbound job = inbound.get(FrameReader.job(bytes));
        if (job == null) {
            return; // of a job that is over here, or not attached yet
        }
        Frame frame = (lane == Lane.CONTROL ? job.control : job.data).read(bytes);
        if (frame == null) {
            return;
        }
        if (frame.from() != job.member || frame.to() != job.job.self()) {
            jobs.meters().refused(Side.PEERS, "ADDRESS");
            return;
        }
        job.job.host(frame.partition()).post(new Event.FrameArrived(frame), bytes.length);
    }

    private void call(Call.OfPeers call) {
        if (call instanceof Call.LedgerHead head) {
            jobs.heardHead(region, head);
        } else if (call instanceof Call.Attached attached) {
            theirs.put(attached.key(), attached.number());
            HostedJob job = ours.get(attached.key());
            if (job != null) {
                join(job, attached.number());
            } else {
                jobs.execute(() -> jobs.attachedElsewhere(region, attached.key()));
            }
        } else {
            jobs.execute(() -> jobs.hear(region, call));
        }
    }

    /** Stops taking data while any job holds. */
    synchronized void hold(HostedJob job, boolean hold) {
        if (hold) {
            holding.add(job.key());
        } else {
            holding.remove(job.key());
        }
        if (peering != null) {
            peering.readData(holding.isEmpty());
        }
    }

    synchronized void measured(Peering of) {
        for (Inbound each : inbound.values()) {
            each.job.measured(each.member, of);
        }
    }

    synchronized void room() {
        for (Inbound each : inbound.values()) {
            each.job.room(each.member);
        }
    }
}
