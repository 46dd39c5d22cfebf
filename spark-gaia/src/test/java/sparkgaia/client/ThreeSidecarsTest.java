package sparkgaia.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sparkgaia.core.Job;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowSpace;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.wire.JobDescription;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Future;

/** Three sidecars and six workers over real sockets: every commit counts once, everywhere. */
class ThreeSidecarsTest {
    private static final long SEED = 5;
    private static final int CLOCKS = 12;
    private static final LedgerTrainer TRAINER = new LedgerTrainer(40, 3, 5);

    @TempDir private Path folder;

    static SyncModel model(String name) {
        return switch (name) {
            case "bsp" -> SyncModel.bsp();
            case "ssp" -> SyncModel.ssp(2);
            case "gaia" -> SyncModel.gaia(0.5, 4, 4, 2);
            case "paper" ->
                    SyncModel.paper(
                            new RowChoice.SignificantRows(0.5, RowChoice.Significance.NORM), 2);
            default -> SyncModel.async();
        };
    }

    static JobDescription description(String name, SyncModel model) {
        Job job =
                Job.of(List.of("eu", "us", "ap"), TRAINER.tables())
                        .workers(2)
                        .partitions(2)
                        .model(model)
                        .maxClock(CLOCKS)
                        .metrics(TRAINER.metrics().size())
                        .build();
        return new JobDescription(name, job, new TreeMap<>());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bsp", "ssp", "gaia", "paper", "async"})
    void everyCommitCountsOnceInEveryRegion(String model) throws Exception {
        JobDescription description = description("exact", model(model));
        try (var fleet = new Fleet(folder, "", "eu", "us", "ap")) {
            for (Fleet.Result result : run(fleet, description, "run 1")) {
                assertTrue(result.isComplete());
                checkExact(description.job(), result);
            }
        }
    }

    static List<Fleet.Result> run(Fleet fleet, JobDescription description, String run)
            throws Exception {
        var results = new ArrayList<Fleet.Result>();
        for (Future<Fleet.Result> worker : begin(fleet, description, run, WorkerClient.Pace.FREE)) {
            results.add(Fleet.end(worker));
        }
        return results;
    }

    static List<Future<Fleet.Result>> begin(
            Fleet fleet, JobDescription description, String run, WorkerClient.Pace pace) {
        Job job = description.job();
        var workers = new ArrayList<Future<Fleet.Result>>();
        for (int worker = 0; worker < job.workers(); worker++) {
            int number = worker;
            String region = job.name(job.regionOf(worker));
            SidecarLine.Sidecar sidecar =
                    worker % 2 == 0 ? fleet.remote(region) : fleet.local(region);
            workers.add(
                    fleet.begin(
                            () ->
                                    fleet.work(
                                            sidecar,
                                            description,
                                            run,
                                            number,
                                            TRAINER,
                                            List.of(),
                                            SEED,
                                            pace)));
        }
        return workers;
    }

    static void checkExact(Job job, Fleet.Result result) {
        int[][] expected = TRAINER.expected(SEED, LedgerTrainer.Commit.all(job.workers(), CLOCKS));
        for (int partition = 0; partition < job.partitions(); partition++) {
            RowSpace space = job.space(partition);
            for (int id = 0; id < space.size(); id++) {
                assertEquals(
                        Arrays.stream(expected[space.row(id)]).boxed().toList(),
                        result.rows().get(partition).get(id),
                        space.name(id));
            }
        }
    }

    @Test
    void jobsOneAfterTheOtherAreJobsOfTheirOwn() throws Exception {
        JobDescription description = description("twice", SyncModel.bsp());
        try (var fleet = new Fleet(folder, "", "eu", "us", "ap")) {
            for (String run : List.of("first", "second")) {
                for (Fleet.Result result : run(fleet, description, run)) {
                    checkExact(description.job(), result);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bsp", "gaia"})
    void aSidecarThatIsStartedAgainGoesOnWhereItWas(String model) throws Exception {
        JobDescription description = description("restarted", model(model));
        try (var fleet = new Fleet(folder, "", "eu", "us", "ap")) {
            var there = new java.util.concurrent.CountDownLatch(1);
            var back = new java.util.concurrent.CountDownLatch(1);
            WorkerClient.Pace pace =
                    (loop, computing) -> {
                        computing.run();
                        if (loop.clock() == 5) {
                            there.countDown();
                            back.await();
                        }
                    };
            var workers = begin(fleet, description, "run", pace);
            there.await();
            fleet.stop("us");
            fleet.start("us");
            back.countDown();
            for (Future<Fleet.Result> worker : workers) {
                checkExact(description.job(), Fleet.end(worker));
            }
        }
    }
}
