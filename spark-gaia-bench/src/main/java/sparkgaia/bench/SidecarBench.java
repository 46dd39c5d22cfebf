package sparkgaia.bench;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import sparkgaia.client.RemoteSidecar;
import sparkgaia.client.SidecarLine;
import sparkgaia.client.WorkerClient;
import sparkgaia.core.Job;
import sparkgaia.core.message.Request;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.InitialValue;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.net.Identity;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Tls;
import sparkgaia.server.Settings;
import sparkgaia.server.Sidecar;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * How fast a sidecar is, beside the bare means in the same run: a model read against a stream of bytes over the same
 * sockets and the same TLS, commits against that and against plain writes to the disk, and small pulls by themselves.
 */
public final class SidecarBench {
    /** Lives and deaths of jobs are not to be read here. Kept, or the level is forgotten with it. */
    private static final Logger LOG = Logger.getLogger("sparkgaia");

    private static final int WIDTH = 64;
    private static final int ROWS = 400_000;
    private static final long MODEL_BYTES = (long) ROWS * WIDTH * 4;

    /** What one measurement moves: several times a tenth of a second, or the machine's moods are all that is seen. */
    private static final int MODELS = 4;

    private static final int READS = 15;
    private static final int COMMITS = 9;
    private static final int PULLS = 20_000;
    private static final int COMMIT_ROWS = 64_000;
    private static final int WORKERS = 2;
    private static final int CLOCKS = 6;
    private static final long COMMIT_BYTES = (long) COMMIT_ROWS * WIDTH * 4;

    /** A part and its commit are made durable one after the other. */
    private static final int WAITS = 2 * WORKERS * CLOCKS;

    private static final long MEBI = 1 << 20;

    private final Path kit;
    private final Path folder;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final Identity identity;
    private final String token;

    private SidecarBench(Path kit, Path folder) throws Exception {
        this.kit = kit;
        this.folder = folder;
        char[] password = Files.readString(kit.resolve("key.password")).strip().toCharArray();
        this.identity = Identity.load(kit.resolve("key.p12"), password, null);
        this.token = Files.readString(kit.resolve("token")).strip();
    }

