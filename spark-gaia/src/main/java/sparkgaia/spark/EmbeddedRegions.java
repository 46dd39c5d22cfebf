package sparkgaia.spark;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import sparkgaia.client.LocalSidecar;
import sparkgaia.client.SidecarLine;
import sparkgaia.client.WorkerClient;
import sparkgaia.lab.wan.Wan;
import sparkgaia.net.Emulation;
import sparkgaia.net.LinkSettings;
import sparkgaia.server.EmbeddedSidecar;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The sidecars of one fit inside this JVM, from {@link #open} until {@link #close}. Tasks find them by the fit's name: this
 * is the one static registry there is.
 */
public final class EmbeddedRegions implements TaskSidecars, AutoCloseable {
    private static final ConcurrentHashMap<String, EmbeddedRegions> OPEN =
            new ConcurrentHashMap<>();

    private static final long CLOSE_SECONDS_MAX = 5;

    private final String run;
    private final EventLoopGroup loops;
    private final SortedMap<String, EmbeddedSidecar> sidecars;
    private final TrainingBoard board = new TrainingBoard();
    private final AtomicReference<Failure> failure = new AtomicReference<>();

    /** Why a fit has ended. */
    private record Failure(String reason, Throwable cause) {}

    private EmbeddedRegions(
            String run, EventLoopGroup loops, SortedMap<String, EmbeddedSidecar> sidecars) {
        this.run = run;
        this.loops = loops;
        this.sidecars = sidecars;
    }

    /** @param wan the network to emulate between them, region by region of these names; null for none */
    static EmbeddedRegions open(String run, List<String> regions, Wan wan, Consumer<String> log)
            throws IOException {
        var loops =
                new MultiThreadIoEventLoopGroup(
                        Math.max(2, Runtime.getRuntime().availableProcessors()),
                        new DefaultThreadFactory("gaia-" + run, true),
                        NioIoHandler.newFactory());
        try {
            var sidecars =
                    EmbeddedSidecar.start(
                            regions,
                            (from, to) -> link(wan, regions.indexOf(from), regions.indexOf(to)),
                            loops,
                            log);
            var open = new EmbeddedRegions(run, loops, sidecars);
            OPEN.put(run, open);
            return open;
        } catch (IOException | RuntimeException e) {
            loops.shutdownGracefully(0, CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
            throw e;
        }
    }

    private static LinkSettings link(Wan wan, int from, int to) {
        if (wan == null) {
            return LinkSettings.of(EmbeddedSidecar.LOOPBACK_BYTES_PER_SECOND);
        }
        var emulation = new Emulation(wan.bytesPerSecond(from, to), wan.latencyNanos(from, to), 0);
        return new LinkSettings(emulation.bytesPerSecond(), 0, 0, emulation);
    }

    /** For tasks. */
    static EmbeddedRegions find(String run) {
        EmbeddedRegions found = OPEN.get(run);
        if (found == null) {
            throw new IllegalStateException(
                    "the sidecars of "
                            + run
                            + " are not in this JVM: embedded training needs all tasks in the"
                            + " driver's process, as with master local[*]");
        }
        return found;
    }

    /** How many fits of this JVM have sidecars open. */
    public static int openCount() {
        return OPEN.size();
    }

    @Override
    public SidecarLine.Sidecar sidecar(String region) {
        EmbeddedSidecar sidecar = sidecars.get(region);
        var local = new LocalSidecar(region, sidecar.jobs());
        return new SidecarLine.Sidecar() {
            @Override
            public SidecarLine call(SidecarLine.Ear ear) {
                String ended = failure();
                if (ended == null) {
                    return local.call(ear);
                }
                ear.lost(ended);
                return new SidecarLine.Dead();
            }

            @Override
            public String name() {
                return local.name();
            }
        };
    }

    String run() {
        return run;
    }

    /** What has left all regions so far. */
    long dataBytes() {
        return sidecars.values().stream()
                .flatMap(sidecar -> sidecar.peerings().stream())
                .mapToLong(peering -> peering.counts().dataBytesOut())
                .sum();
    }

    SortedMap<String, EmbeddedSidecar> sidecars() {
        return sidecars;
    }

    @Override
    public WorkerClient.Patience patience() {
        return Embedded.PATIENCE;
    }

    @Override
    public TrainingBoard board() {
        return board;
    }

    @Override
    public void fail(String reason, Throwable cause) {
        if (failure.compareAndSet(null, new Failure(reason, cause))) {
            EmbeddedSidecar.closeAll(sidecars.values());
        }
    }

    @Override
    public String failure() {
        Failure first = failure.get();
        return first == null ? null : first.reason;
    }

    /** What was thrown that has ended the fit, or null. */
    Throwable cause() {
        Failure first = failure.get();
        return first == null ? null : first.cause;
    }

    @Override
    public void close() {
        OPEN.remove(run, this);
        failure.compareAndSet(null, new Failure("the fit is over", null));
        EmbeddedSidecar.closeAll(sidecars.values());
        loops.shutdownGracefully(0, CLOSE_SECONDS_MAX, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    }
}
