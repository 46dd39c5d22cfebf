package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import sparkgaia.FreePorts;
import sparkgaia.client.RemoteSidecar;
import sparkgaia.client.SidecarLine;
import sparkgaia.client.WorkerClient;
import sparkgaia.core.Job;
import sparkgaia.core.table.RowSpace;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Tls;
import sparkgaia.server.ledger.Certificates;
import sparkgaia.train.ShardContext;
import sparkgaia.train.WorkerLoop;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.wire.Call;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Sidecars as processes of this machine, each with a heap of 128 MiB, and workers of theirs in this process. */
final class Sites implements AutoCloseable {
    static final long SEED = 7;
    private static final String TOKEN = "0123456789abcdef";
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Path kits;
    private final List<String> regions;
    private final TreeMap<String, Integer> peersPorts = new TreeMap<>();
    private final TreeMap<String, Integer> workersPorts = new TreeMap<>();
    private final TreeMap<String, Integer> httpPorts = new TreeMap<>();
    private final TreeMap<String, Integer> detours = new TreeMap<>();
    private final List<String> more = new ArrayList<>();
    private final TreeMap<String, Process> processes = new TreeMap<>();
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param kits as {@code gaia keys init} makes them, or null to do without TLS */
    Sites(Path folder, Path kits, String... regions) throws IOException {
        this.folder = folder;
        this.kits = kits;
        this.regions = List.of(regions);
        for (String region : regions) {
            peersPorts.put(region, FreePorts.next());
            workersPorts.put(region, FreePorts.next());
            httpPorts.put(region, FreePorts.next());
        }
    }

    /** Others are to reach a region at this port. */
    void detour(String region, int port) {
        detours.put(region, port);
    }

    /** A further setting of every other REGION, before they are started. */
    void also(String line) {
        more.add(line);
    }

