package sparkgaia.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.TableSpec;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Tls;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.wire.Call;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** How jobs begin, end, fail and are forgotten, and whom sidecars refuse. */
class JobLifeTest {
    private static final long SECOND = 1_000_000_000L;
    private static final LedgerTrainer TRAINER = new LedgerTrainer(10, 2, 2);

    @TempDir private Path folder;
    private Fleet fleet;

    @BeforeEach
    void start() throws IOException {
        fleet =
                new Fleet(
                        folder,
                        "gaia.job.openTimeout = 3s\ngaia.job.lease = 2s\n"
                                + "gaia.tables = ledger:10:2",
                        "eu",
                        "us");
    }

    @AfterEach
    void stop() throws IOException {
        fleet.close();
    }

    private static JobDescription job(String name, int clocks) {
        return job(name, List.of("eu", "us"), TRAINER.tables(), clocks);
    }

    private static JobDescription job(
            String name, List<String> regions, List<TableSpec> tables, int clocks) {
        Job job =
                Job.of(regions, tables)
                        .model(SyncModel.bsp())
                        .metrics(TRAINER.metrics().size())
                        .maxClock(clocks)
                        .build();
        return new JobDescription(name, job, new TreeMap<>());
    }

    private Future<Fleet.Result> work(
            JobDescription description, String run, int worker, WorkerClient.Pace pace) {
        String region = description.job().name(description.job().regionOf(worker));
        return fleet.begin(
                () ->
                        fleet.work(
                                fleet.remote(region),
                                description,
                                run,
                                worker,
                                TRAINER,
                                List.of(),
                                1,
                                pace));
    }

    private Future<Fleet.Result> work(JobDescription description, String run, int worker) {
        return work(description, run, worker, WorkerClient.Pace.FREE);
    }

    private static String refusal(Future<?> worker) {
        ExecutionException thrown = assertThrows(ExecutionException.class, () -> Fleet.end(worker));
        assertEquals(ClientFailure.class, thrown.getCause().getClass(), thrown.toString());
        return thrown.getCause().getMessage();
    }

