package sparkgaia.spark;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;

import sparkgaia.client.RemoteSidecar;
import sparkgaia.client.SidecarLine;
import sparkgaia.client.WorkerClient;
import sparkgaia.core.Invariant;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Tls;
import sparkgaia.server.settings.Address;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The sidecar of a task's own region, over the network; the one of another region is not known here. */
final class ClusterSidecars implements TaskSidecars, AutoCloseable {
    private static final long CLOSE_MILLIS_MAX = 2_000;

    private final String region;
    private final EventLoopGroup loops;
    private final ExecutorService handshakes;
    private final RemoteSidecar sidecar;
    private final TrainingBoard board;
    private final AtomicReference<String> failure = new AtomicReference<>();

    /**
     * @param client for the sidecar's log: what calls
     * @param ear hears what workers have computed
     */
    ClusterSidecars(String region, String client, TrainingBoard.Ear ear) throws IOException {
        this.region = region;
        this.board = new TrainingBoard(ear);
        var settings =
                ClusterSettings.of(SparkEnv.get().conf(), Path.of(SparkFiles.getRootDirectory()));
        Address address = settings.address(region);
        String token = settings.token(region).reveal();
        Tls tls = settings.tls();
        this.loops =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("gaia-line", true), NioIoHandler.newFactory());
        this.handshakes = Executors.newCachedThreadPool(ClusterSidecars::thread);
        this.sidecar =
                new RemoteSidecar(
                        region,
                        address.host(),
                        address.port(),
                        token,
                        client,
                        tls,
                        NetLimits.usual(),
                        loops,
                        handshakes);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "gaia-handshake");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public SidecarLine.Sidecar sidecar(String of) {
        Invariant.check(of.equals(region), "a worker of %s in region %s", of, region);
        return sidecar;
    }

    @Override
    public WorkerClient.Patience patience() {
        return WorkerClient.Patience.USUAL;
    }

    @Override
    public TrainingBoard board() {
        return board;
    }

    @Override
    public void fail(String reason, Throwable cause) {
        failure.compareAndSet(null, reason);
    }

    @Override
    public String failure() {
        return failure.get();
    }

    long sentBytes() {
        return sidecar.sentBytes();
    }

    long receivedBytes() {
        return sidecar.receivedBytes();
    }

    @Override
    public void close() {
        handshakes.shutdownNow();
        loops.shutdownGracefully(0, CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS_MAX);
    }
}
