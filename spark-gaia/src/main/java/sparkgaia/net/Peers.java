package sparkgaia.net;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.Signal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * All peerings of this region: listens for members, calls those whose names are higher, and never gives up. All of it
 * lives on one event loop.
 */
public final class Peers implements AutoCloseable {

    /** Hears what becomes of peerings: one call after the other, on one event loop, which it must not block. */
    public interface Listener {
        /** A session stands, with a higher number than all before; {@code down} comes before the next {@code up}. */
        void up(Peering peering);

        void down(Peering peering, String why);

        /** {@link Peering#bytesPerSecond} has changed by more than a tenth. */
        void measured(Peering peering);

        /** One whole frame, its length included. */
        void frame(Peering peering, Lane lane, byte[] frame);

        /** There is room again, after {@link Peering#hasRoom} said no. */
        default void room(Peering peering) {}

        /** Somebody who may be here has connected, not yet greeted. */
        default void opened(String remote) {}

        /** What was {@link #opened} is closed. */
        default void closed(String remote) {}

        /** A connection was refused, or given up for what the other side did. */
        void refused(String remote, Refusal reason, String text);
    }

    private static final long CLOSE_SECONDS_MAX = 10;

    private final Identity self;
    private final NetLimits limits;
    private final Listener listener;
    private final LongSupplier clockMillis;
    private final EventLoop loop;
    private final Members members;
    private final Map<String, Peer> peers = new LinkedHashMap<>();
    private final List<Caller> callers = new ArrayList<>();
    private final Complaints complaints = new Complaints(System::nanoTime);
    private final Crew crew;
    private final Door door;
    private final long start = new SecureRandom().nextLong() & Long.MAX_VALUE;
    private final LoopWaker waker = new LoopWaker();
    private volatile boolean isClosed;

    public Peers(
            Identity self,
            InetSocketAddress listen,
            List<Member> members,
            EventLoopGroup loops,
            Listener listener,
            NetLimits limits) {
        this(self, listen, members, loops, listener, limits, System::currentTimeMillis);
    }

    /** @param clockMillis the wall clock, which turns the day for budgets */
    Peers(
            Identity self,
            InetSocketAddress listen,
            List<Member> members,
            EventLoopGroup loops,
            Listener listener,
            NetLimits limits,
            LongSupplier clockMillis) {
        this.self = self;
        this.limits = limits;
        this.listener = listener;
        this.clockMillis = clockMillis;
        this.loop = loops.next();
        this.members = new Members(self, members);
        this.crew = new Crew(self.region());
        for (Member member : this.members.all()) {
            peers.put(member.region(), new Peer(this, member));
        }
        var reception = new Reception(this);
        this.door =
                new Door(
                        "the sidecar of " + self.region(),
                        listen,
                        Tls.mutualServer(self),
                        limits,
                        loop,
                        crew.handshakes(),
                        reception::guest);
    }

    /** So many bytes of data were sent to a region on that day (of UTC) before this process started. */
    public void usedBefore(String region, long epochDay, long bytes) {
        peer(region).budget().usedBefore(epochDay, bytes);
    }

    /** Listens, says where, and begins to call. */
    public InetSocketAddress start() throws IOException {
        InetSocketAddress bound = door.open();
        var dial = new Dial(Tls.mutualClient(self), limits, loop, crew.handshakes());
        loop.execute(
                () -> {
                    for (Peer peer : peers.values()) {
                        if (calls(peer)) {
                            var caller = new Caller(this, peer, dial, crew.names());
                            callers.add(caller);
                            caller.callAfter(0);
                        }
                    }
                });
        return bound;
    }

    /** Where this listens. */
    public InetSocketAddress address() {
        return door.address();
    }

    /** The peerings, in the order of the members. */
    public List<Peering> peerings() {
        return List.copyOf(peers.values());
    }

    /** How many connections have come in and are there now. */
    public int accepted() {
        return door.connections();
    }

    /** Others stop as this one will: a connection that is lost from now on is no news, and is not made again. */
    public void expectEnd() {
        isClosed = true;
    }

    @Override
    public void close() {
        door.close();
        isClosed = true;
        if (!loop.isShutdown()) {
            var done = new CompletableFuture<Void>();
            run(
                    () -> {
                        callers.forEach(Caller::stop);
                        peers.values().forEach(peer -> peer.end("this sidecar stops"));
                        done.complete(null);
                    });
            if (!loop.inEventLoop()) {
                done.completeOnTimeout(null, CLOSE_SECONDS_MAX, TimeUnit.SECONDS).join();
            }
        }
        crew.close();
    }

    boolean isClosed() {
        return isClosed;
    }

    Identity self() {
        return self;
    }

    NetLimits limits() {
        return limits;
    }

    Listener listener() {
        return listener;
    }

    LongSupplier clockMillis() {
        return clockMillis;
    }

    EventLoop loop() {
        return loop;
    }

    Members members() {
        return members;
    }

    Complaints complaints() {
        return complaints;
    }

    Outgoing.Waker waker() {
        return waker;
    }

    /** The crew's alarm, for what lives on the event loop. */
    private final class LoopWaker implements Outgoing.Waker {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void wakeAt(long nanos, Runnable wake) {
            crew.wakeAt(nanos, () -> run(wake));
        }
    }

    Peer peer(String region) {
        Peer peer = peers.get(region);
        if (peer == null) {
            throw new IllegalArgumentException("\"" + region + "\" is no member");
        }
        return peer;
    }

    /** Runs this on the event loop, unless that is shut down: then nothing lives that it could be about. */
    void run(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            isClosed = true;
        }
    }

    /** Whether it is for us to call: of two regions the one with the lower name does. */
    boolean calls(Peer peer) {
        return self.region().compareTo(peer.region()) < 0;
    }

    Signal.Hello hello(Lane lane, long session) {
        return new Signal.Hello(lane, self.region(), start, session, clockMillis.getAsLong());
    }

    /** A session has ended: who calls, calls again. */
    void lost(Peer peer) {
        for (Caller caller : callers) {
            if (!isClosed && caller.isOf(peer)) {
                caller.lost();
            }
        }
    }

    void refused(String remote, Refusal reason, String why) {
        complaints.say("refused " + reason, "refused " + remote + " (" + reason + "): " + why);
        listener.refused(remote, reason, why);
    }
}