    private static void assertNames(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), "\"" + part + "\" in: " + text);
        }
    }

    private static void await(String what, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + 20 * SECOND;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            Thread.sleep(10);
        }
    }

    private long files(String region, String kind) {
        try (Stream<Path> files = Files.list(fleet.folder(region).resolve(kind))) {
            return files.count();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void aRegionThatDoesNotOpenTheJobIsNamedAtTheDeadline() {
        Future<Fleet.Result> here = work(job("alone", 3), "run", 0);
        Future<Fleet.Result> there = work(job("lonely", 3), "run", 1);
        assertNames(refusal(here), "waits for us", "within 3 s");
        assertNames(refusal(there), "waits for eu", "within 3 s");
    }

    @Test
    void regionsThatDifferAreToldInWhichFields() {
        Future<Fleet.Result> here = work(job("model", 3), "run", 0);
        Future<Fleet.Result> there = work(job("model", 4), "run", 1);
        for (Future<Fleet.Result> worker : List.of(here, there)) {
            assertNames(refusal(worker), "clocks: 3 in eu, 4 in us");
        }
    }

    @Test
    void aWorkerOfTheRunWithAnotherJobIsRefusedAtOnce() throws Exception {
        var two =
                Job.of(List.of("eu"), TRAINER.tables())
                        .workers(2)
                        .metrics(TRAINER.metrics().size())
                        .maxClock(3);
        var mine = new JobDescription("mine", two.build(), new TreeMap<>());
        var other = new JobDescription("mine", two.maxClock(9).build(), new TreeMap<>());
        var there = new CountDownLatch(1);
        var back = new CountDownLatch(1);
        Future<Fleet.Result> first =
                work(
                        mine,
                        "run",
                        0,
                        (loop, computing) -> {
                            there.countDown();
                            back.await();
                            computing.run();
                        });
        there.await();
        assertNames(refusal(work(other, "run", 1)), "clocks: 3", "9");
        back.countDown();
        Fleet.end(work(mine, "run", 1));
        Fleet.end(first);
    }

    @Test
    void whoIsNotAllowedToShareATableIsTold() {
        var tables = List.of(TableSpec.sum("secrets", 3, 2, 8));
        var description = job("secret", List.of("eu"), tables, 3);
        assertNames(refusal(work(description, "run", 0)), "secrets", "gaia.tables");
        var larger = job("larger", List.of("eu"), new LedgerTrainer(11, 2, 2).tables(), 3);
        assertNames(refusal(work(larger, "run", 0)), "ledger", "11");
    }

    @Test
    void aMemberThatIsNoPeerIsNamed() {
        var description = job("far", List.of("eu", "mars"), TRAINER.tables(), 3);
        assertNames(refusal(work(description, "run", 0)), "mars", "gaia.peer.mars.address");
    }

    @Test
    void aWorkerOfAnotherRegionIsRefused() {
        var description = job("far", 3);
        Future<Fleet.Result> worker =
                fleet.begin(
                        () ->
                                fleet.work(
                                        fleet.remote("eu"),
                                        description,
                                        "run",
                                        1,
                                        TRAINER,
                                        List.of(),
                                        1,
                                        WorkerClient.Pace.FREE));
        assertNames(refusal(worker), "worker 1 is none of region eu");
    }

    @Test
    void aWrongTokenIsRefused() {
        var sidecar =
                new RemoteSidecar(
                        "eu",
                        "127.0.0.1",
                        fleet.sidecar("eu").workersAddress().getPort(),
                        "guessed",
                        "test",
                        Tls.none(),
                        NetLimits.usual(),
                        fleet.loops(),
                        Runnable::run);
        Future<Call.Opened> opened =
                fleet.begin(
                        () ->
                                new WorkerClient(
                                                sidecar,
                                                job("x", 3),
                                                "run",
                                                0,
                                                WorkerClient.Patience.USUAL,
                                                text -> {})
                                        .open());
        assertNames(refusal(opened), "not the token of region eu");
    }

    @Test
    void aJobThatIsDoneLeavesATombstoneAndNothingElse() throws Exception {
        JobDescription description = job("done", 5);
        Future<Fleet.Result> there = work(description, "run", 1);
        Fleet.end(work(description, "run", 0));
        Fleet.end(there);
        for (String region : List.of("eu", "us")) {
            await("jobs of " + region + " are freed", () -> files(region, "jobs") == 0);
            assertEquals(1, files(region, "over"));
        }
        assertNames(refusal(work(description, "run", 0)), "is over", "finished");
        fleet.stop("eu");
        fleet.start("eu");
        assertNames(refusal(work(description, "run", 0)), "is over", "finished");
    }

    @Test
    void aJobWhoseWorkersAreGoneFailsEverywhereAndIsFreed() throws Exception {
        JobDescription description = job("left", 1000);
        var there = new CountDownLatch(1);
        Future<Fleet.Result> stays = work(description, "run", 1);
        Future<Fleet.Result> leaves =
                work(
                        description,
                        "run",
                        0,
                        (loop, computing) -> {
                            if (loop.clock() == 3) {
                                there.countDown();
                                throw new IllegalStateException("the process is gone");
                            }
                            computing.run();
                        });
        there.await();
        assertThrows(ExecutionException.class, () -> Fleet.end(leaves));
        assertNames(refusal(stays), "no worker of region eu", "gaia.job.lease");
        for (String region : List.of("eu", "us")) {
            await("jobs of " + region + " are freed", () -> files(region, "jobs") == 0);
        }
    }

    @Test
    void jobsThatBeginInAnotherOrderElsewhereAllEnd() throws Exception {
        var workers = new ArrayList<Future<Fleet.Result>>();
        for (int each = 0; each < 6; each++) {
            workers.add(work(job("job " + each, 8), "fit " + each, 0));
            workers.add(work(job("job " + (5 - each), 8), "fit " + (5 - each), 1));
        }
        for (Future<Fleet.Result> worker : workers) {
            assertTrue(Fleet.end(worker).isComplete());
        }
    }

    @Test
    void aLaterAttemptTakesOverAndTheEarlierOneIsRefused() throws Exception {
        JobDescription description = job("twice", 30);
        var there = new CountDownLatch(1);
        var back = new CountDownLatch(1);
        Future<Fleet.Result> other = work(description, "run", 1);
        Future<Fleet.Result> early =
                work(
                        description,
                        "run",
                        0,
                        (loop, computing) -> {
                            computing.run();
                            if (loop.clock() == 4) {
                                there.countDown();
                                back.await();
                            }
                        });
        there.await();
        Future<Fleet.Result> late = work(description, "run", 0);
        Fleet.Result result = Fleet.end(late);
        back.countDown();
        assertEquals(result.rows(), Fleet.end(other).rows());
        assertThrows(ExecutionException.class, () -> Fleet.end(early));
    }
}