    InetSocketAddress peersAddress(String region) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), peersPorts.get(region));
    }

    InetSocketAddress workersAddress(String region) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), workersPorts.get(region));
    }

    /** Starts all of them, and returns when they are connected. */
    void start() throws IOException, InterruptedException {
        for (String region : regions) {
            start(region);
        }
        for (String region : regions) {
            String page = "";
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!page.startsWith("200 ")) {
                assertTrue(
                        processes.get(region).isAlive(), () -> region + " ended: " + log(region));
                String last = page;
                assertTrue(
                        System.nanoTime() < deadline,
                        () -> region + " is not ready: " + last + ": " + allLogs());
                Thread.sleep(20);
                page = get(region, "/readyz");
            }
        }
    }

    private void start(String region) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("gaia.region = " + region);
        lines.add("gaia.data = data-" + region);
        lines.add("gaia.disk.freeMin = 1 MiB");
        lines.add("gaia.peers.listen = 127.0.0.1:" + peersPorts.get(region));
        lines.add("gaia.workers.listen = 127.0.0.1:" + workersPorts.get(region));
        lines.add("gaia.http.listen = 127.0.0.1:" + httpPorts.get(region));
        if (kits == null) {
            lines.add("gaia.tls = off");
            lines.add("gaia.token = " + TOKEN);
        } else {
            lines.add("gaia.kit = " + kits.resolve(region));
        }
        for (String other : regions) {
            if (!other.equals(region)) {
                int port = detours.getOrDefault(other, peersPorts.get(other));
                lines.add("gaia.peer." + other + ".address = 127.0.0.1:" + port);
                more.forEach(line -> lines.add(line.replace("REGION", other)));
            }
        }
        Files.write(config(region), lines);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Gaia.class.getName(),
                                "server",
                                "--config",
                                config(region).toString())
                        .redirectOutput(folder.resolve(region + ".out").toFile())
                        .redirectError(folder.resolve(region + ".err").toFile())
                        .start();
        processes.put(region, process);
    }

    Path config(String region) {
        return folder.resolve(region + ".conf");
    }

    Path data(String region) {
        return folder.resolve("data-" + region);
    }

    Process process(String region) {
        return processes.get(region);
    }

    String log(String region) {
        try {
            return Files.readString(folder.resolve(region + ".err"));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    private String allLogs() {
        var logs = new StringBuilder();
        regions.forEach(region -> logs.append(region).append(": ").append(log(region)));
        return logs.toString();
    }

    /** What a page answers, after its status; or why it does not. */
    String get(String region, String path) {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + httpPorts.get(region) + path))
                        .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "no answer: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** The figures of a region's page: by name and labels, as they are written. */
    Map<String, Double> figures(String region) {
        String page = get(region, "/metrics");
        assertTrue(page.startsWith("200 "), page);
        var figures = new TreeMap<String, Double>();
        page.substring(4)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(
                        line -> {
                            int at = line.lastIndexOf(' ');
                            figures.put(
                                    line.substring(0, at), Double.valueOf(line.substring(at + 1)));
                        });
        return figures;
    }

    /** Memory of the process that is in use, in bytes: heap, buffers, code and all. */
    long residentBytes(String region) throws IOException {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc/" + processes.get(region).pid() + "/status"))) {
            String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
    }

    /** Sends one of the system's signals to a sidecar. */
    void signal(String region, String name) throws IOException, InterruptedException {
        String pid = Long.toString(processes.get(region).pid());
        Process kill = new ProcessBuilder("kill", "-" + name, pid).start();
        assertTrue(kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0, name);
    }

    /** Tells them to end, and waits until they have. */
    void stop() throws InterruptedException {
        processes.values().forEach(process -> process.toHandle().destroy());
        for (Map.Entry<String, Process> process : processes.entrySet()) {
            assertTrue(
                    process.getValue().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS),
                    process.getKey() + " does not end");
        }
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            Thread.sleep(20);
        }
    }

    private SidecarLine.Sidecar remote(String region) throws IOException {
        return new RemoteSidecar(
                region,
                "127.0.0.1",
                workersPorts.get(region),
                token(region),
                "test",
                kits == null
                        ? Tls.none()
                        : Tls.oneSidedClient(
                                Certificates.read(kits.resolve(region).resolve("ca.pem"))),
                NetLimits.usual(),
                loops,
                Runnable::run);
    }

    String token(String region) throws IOException {
        return kits == null
                ? TOKEN
                : Files.readString(kits.resolve(region).resolve("token")).strip();
    }

    /** What a worker has read in the end: the cells of each row, by partition and number. */
    record Result(boolean isComplete, TreeMap<Integer, TreeMap<Integer, int[]>> rows) {
        /** It has the sum of all commits, to the last bit. */
        void checkExact(Job job, LedgerTrainer trainer, int clocks) {
            assertTrue(isComplete, "all regions were heard");
            int[][] sums = trainer.expected(SEED, LedgerTrainer.Commit.all(job.workers(), clocks));
            for (int partition = 0; partition < job.partitions(); partition++) {
                RowSpace space = job.space(partition);
                for (int id = 0; id < space.size(); id++) {
                    org.junit.jupiter.api.Assertions.assertArrayEquals(
                            sums[space.row(id)], rows.get(partition).get(id), space.name(id));
                }
            }
        }
    }

    /** Begins all workers of a job. */
    List<Future<Result>> begin(
            JobDescription description, LedgerTrainer trainer, WorkerClient.Pace pace)
            throws IOException {
        var workers = new ArrayList<Future<Result>>();
        Job job = description.job();
        for (int worker = 0; worker < job.workers(); worker++) {
            int number = worker;
            SidecarLine.Sidecar sidecar = remote(job.name(job.regionOf(worker)));
            workers.add(threads.submit(() -> work(sidecar, description, number, trainer, pace)));
        }
        return workers;
    }

    private static Result work(
            SidecarLine.Sidecar sidecar,
            JobDescription description,
            int worker,
            LedgerTrainer trainer,
            WorkerClient.Pace pace)
            throws Exception {
        Job job = description.job();
        try (var client =
                new WorkerClient(
                        sidecar,
                        description,
                        description.name(),
                        worker,
                        WorkerClient.Patience.USUAL,
                        text -> {})) {
            Call.Opened opened = client.open();
            var context =
                    ShardContext.even(
                            SEED,
                            worker,
                            job.workers(),
                            job.name(opened.region()),
                            opened.attempt());
            client.train(new WorkerLoop<>(job, trainer, context, List.of(), 10), pace);
            Call.Standing standing = client.awaitFinished();
            var rows = new TreeMap<Integer, TreeMap<Integer, int[]>>();
            client.read(
                    (partition, some) -> {
                        for (int i = 0; i < some.size(); i++) {
                            rows.computeIfAbsent(partition, none -> new TreeMap<>())
                                    .put(some.ids()[i], some.cells()[i]);
                        }
                    });
            client.leave();
            return new Result(standing.isComplete(), rows);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        processes.values().forEach(Process::destroyForcibly);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