    /** Arguments: the kit of a region, and a folder on the disk that is to be measured. */
    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("usage: SidecarBench KIT FOLDER");
            System.exit(2);
        }
        LOG.setLevel(Level.WARNING);
        try {
            new SidecarBench(Path.of(args[0]), Path.of(args[1])).run();
            System.exit(0);
        } catch (IOException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws Exception {
        Path conf = folder.resolve("gaia.conf");
        Files.write(
                conf,
                List.of(
                        "gaia.region = " + identity.region(),
                        "gaia.data = " + folder.resolve("data").toAbsolutePath(),
                        "gaia.kit = " + kit.toAbsolutePath(),
                        "gaia.peers.listen = 127.0.0.1:0",
                        "gaia.workers.listen = 127.0.0.1:0",
                        "gaia.http.listen = 127.0.0.1:0",
                        "gaia.disk.freeMin = 1 MiB",
                        "gaia.job.lease = 2s",
                        "gaia.limit.jobs = 1000"));
        try (var sidecar = Sidecar.start(Settings.read(conf));
                var stream =
                        new BareStream(identity, loops, new byte[BareStream.PIECE_BYTES], null);
                var farther = new BareStream(identity, loops, model(), model())) {
            warmUp(sidecar, stream, farther);
            reads(sidecar, stream, farther);
            commits(sidecar, stream);
            latencies(sidecar);
        }
    }

    private void reads(Sidecar sidecar, BareStream stream, BareStream farther) throws Exception {
        double[] bare = new double[READS];
        double[] far = new double[READS];
        double[] read = new double[READS];
        try (var client = opened(sidecar, "read")) {
            for (int i = 0; i < READS; i++) {
                settle();
                bare[i] = stream.bytesPerSecond(MODELS * MODEL_BYTES);
                read[i] = read(client);
                far[i] = farther.bytesPerSecond(MODELS * MODEL_BYTES);
            }
        }
        say("bare stream over TLS, one MiB, MB/s", bare, 1e-6);
        say("bare stream, memory to memory, MB/s", far, 1e-6);
        say("a model read, MB/s", read, 1e-6);
        say("  beside the stream of one MiB", ratios(read, bare), 1);
        say("  beside the stream of memory", ratios(read, far), 1);
    }

    private void commits(Sidecar sidecar, BareStream stream) throws Exception {
        double[] bare = new double[COMMITS];
        double[] plain = new double[COMMITS];
        double[] journal = new double[COMMITS];
        double[] commit = new double[COMMITS];
        var disk = new DiskRates(folder, (int) MEBI, WORKERS * CLOCKS * COMMIT_BYTES);
        for (int i = 0; i < COMMITS; i++) {
            settle();
            bare[i] = stream.bytesPerSecond(MODELS * MODEL_BYTES);
            disk.settle();
            commit[i] = commit(sidecar, "commit " + i);
            disk.settle();
            DiskRates.Rate alone = disk.journal(WAITS);
            journal[i] = alone.bytesPerSecond();
            disk.settle();
            plain[i] = disk.plain(alone.syncs());
        }
        say("a journal alone, waited for as often, MB/s", journal, 1e-6);
        say("plain writes with as many fsyncs as it, MB/s", plain, 1e-6);
        say("  a journal beside them", ratios(journal, plain), 1);
        say("commits, MB/s", commit, 1e-6);
        say("  beside the slower of stream and journal", ratios(commit, slower(bare, journal)), 1);
        say("  beside the slower of stream and plain", ratios(commit, slower(bare, plain)), 1);
    }

    /** A job's tables were just made: moving them to where they stay is not what is measured. */
    private static void settle() {
        System.gc();
    }

    /** As many bytes as the model has, in whole pieces. */
    private static byte[] model() {
        return new byte[Math.toIntExact(MODEL_BYTES / MEBI * MEBI)];
    }

    private void warmUp(Sidecar sidecar, BareStream stream, BareStream farther) throws Exception {
        for (int i = 0; i < 3; i++) {
            stream.bytesPerSecond(100 * MEBI);
            farther.bytesPerSecond(100 * MEBI);
            try (var client = opened(sidecar, "warm " + i)) {
                read(client);
            }
            commit(sidecar, "warm commit " + i);
        }
    }

    private static double[] slower(double[] one, double[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> Math.min(one[i], other[i]))
                .toArray();
    }

    private static double[] ratios(double[] of, double[] to) {
        return IntStream.range(0, of.length).mapToDouble(i -> of[i] / to[i]).toArray();
    }

    /** The median, and between what the middle half lies. */
    private static void say(String what, double[] values, double unit) {
        double[] sorted = Arrays.stream(values).map(value -> value * unit).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-46s %8.2f (%.2f to %.2f)%n",
                what,
                sorted[sorted.length / 2],
                sorted[sorted.length / 4],
                sorted[sorted.length - 1 - sorted.length / 4]);
    }

    private JobDescription job(String name, int rows, int workers) {
        var table =
                TableSpec.sum("dense", rows, WIDTH, 22)
                        .withInitial(new InitialValue.Even(1, 0, WIDTH, 0.1, 22));
        Job job =
                Job.of(List.of(identity.region()), List.of(table))
                        .model(SyncModel.bsp())
                        .workers(workers)
                        .maxClock(1_000_000)
                        .build();
        return new JobDescription(name, job, new TreeMap<>());
    }

    private SidecarLine.Sidecar remote(Sidecar sidecar) {
        return new RemoteSidecar(
                identity.region(),
                "127.0.0.1",
                sidecar.workersAddress().getPort(),
                token,
                "bench",
                Tls.oneSidedClient(identity.authorities()),
                NetLimits.usual(),
                loops,
                Runnable::run);
    }

    private WorkerClient opened(Sidecar sidecar, String name) throws Exception {
        var client =
                new WorkerClient(
                        remote(sidecar),
                        job(name, ROWS, 1),
                        name,
                        0,
                        WorkerClient.Patience.USUAL,
                        text -> {});
        client.open();
        return client;
    }

    /** Bytes of rows a second, as a worker reads a whole model, some times over. */
    private static double read(WorkerClient client) throws Exception {
        long[] rows = {0};
        long begun = System.nanoTime();
        for (int i = 0; i < MODELS; i++) {
            client.read((partition, some) -> rows[0] += some.size());
        }
        double seconds = (System.nanoTime() - begun) * 1e-9;
        return rows[0] * WIDTH * 4.0 / seconds;
    }

    /** Bytes of rows a second that two workers have staged and committed, all durable in the end. */
    private double commit(Sidecar sidecar, String name) throws Exception {
        JobDescription description = job(name, COMMIT_ROWS, WORKERS);
        var seconds = new double[WORKERS];
        var threads = new Thread[WORKERS];
        Rows delta = delta();
        var ready = new CyclicBarrier(WORKERS);
        for (int worker = 0; worker < WORKERS; worker++) {
            int number = worker;
            threads[worker] =
                    new Thread(
                            () -> {
                                try {
                                    seconds[number] =
                                            commit(
                                                    sidecar,
                                                    description,
                                                    name,
                                                    number,
                                                    delta,
                                                    ready);
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            threads[worker].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double slowest = Arrays.stream(seconds).max().orElseThrow();
        return WORKERS * (double) CLOCKS * COMMIT_BYTES / slowest;
    }

    private double commit(
            Sidecar sidecar,
            JobDescription description,
            String run,
            int number,
            Rows delta,
            CyclicBarrier ready)
            throws Exception {
        try (var worker = new Asker(remote(sidecar), description, run, number)) {
            worker.ask(new Request.Join(number, worker.attempt));
            if (number == 0) {
                settle();
            }
            ready.await();
            long begun = System.nanoTime();
            for (int clock = 0; clock < CLOCKS; clock++) {
                if (clock > 0) {
                    worker.ask(
                            new Request.Pull(number, worker.attempt, clock, new int[0], true, 0));
                }
                worker.ask(new Request.Stage(number, worker.attempt, clock, 0, delta));
                worker.ask(
                        new Request.Commit(
                                number,
                                worker.attempt,
                                clock,
                                new long[0],
                                new byte[0],
                                new byte[0]));
            }
            return (System.nanoTime() - begun) * 1e-9;
        }
    }

    /** Every row, dense. */
    private static Rows delta() {
        int[] ids = IntStream.range(0, COMMIT_ROWS).toArray();
        int[][] cells = new int[COMMIT_ROWS][WIDTH];
        for (int row = 0; row < COMMIT_ROWS; row++) {
            for (int cell = 0; cell < WIDTH; cell++) {
                cells[row][cell] = 1 + (row * 31 + cell * 77_777) % 1_000_003;
            }
        }
        return new Rows(ids, cells);
    }

    private void latencies(Sidecar sidecar) throws Exception {
        int[] ids = IntStream.range(0, 100).map(i -> i * 37).toArray();
        try (var worker = new Asker(remote(sidecar), job("latency", ROWS, 1), "latency", 0)) {
            worker.ask(new Request.Join(0, worker.attempt));
            worker.ask(new Request.Stage(0, worker.attempt, 0, 0, Rows.EMPTY));
            worker.ask(
                    new Request.Commit(
                            0, worker.attempt, 0, new long[0], new byte[0], new byte[0]));
            double[] micros = new double[PULLS];
            for (int i = -PULLS; i < PULLS; i++) {
                long begun = System.nanoTime();
                worker.ask(new Request.Pull(0, worker.attempt, 1, ids, true, 0));
                if (i >= 0) {
                    micros[i] = (System.nanoTime() - begun) * 1e-3;
                }
            }
            say("a pull of 100 rows of " + WIDTH, micros);
        }
        say("two threads wake each other", wakes());
    }

    private static void say(String what, double[] micros) {
        Arrays.sort(micros);
        System.out.printf(
                Locale.ROOT,
                "%s, microseconds: median %.0f, 99th percentile %.0f, 99.9th %.0f%n",
                what,
                micros[PULLS / 2],
                micros[PULLS * 99 / 100],
                micros[(int) (PULLS * 999L / 1000)]);
    }

    /** What a pull does several times over, without a sidecar: threads that sleep, woken by each other. */
    private static double[] wakes() throws InterruptedException {
        var there = new LinkedBlockingQueue<Integer>();
        var back = new LinkedBlockingQueue<Integer>();
        var other =
                new Thread(
                        () -> {
                            try {
                                for (int i = 0; i < 2 * PULLS; i++) {
                                    back.put(there.take());
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        other.start();
        double[] micros = new double[PULLS];
        for (int i = -PULLS; i < PULLS; i++) {
            long begun = System.nanoTime();
            there.put(i);
            back.take();
            if (i >= 0) {
                micros[i] = (System.nanoTime() - begun) * 1e-3;
            }
        }
        other.join();
        return micros;
    }
}
