package sparkgaia.bench;

import sparkgaia.client.LocalSidecar;
import sparkgaia.core.Job;
import sparkgaia.core.message.Request;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.InitialValue;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.server.Settings;
import sparkgaia.server.Sidecar;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a sidecar holds in memory beside its tables: three regions in one process, every row changed in every clock, over
 * links that carry next to nothing, so that all of it is pending.
 */
public final class MemoryBench {
    private static final List<String> REGIONS = List.of("a", "b", "c");
    private static final int ROWS = 100_000;
    private static final int WIDTH = 64;
    private static final double TABLE_BYTES = 4.0 * ROWS * WIDTH;

    private MemoryBench() {}

    /** Argument: a folder. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        measure(folder, "gaia", SyncModel.gaia(0.5, 4, 32, 2), 4, 1.5);
        measure(folder, "bsp", SyncModel.bsp(), 2, 3);
        System.exit(0);
    }

    private static void measure(
            Path folder, String name, SyncModel model, int clocks, double allowed)
            throws Exception {
        int[] ports = REGIONS.stream().mapToInt(region -> freePort()).toArray();
        var sidecars = new ArrayList<Sidecar>();
        for (int i = 0; i < ports.length; i++) {
            sidecars.add(Sidecar.start(settings(folder, name, i, ports)));
        }
        Rows delta = delta();
        long before = live();
        Job job = Job.of(REGIONS, List.of(table())).model(model).maxClock(1_000).build();
        var description = new JobDescription(name, job, new TreeMap<>());
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < ports.length; i++) {
            int worker = i;
            var line = new LocalSidecar(REGIONS.get(i), sidecars.get(i).jobs());
            workers.add(
                    new Thread(
                            () -> {
                                try {
                                    work(
                                            new Asker(line, description, "run", worker),
                                            worker,
                                            clocks,
                                            delta);
                                } catch (IOException | InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            }));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        double held = (live() - before) / TABLE_BYTES / REGIONS.size();
        int links = REGIONS.size() - 1;
        System.out.printf(
                Locale.ROOT,
                "%s: a sidecar holds %.2f times its tables, which is %.2f (1 + %d links), at most %.1f%n",
                name,
                held,
                held / (1 + links),
                links,
                allowed);
        for (Sidecar sidecar : sidecars) {
            sidecar.close();
        }
    }

    /** Commits as many clocks as need nothing of another region's. */
    private static void work(Asker worker, int number, int clocks, Rows delta)
            throws IOException, InterruptedException {
        worker.ask(new Request.Join(number, worker.attempt));
        for (int clock = 0; clock < clocks; clock++) {
            if (clock > 0) {
                worker.ask(new Request.Pull(number, worker.attempt, clock, new int[0], true, 0));
            }
            worker.ask(
                    new Request.Stage(
                            number, worker.attempt, clock, 0, clock == 0 ? Rows.EMPTY : delta));
            worker.ask(
                    new Request.Commit(
                            number, worker.attempt, clock, new long[0], new byte[0], new byte[0]));
        }
    }

    private static long live() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(200);
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static TableSpec table() {
        return TableSpec.sum("dense", ROWS, WIDTH, 22)
                .withInitial(new InitialValue.Even(1, 0, WIDTH, 0.1, 22));
    }

    private static Rows delta() {
        int[] ids = IntStream.range(0, ROWS).toArray();
        int[][] cells = new int[ROWS][WIDTH];
        for (int row = 0; row < ROWS; row++) {
            for (int cell = 0; cell < WIDTH; cell++) {
                cells[row][cell] = 1 + (row * 31 + cell * 77_777) % 1_000_003;
            }
        }
        return new Rows(ids, cells);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Settings settings(Path folder, String name, int self, int[] ports)
            throws IOException {
        var lines = new ArrayList<String>();
        String region = REGIONS.get(self);
        lines.add("gaia.region = " + region);
        lines.add("gaia.data = " + name + "-" + region);
        lines.add("gaia.tls = off");
        lines.add("gaia.token = bench-bench-bench");
        lines.add("gaia.disk.freeMin = 1 MiB");
        lines.add("gaia.peers.listen = 127.0.0.1:" + ports[self]);
        lines.add("gaia.workers.listen = 127.0.0.1:0");
        lines.add("gaia.http.listen = 127.0.0.1:0");
        for (int i = 0; i < ports.length; i++) {
            if (i != self) {
                String peer = "gaia.peer." + REGIONS.get(i);
                lines.add(peer + ".address = 127.0.0.1:" + ports[i]);
                lines.add(peer + ".bandwidth = 1 Mb/s");
                lines.add(peer + ".rateCap = 1 Mb/s");
            }
        }
        Path file = folder.resolve(name + "-" + region + ".conf");
        Files.write(file, lines);
        return Settings.read(file);
    }
}
