package sparkgaia.client;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import sparkgaia.FreePorts;
import sparkgaia.SidecarFile;
import sparkgaia.core.table.Rows;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Tls;
import sparkgaia.server.Settings;
import sparkgaia.server.Sidecar;
import sparkgaia.train.ShardContext;
import sparkgaia.train.Trainer;
import sparkgaia.train.WorkerLoop;
import sparkgaia.wire.Call;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Sidecars of several regions in this process, over real sockets without TLS, with folders of their own. */
final class Fleet implements AutoCloseable {
    private static final String TOKEN = "0123456789abcdef";
    private static final long SECONDS_MAX = 30;

    private final Path folder;
    private final TreeMap<String, Integer> ports = new TreeMap<>();
    private final ConcurrentSkipListMap<String, Sidecar> sidecars = new ConcurrentSkipListMap<>();
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String more;

    Fleet(Path folder, String more, String... regions) throws IOException {
        this.folder = folder;
        this.more = more;
        for (String region : regions) {
            ports.put(region, FreePorts.next());
        }
        for (String region : regions) {
            start(region);
        }
    }

    /** What is expected to go wrong in a test is not for its reader. */
    private static final java.util.logging.Logger LOG =
            java.util.logging.Logger.getLogger("sparkgaia");

    static {
        LOG.setLevel(java.util.logging.Level.parse(System.getProperty("fleet.log", "OFF")));
    }

    void start(String region) throws IOException {
        Path file = SidecarFile.write(folder, region, ports, TOKEN, more);
        sidecars.put(region, Sidecar.start(Settings.read(file)));
    }

    void stop(String region) throws IOException {
        sidecars.remove(region).close();
    }

    EventLoopGroup loops() {
        return loops;
    }

    Sidecar sidecar(String region) {
        return sidecars.get(region);
    }

    Path folder(String region) {
        return folder.resolve(region);
    }

    SidecarLine.Sidecar remote(String region) {
        return found(
                region,
                sidecar ->
                        new RemoteSidecar(
                                region,
                                "127.0.0.1",
                                sidecar.workersAddress().getPort(),
                                TOKEN,
                                "test",
                                Tls.none(),
                                NetLimits.usual(),
                                loops,
                                Runnable::run));
    }

    SidecarLine.Sidecar local(String region) {
        return found(region, sidecar -> new LocalSidecar(region, sidecar.jobs()));
    }

    /** Looked up for every call: a sidecar that was started again listens elsewhere. */
    private SidecarLine.Sidecar found(
            String region, Function<Sidecar, SidecarLine.Sidecar> caller) {
        return new SidecarLine.Sidecar() {
            @Override
            public SidecarLine call(SidecarLine.Ear ear) {
                Sidecar sidecar = sidecars.get(region);
                if (sidecar == null) {
                    ear.lost("it is down");
                    return new SidecarLine.Dead();
                }
                return caller.apply(sidecar).call(ear);
            }

            @Override
            public String name() {
                return "the sidecar of " + region;
            }
        };
    }

    <T> Future<T> begin(Callable<T> task) {
        return threads.submit(task);
    }

    static <T> T end(Future<T> task) throws Exception {
        return task.get(SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** The tables that a worker reads when its job is done, by partition. */
    record Result(TreeMap<Integer, TreeMap<Integer, List<Integer>>> rows, boolean isComplete) {}

    /** Runs a worker to the end of its job. */
    <R, S> Result work(
            SidecarLine.Sidecar sidecar,
            JobDescription description,
            String run,
            int worker,
            Trainer<R, S> trainer,
            List<R> records,
            long seed,
            WorkerClient.Pace pace)
            throws Exception {
        try (var client =
                new WorkerClient(
                        sidecar,
                        description,
                        run,
                        worker,
                        WorkerClient.Patience.USUAL,
                        text -> LOG.info(worker + ": " + text))) {
            Call.Opened opened = client.open();
            var context =
                    ShardContext.even(
                            seed,
                            worker,
                            description.job().workers(),
                            description.job().name(opened.region()),
                            opened.attempt());
            var loop = new WorkerLoop<>(description.job(), trainer, context, records, 10);
            client.train(loop, pace);
            Call.Standing standing = client.awaitFinished();
            var rows = new TreeMap<Integer, TreeMap<Integer, List<Integer>>>();
            client.read((partition, some) -> put(rows, partition, some));
            client.leave();
            return new Result(rows, standing.isComplete());
        }
    }

    private static void put(
            TreeMap<Integer, TreeMap<Integer, List<Integer>>> rows, int partition, Rows some) {
        for (int i = 0; i < some.size(); i++) {
            rows.computeIfAbsent(partition, none -> new TreeMap<>())
                    .put(some.ids()[i], java.util.Arrays.stream(some.cells()[i]).boxed().toList());
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Sidecar sidecar : sidecars.values()) {
            sidecar.close();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
