package sparkgaia.server;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.wan.Wan;
import sparkgaia.net.BadIdentity;
import sparkgaia.net.Emulation;
import sparkgaia.net.Identity;
import sparkgaia.net.LinkSettings;
import sparkgaia.net.Member;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Peering;
import sparkgaia.net.Peers;
import sparkgaia.net.Refusal;
import sparkgaia.net.Tls;
import sparkgaia.server.http.HttpPage;
import sparkgaia.server.jobs.Jobs;
import sparkgaia.server.journal.BadJournal;
import sparkgaia.server.journal.Disk;
import sparkgaia.server.ledger.BadLedger;
import sparkgaia.server.ledger.Ledger;
import sparkgaia.server.log.Log;
import sparkgaia.server.meters.Meters;
import sparkgaia.server.meters.Side;
import sparkgaia.server.settings.Kind;
import sparkgaia.server.workers.WorkerPort;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The parameter server of a region: connections to other sidecars and to workers, a disk, a ledger, a page, and the jobs
 * between them. From {@link #start} until {@link #close}, or until it cannot go on; then {@link #awaitEnd} says why.
 */
public final class Sidecar implements AutoCloseable {
    /** A worker's pull may be a whole partition in one reply. */
    private static final long WORKER_QUEUE_BYTES_MAX = 2L << 30;

    private static final long QUIET_SECONDS_MAX = 5;

    private final Settings settings;
    private final Log log = new Log("sparkgaia.server");
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private Meters meters;
    private Jobs jobs;
    private Peers peers;
    private WorkerPort workers;
    private HttpPage page;
    private volatile boolean isReady;
    private boolean isClosed;
    private InetSocketAddress workersAddress;

    private Sidecar(Settings settings) {
        this.settings = settings;
    }

    /** Starts with what an earlier process has left; nothing is left open if it fails. */
    public static Sidecar start(Settings settings) throws IOException {
        var sidecar = new Sidecar(settings);
        try {
            sidecar.begin();
            return sidecar;
        } catch (IOException | RuntimeException e) {
            sidecar.close();
            throw e;
        } catch (BadIdentity | BadLedger | BadJournal e) {
            sidecar.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    private void begin() throws IOException, BadIdentity, BadLedger, BadJournal {
        Identity identity = identity();
        opened(DataFolder.open(settings.data(), settings.diskFreeMin()));
        meters = new Meters(settings.peers().keySet());
        page = opened(HttpPage.start(http(), meters.registry(), this::ill, this::notReady));
        Disk disk = opened(Disk.open(settings.data(), meters));
        meters.watchDisk(settings.data());
        Ledger ledger = ledger(identity);
        if (ledger != null) {
            meters.watchLedger(() -> ledger.head().number());
        }
        EventLoopGroup loops = loops();
        ExecutorService handshakes = handshakes();
        jobs = new Jobs(rules(), owner(), meters, ledger, disk, settings.data(), loops);
        jobs.recover();
        opened(jobs);
        peers = new Peers(identity, resolved(), members(), loops, jobs, limits());
        if (ledger != null) {
            long today = LocalDate.now(ZoneOffset.UTC).toEpochDay();
            for (String region : settings.peers().keySet()) {
                peers.usedBefore(region, today, ledger.bytesToday(region));
            }
        }
        workers = workers(identity, loops, handshakes);
        workersAddress = workers.open();
        opened(workers);
        peers.start();
        opened(peers);
        meters.watch(peers.peerings());
        isReady = true;
        log.info(
                "region "
                        + settings.region()
                        + ": peers "
                        + peers.address()
                        + ", workers "
                        + workersAddress
                        + ", page "
                        + page.address());
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private Identity identity() throws BadIdentity, IOException {
        if (!settings.hasTls()) {
            return Identity.plain(settings.region());
        }
        char[] password = settings.keyPassword().reveal().toCharArray();
        Identity identity = Identity.load(settings.keyFile(), password, settings.revokedFile());
        if (!identity.region().equals(settings.region())) {
            throw new IOException(
                    "the certificate in "
                            + settings.keyFile()
                            + " is of region "
                            + identity.region()
                            + ", but gaia.region is "
                            + settings.region()
                            + ": use that region's kit");
        }
        return identity;
    }

    private InetSocketAddress http() {
        return settings.httpListen().resolved();
    }

    private InetSocketAddress resolved() {
        return settings.peersListen().resolved();
    }

    /** Without a key nothing can be signed: then there is no ledger, and the log says so. */
    private Ledger ledger(Identity identity) throws IOException, BadLedger {
        if (identity.isPlain()) {
            log.warning(
                    "gaia.tls is off: no ledger is kept, and anybody on this machine may speak");
            return null;
        }
        Path folder = settings.data().resolve("ledger");
        return opened(
                Ledger.open(
                        folder,
                        settings.region(),
                        identity.key(),
                        identity.certificate(),
                        Clock.systemUTC()));
    }

    private EventLoopGroup loops() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        var group =
                new MultiThreadIoEventLoopGroup(
                        threads,
                        new DefaultThreadFactory("gaia-" + settings.region(), true),
                        NioIoHandler.newFactory());
        parts.push(
                () ->
                        group.shutdownGracefully(0, QUIET_SECONDS_MAX, TimeUnit.SECONDS)
                                .awaitUninterruptibly(QUIET_SECONDS_MAX, TimeUnit.SECONDS));
        return group;
    }

    private ExecutorService handshakes() {
        ExecutorService executor =
                Executors.newFixedThreadPool(
                        1, new DefaultThreadFactory("gaia-handshakes-" + settings.region(), true));
        parts.push(executor::shutdownNow);
        return executor;
    }

    private Jobs.Rules rules() {
        return new Jobs.Rules(
                settings.region(),
                List.copyOf(settings.peers().keySet()),
                new OperatorRules(settings)::flaw,
                settings.jobsMax(),
                settings.jobOpenTimeout().toNanos(),
                settings.jobLease().toNanos(),
                settings.jobKeep().toMillis());
    }

    private Jobs.Owner owner() {
        return new Jobs.Owner() {
            @Override
            public void log(String line) {
                log.info(line);
            }

            @Override
            public void fatal(String why, Throwable thrown) {
                fail(why, thrown);
            }

            @Override
            public void refused(String remote, Refusal reason, String text) {
                meters.refused(Side.PEERS, reason);
            }
        };
    }

    private List<Member> members() throws IOException {
        Wan wan = null;
        double loss = 0;
        if (settings.emulation().isPresent()) {
            Settings.Emulation emulation = settings.emulation().get();
            wan =
                    emulation.latency().isPresent()
                            ? WanFiles.load(emulation.wan(), emulation.latency().get())
                            : WanFiles.load(emulation.wan());
            loss = emulation.loss();
        }
        var members = new ArrayList<Member>();
        for (PeerSettings peer : settings.peers().values()) {
            Emulation emulated =
                    wan == null ? null : Emulation.of(wan, settings.region(), peer.region(), loss);
            members.add(
                    new Member(
                            peer.region(),
                            peer.address().host(),
                            peer.address().port(),
                            new LinkSettings(
                                    peer.bandwidthBytesPerSecond(),
                                    limit(peer.rateCapBytesPerSecond()),
                                    limit(peer.bytesPerDay()),
                                    emulated)));
        }
        return members;
    }

    private static long limit(long told) {
        return told == Kind.UNLIMITED ? 0 : told;
    }

    private NetLimits limits() {
        NetLimits usual = NetLimits.usual();
        return new NetLimits(
                usual.strangerFrameBytesMax(),
                settings.handshakeTimeout().toNanos(),
                settings.idleTimeout().toNanos(),
                settings.heartbeat().toNanos(),
                settings.connectionsMax(),
                settings.writeBufferLow(),
                settings.writeBufferHigh(),
                usual.backOffNanosMin(),
                settings.retryPauseMax().toNanos());
    }

    private WorkerPort workers(Identity identity, EventLoopGroup loops, ExecutorService handshakes)
            throws IOException {
        return new WorkerPort(
                settings.region(),
                "spark-gaia",
                settings.token().reveal(),
                settings.workersListen().resolved(),
                Tls.oneSidedServer(identity),
                limits().withQueue(WORKER_QUEUE_BYTES_MAX),
                loops,
                handshakes,
                jobs,
                ear());
    }

    private WorkerPort.Ear ear() {
        return new WorkerPort.Ear() {
            @Override
            public void refused(String remote, Refusal reason, String text) {
                meters.refused(Side.WORKERS, reason);
                log.seldom(
                        Level.WARNING,
                        "worker " + reason,
                        "refused a worker at " + remote + " (" + reason + "): " + text);
            }

            @Override
            public void opened() {
                meters.connectionOpened(Side.WORKERS);
            }

            @Override
            public void closed() {
                meters.connectionClosed(Side.WORKERS);
            }
        };
    }

    /** The jobs in this process: for workers that live here too. */
    public Jobs jobs() {
        return jobs;
    }

    public InetSocketAddress peersAddress() {
        return peers.address();
    }

    public InetSocketAddress workersAddress() {
        return workersAddress;
    }

    public InetSocketAddress httpAddress() {
        return page.address();
    }

    private String ill() {
        return end.isCompletedExceptionally() ? "the sidecar has stopped" : null;
    }

    private String notReady() {
        if (!isReady) {
            return "reads its journals";
        }
        var away = new ArrayList<String>();
        for (Peering peering : peers.peerings()) {
            if (!peering.isUp()) {
                away.add(peering.region());
            }
        }
        return away.isEmpty() ? null : "waits for " + String.join(", ", away);
    }

    private void fail(String why, Throwable thrown) {
        if (end.completeExceptionally(new IOException(why, thrown))) {
            if (thrown == null) {
                log.error(why);
            } else {
                log.fault(why, thrown);
            }
        }
    }

    /** Returns when it was closed; throws if it cannot go on, and is then still to be closed. */
    public void awaitEnd() throws InterruptedException, IOException {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Stops: workers are told to come back later, everything is on disk in the end. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        isReady = false;
        Exception first = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        end.complete(null);
        if (first != null) {
            throw new IOException("stopping failed: " + first.getMessage(), first);
        }
    }
}
