package sparkgaia.net;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.Signal;

import java.security.cert.X509Certificate;
import java.util.SplittableRandom;

/** The peering with one member: its session, if one stands, and all that outlives sessions. */
final class Peer implements Peering {
    private final Peers peers;
    private final Member member;
    private final Traffic traffic = new Traffic();
    private final DayBudget budget;
    private final Estimate estimate;

    private volatile Session standing;
    private volatile long roundTripNanos;
    private volatile long clockAheadMillis;
    private volatile boolean readsData = true;
    private boolean saidOutOfBudget;
    private long highest;

    Peer(Peers peers, Member member) {
        this.peers = peers;
        this.member = member;
        this.budget = new DayBudget(member.link().bytesPerDayMax(), peers.clockMillis());
        this.estimate = new Estimate(member.link().expectedBytesPerSecond());
    }

    Member member() {
        return member;
    }

    DayBudget budget() {
        return budget;
    }

    /** The highest session that this process has ever had with the member. */
    long highest() {
        return highest;
    }

    void raise(long session) {
        highest = Math.max(highest, session);
    }

    void greeted(Signal.Hello hello) {
        clockAheadMillis = hello.clockMillis() - peers.clockMillis().getAsLong();
    }

    /** Both lanes stand, here and there. */
    void stand(Session.Lines lines) {
        raise(lines.number());
        var outgoing =
                new Outgoing(
                        member.link(),
                        peers.limits(),
                        budget,
                        traffic,
                        lines.control(),
                        lines.data(),
                        peers.waker(),
                        new SplittableRandom(),
                        () -> peers.listener().room(this));
        var session = new Session(this, peers.limits(), lines, outgoing);
        standing = session;
        traffic.session();
        peers.complaints()
                .note(
                        "up " + member.region(),
                        "connected to " + member.region() + ", session " + lines.number());
        lines.data().reads(readsData);
        peers.listener().up(this);
        session.start(peers.loop());
    }

    /** Ends the session that stands, if one does. */
    @Override
    public void end(String why) {
        Session session = standing;
        if (session != null) {
            session.end(null, why);
        }
    }

    void ended(Session session, Refusal refusal, String why) {
        if (standing == session) {
            standing = null;
            if (refusal != null) {
                peers.refused(session.lines().control().remote(), refusal, why);
            }
            if (!peers.isClosed()) {
                peers.complaints()
                        .say(
                                "down " + member.region(),
                                "the connection to " + member.region() + " is lost: " + why);
            }
            peers.listener().down(this, why);
            peers.lost(this);
        }
    }

    /** Why this certificate, believed once, is to be believed no more; null if it still is. */
    Refused doubts(X509Certificate certificate) {
        if (budget.isOut() != saidOutOfBudget) {
            saidOutOfBudget = budget.isOut();
            if (saidOutOfBudget) {
                peers.complaints()
                        .say(
                                "budget " + member.region(),
                                "the day's "
                                        + member.link().bytesPerDayMax()
                                        + " bytes of data to "
                                        + member.region()
                                        + " are used up: data waits for the next day (UTC)");
            }
        }
        return certificate != null && peers.self().revoked().holds(certificate)
                ? new Refused(Refusal.REVOKED, "its certificate was revoked")
                : null;
    }

    void heard(Lane lane, byte[] frame) {
        traffic.came(lane, frame.length);
        peers.listener().frame(this, lane, frame);
    }

    void measured(Signal.Pong pong, long shortestNanos) {
        roundTripNanos = shortestNanos;
        if (estimate.heard(pong.bytes(), pong.nanos())) {
            peers.listener().measured(this);
        }
    }

    @Override
    public String region() {
        return member.region();
    }

    @Override
    public long session() {
        Session session = standing;
        return session == null ? 0 : session.number();
    }

    @Override
    public long bytesPerSecond() {
        return estimate.bytesPerSecond();
    }

    @Override
    public long roundTripNanos() {
        return roundTripNanos;
    }

    @Override
    public long clockAheadMillis() {
        return clockAheadMillis;
    }

    @Override
    public LinkCount counts() {
        return traffic.count(budget);
    }

    @Override
    public void send(long number, Lane lane, byte[] frames) {
        Session session = standing;
        if (session == null || session.number() != number) {
            traffic.dropped();
            return;
        }
        Outgoing outgoing = session.outgoing();
        if (!outgoing.reserve(frames.length)) {
            traffic.dropped();
            long waiting = outgoing.queuedBytes();
            peers.run(() -> session.end(Refusal.SLOW, Line.slow(waiting)));
            return;
        }
        long now = System.nanoTime();
        peers.run(() -> outgoing.add(lane, frames, now));
    }

    @Override
    public long queuedBytes() {
        Session session = standing;
        return session == null ? 0 : session.outgoing().queuedBytes();
    }

    @Override
    public boolean hasRoom() {
        Session session = standing;
        return session == null || session.outgoing().hasRoom();
    }

    @Override
    public void readData(boolean reads) {
        peers.run(
                () -> {
                    readsData = reads;
                    Session session = standing;
                    if (session != null) {
                        session.lines().data().reads(reads);
                    }
                });
    }

    @Override
    public String toString() {
        return "peering with " + member.region() + ", session " + session();
    }
}
