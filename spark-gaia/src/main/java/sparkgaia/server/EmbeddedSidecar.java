package sparkgaia.server;

import io.netty.channel.EventLoopGroup;

import sparkgaia.net.Identity;
import sparkgaia.net.LinkSettings;
import sparkgaia.net.Member;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Peering;
import sparkgaia.net.Peers;
import sparkgaia.net.Refusal;
import sparkgaia.server.jobs.Jobs;
import sparkgaia.server.journal.BadJournal;
import sparkgaia.server.meters.Meters;
import sparkgaia.server.meters.Side;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A region's sidecar inside the process whose workers it serves: it dies with them, so it keeps no journal and no ledger,
 * and it has no key, no page and no port for workers. Between two of them there is a connection over loopback, without
 * TLS: whoever may open sockets on this machine may speak to it as another region. From {@link #start} until
 * {@link #close}.
 */
public final class EmbeddedSidecar implements AutoCloseable {
    /** What a link is expected to carry that nothing emulates. */
    public static final long LOOPBACK_BYTES_PER_SECOND = 1_000_000_000L;

    /** In a process with one or a few jobs, there is no operator whose limits count. */
    private static final int JOBS_MAX = 16;

    private final String region;
    private final Consumer<String> log;
    private final Meters meters;
    private final Jobs jobs;
    private Peers peers;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile String failure;

    private EmbeddedSidecar(
            String region, List<String> others, EventLoopGroup loops, Consumer<String> log) {
        this.region = region;
        this.log = log;
        this.meters = new Meters(others);
        long wait = TimeUnit.MINUTES.toNanos(10);
        this.jobs =
                Jobs.withoutDisk(
                        new Jobs.Rules(
                                region,
                                others,
                                description -> null,
                                JOBS_MAX,
                                wait,
                                wait,
                                TimeUnit.HOURS.toMillis(1)),
                        new Owner(),
                        meters,
                        loops);
    }

    /**
     * Sidecars of these regions, connected by links as told.
     *
     * @param link the link from the first region to the second
     */
    public static SortedMap<String, EmbeddedSidecar> start(
            List<String> regions,
            BiFunction<String, String, LinkSettings> link,
            EventLoopGroup loops,
            Consumer<String> log)
            throws IOException {
        var all = new TreeMap<String, EmbeddedSidecar>();
        try {
            // Of two regions the one with the lower name calls, so the higher ones have to listen.
            for (String region : new TreeMap<>(index(regions)).descendingKeySet()) {
                var others = new ArrayList<>(regions);
                others.remove(region);
                var sidecar = new EmbeddedSidecar(region, others, loops, log);
                all.put(region, sidecar);
                sidecar.begin(members(region, others, all, link), loops);
            }
            return all;
        } catch (IOException | RuntimeException e) {
            closeAll(all.values());
            throw e;
        }
    }

    /** All that were started together. */
    public static void closeAll(Collection<EmbeddedSidecar> together) {
        for (EmbeddedSidecar sidecar : together) {
            if (sidecar.peers != null) {
                sidecar.peers.expectEnd();
            }
        }
        together.forEach(EmbeddedSidecar::close);
    }

    private static Map<String, String> index(List<String> regions) {
        var index = new TreeMap<String, String>();
        regions.forEach(region -> index.put(region, region));
        return index;
    }

    private static List<Member> members(
            String region,
            List<String> others,
            Map<String, EmbeddedSidecar> running,
            BiFunction<String, String, LinkSettings> link) {
        var members = new ArrayList<Member>();
        for (String other : others) {
            EmbeddedSidecar there = running.get(other);
            int port = there == null ? 0 : there.peers.address().getPort();
            members.add(new Member(other, loopback(), port, link.apply(region, other)));
        }
        return members;
    }

    private static String loopback() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    private void begin(List<Member> members, EventLoopGroup loops) throws IOException {
        try {
            jobs.recover();
        } catch (BadJournal e) {
            throw new IOException(e.getMessage(), e);
        }
        if (members.isEmpty()) {
            return;
        }
        peers =
                new Peers(
                        Identity.plain(region),
                        new InetSocketAddress(loopback(), 0),
                        members,
                        loops,
                        jobs,
                        NetLimits.usual());
        peers.start();
    }

    private final class Owner implements Jobs.Owner {
        @Override
        public void log(String line) {
            log.accept("region " + region + ": " + line);
        }

        @Override
        public void fatal(String why, Throwable thrown) {
            failure = why;
            log("cannot go on: " + why);
        }

        @Override
        public void refused(String remote, Refusal reason, String text) {
            meters.refused(Side.PEERS, reason);
        }
    }

    public String region() {
        return region;
    }

    public Jobs jobs() {
        return jobs;
    }

    public Meters meters() {
        return meters;
    }

    /** The connections to the other regions. */
    public List<Peering> peerings() {
        return peers == null ? List.of() : peers.peerings();
    }

    /** Why it cannot go on, or null. */
    public String failure() {
        return failure;
    }

    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        if (peers != null) {
            peers.close();
        }
        try {
            jobs.close();
        } catch (IOException e) {
            log.accept("region " + region + ": " + e.getMessage());
        }
    }
}
