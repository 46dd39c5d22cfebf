package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sparkgaia.client.WorkerClient;
import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.train.WorkerLoop;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.wire.JobDescription;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Sidecars as processes (T13): one stands still, crowds knock, a worker does not read. Jobs beside it end exactly. */
@Tag("slow")
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardTimesTest {
    private static final LedgerTrainer TRAINER = new LedgerTrainer(40, 3, 5);
    private static final int STILL_SECONDS = 30;
    private static final int CROWD = 2_000;

    /** A heap of 128 MiB, as much beside it for buffers, and the code. */
    private static final long RESIDENT_BYTES_MAX = 400L << 20;

    private Path kits;

    @BeforeAll
    void makeKits(@TempDir Path folder) {
        kits = folder.resolve("kits");
        Answer.to("keys", "init", kits.toString(), "--regions", "ap,eu,us").isDone();
    }

    private static JobDescription job(
            String name, SyncModel model, LedgerTrainer trainer, int clocks, String... regions) {
        Job job =
                Job.of(List.of(regions), trainer.tables())
                        .workers(2)
                        .model(model)
                        .maxClock(clocks)
                        .metrics(trainer.metrics().size())
                        .build();
        return new JobDescription(name, job, new TreeMap<>());
    }

    private static void endExactly(
            List<Future<Sites.Result>> workers, JobDescription description, int clocks)
            throws Exception {
        for (Future<Sites.Result> worker : workers) {
            worker.get(120, TimeUnit.SECONDS).checkExact(description.job(), TRAINER, clocks);
        }
    }

    private static void checkWell(Sites sites, String region) throws Exception {
        assertEquals("200 alive\n", sites.get(region, "/healthz"));
        long bytes = sites.residentBytes(region);
        System.out.printf("%s has %,d bytes of memory in use%n", region, bytes);
        assertTrue(bytes < RESIDENT_BYTES_MAX, region + " has " + bytes + " bytes in use");
    }

    /** Nobody goes on from its clock until it is open. */
    private static final class Gate implements WorkerClient.Pace {
        private static final int CLOCK = 5;

        private final CountDownLatch there = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void compute(WorkerLoop<?, ?> loop, Runnable computing) throws InterruptedException {
            computing.run();
            if (loop.clock() >= CLOCK) {
                there.countDown();
                open.await();
            }
        }

        void awaitSomebody() throws InterruptedException {
            assertTrue(there.await(60, TimeUnit.SECONDS), "clock " + CLOCK + " is reached");
        }

        void open() {
            open.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bsp", "gaia"})
    void aSidecarThatStandsStillIsWaitedFor(String model, @TempDir Path folder) throws Exception {
        int clocks = 20;
        SyncModel sync = model.equals("bsp") ? SyncModel.bsp() : SyncModel.gaia(0.5, 4, 4, 2);
        JobDescription description = job("still", sync, TRAINER, clocks, "ap", "eu", "us");
        try (var sites = new Sites(folder, kits, "ap", "eu", "us")) {
            sites.start();
            var gate = new Gate();
            var workers = sites.begin(description, TRAINER, gate);
            gate.awaitSomebody();
            sites.signal("us", "STOP");
            gate.open();
            assertFalse(
                    sites.process("us").waitFor(STILL_SECONDS, TimeUnit.SECONDS), "it only waits");
            for (String other : List.of("ap", "eu")) {
                checkWell(sites, other);
            }
            assertEquals(1.0, sites.figures("ap").get("gaia_peer_sessions_total{peer=\"eu\"}"));
            assertEquals(1.0, sites.figures("ap").get("gaia_peer_connected{peer=\"eu\"}"));
            assertTrue(workers.stream().noneMatch(Future::isDone), "nobody is done or has failed");
            sites.signal("us", "CONT");
            endExactly(workers, description, clocks);
            checkWell(sites, "us");
        }
    }

    @Test
    void crowdsAtBothPortsKeepNobodyOut(@TempDir Path folder) throws Exception {
        int clocks = 100;
        JobDescription description =
                job("crowded", SyncModel.bsp(), TRAINER, clocks, "ap", "eu", "us");
        try (var sites = new Sites(folder, kits, "ap", "eu", "us")) {
            sites.start();
            var crowds = new ArrayList<Crowd>();
            var gate = new Gate();
            var workers = sites.begin(description, TRAINER, gate);
            gate.awaitSomebody();
            crowds.add(Crowd.at(sites.workersAddress("us"), CROWD));
            crowds.add(Crowd.at(sites.peersAddress("us"), CROWD));
            gate.open();
            // Whoever comes now has to get in beside those that are there.
            JobDescription later = job("later", SyncModel.bsp(), TRAINER, clocks, "ap", "eu", "us");
            endExactly(sites.begin(later, TRAINER, WorkerClient.Pace.FREE), later, clocks);
            endExactly(workers, description, clocks);
            checkWell(sites, "us");
            for (Crowd crowd : crowds) {
                assertEquals(2 * CROWD, crowd.members());
                Sites.await("all of them are closed", () -> crowd.open() == 0);
                crowd.close();
            }
            var figures = sites.figures("us");
            assertTrue(figures.get("gaia_refusals_total{reason=\"crowded\",side=\"workers\"}") > 0);
            assertTrue(figures.get("gaia_refusals_total{reason=\"crowded\",side=\"peers\"}") > 0);
            assertEquals(1.0, figures.get("gaia_peer_sessions_total{peer=\"eu\"}"));
            checkWell(sites, "us");
        }
    }

    @Test
    void aWorkerThatDoesNotReadIsClosed(@TempDir Path folder) throws Exception {
        int clocks = 60;
        var large = new LedgerTrainer(100_000, 33, 1);
        JobDescription deaf = job("deaf", SyncModel.bsp(), large, 5, "eu");
        JobDescription description = job("beside", SyncModel.bsp(), TRAINER, clocks, "eu");
        try (var sites = new Sites(folder, null, "eu")) {
            sites.start();
            try (var reading =
                            new DeafWorker(sites.workersAddress("eu"), sites.token("eu"), deaf, 0);
                    var pulling =
                            new DeafWorker(
                                    sites.workersAddress("eu"), sites.token("eu"), deaf, 1)) {
                reading.awaitOpen();
                pulling.awaitOpen();
                reading.reads(3_000);
                pulling.pulls(300);
                endExactly(
                        sites.begin(description, TRAINER, WorkerClient.Pace.FREE),
                        description,
                        clocks);
                checkWell(sites, "eu");
                Sites.await(
                        "both are closed",
                        () ->
                                sites.figures("eu")
                                                .getOrDefault(
                                                        "gaia_refusals_total{reason=\"slow\",side=\"workers\"}",
                                                        0.0)
                                        == 2.0);
            }
            checkWell(sites, "eu");
        }
    }
}
