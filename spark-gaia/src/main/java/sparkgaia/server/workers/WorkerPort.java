package sparkgaia.server.workers;

import io.netty.channel.EventLoopGroup;

import sparkgaia.net.Door;
import sparkgaia.net.Guest;
import sparkgaia.net.Line;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Refusal;
import sparkgaia.net.Tls;
import sparkgaia.server.jobs.Jobs;
import sparkgaia.wire.SpareWriters;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Where workers of this region connect. */
public final class WorkerPort implements AutoCloseable {
    /** What the port tells. */
    public interface Ear {
        void refused(String remote, Refusal reason, String text);

        void opened();

        void closed();
    }

    /** Of all workers, what their answers are written into: a frame each. */
    private static final int WRITERS_MAX = 32;

    private final String region;
    private final String release;
    private final byte[] token;
    private final Jobs jobs;
    private final Ear ear;
    private final NetLimits limits;
    private final EventLoopGroup loops;
    private final SpareWriters writers = new SpareWriters(WRITERS_MAX);
    private final Door door;
    private final Set<WorkerSession> sessions = ConcurrentHashMap.newKeySet();
    private ScheduledFuture<?> watch;

    /** @param token that workers have to show */
    public WorkerPort(
            String region,
            String release,
            String token,
            InetSocketAddress at,
            Tls tls,
            NetLimits limits,
            EventLoopGroup loops,
            Executor handshakes,
            Jobs jobs,
            Ear ear) {
        this.region = region;
        this.release = release;
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.jobs = jobs;
        this.ear = ear;
        this.limits = limits;
        this.loops = loops;
        this.door =
                new Door(
                        "the port of workers (gaia.workers.listen)",
                        at,
                        tls,
                        limits,
                        loops,
                        handshakes,
                        Reception::new);
    }

    /** Begins to listen, and says where. */
    public InetSocketAddress open() throws IOException {
        InetSocketAddress bound = door.open();
        long beat = Math.max(1, limits.idleNanosMax() / 4);
        watch = loops.next().scheduleAtFixedRate(this::watch, beat, beat, TimeUnit.NANOSECONDS);
        return bound;
    }

    private void watch() {
        long now = System.nanoTime();
        for (WorkerSession session : sessions) {
            session.closeIfSilent(now, limits.idleNanosMax());
        }
    }

    boolean isToken(String shown) {
        return MessageDigest.isEqual(token, shown.getBytes(StandardCharsets.UTF_8));
    }

    SpareWriters writers() {
        return writers;
    }

    String region() {
        return region;
    }

    String release() {
        return release;
    }

    Ear ear() {
        return ear;
    }

    /** How many workers are connected. */
    public int connections() {
        return sessions.size();
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.cancel(false);
        }
        door.close();
    }

    private final class Reception implements Guest {
        private WorkerSession session;

        @Override
        public Line.Owner welcome(X509Certificate certificate) {
            session = new WorkerSession(WorkerPort.this, jobs, this::closed);
            return session;
        }

        @Override
        public void opened(Line line) {
            session.opened(line);
            sessions.add(session);
            ear.opened();
        }

        private void closed() {
            if (sessions.remove(session)) {
                ear.closed();
            }
        }

        @Override
        public void failed(String remote, Refusal refusal, String why) {
            if (refusal != null) {
                ear.refused(remote, refusal, why);
            }
        }
    }
}
