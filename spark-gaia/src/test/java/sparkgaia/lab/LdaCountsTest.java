package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowSpace;
import sparkgaia.lab.Fault.Tail;
import sparkgaia.lab.check.Checker;
import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.lda.Document;
import sparkgaia.train.lda.LdaShard;
import sparkgaia.train.lda.LdaTrainer;
import sparkgaia.train.lda.Planted;

import java.util.ArrayList;
import java.util.List;

/**
 * Topic modelling over three regions whose texts differ: whatever dies on the way, at the end every region's counts are
 * the count of the topics of all tokens, exactly.
 */
@Tag("slow")
class LdaCountsTest {
    private static final Planted PLANTED = new Planted(5, 12);
    private static final LdaTrainer LDA = new LdaTrainer(PLANTED.words(), 6, 0.1, 0.01, 3);
    private static final int REGIONS = 3;
    private static final int WORKERS_PER_REGION = 2;
    private static final int CLOCKS = 9;

    private static final List<SyncModel> MODELS =
            List.of(
                    SyncModel.bsp(),
                    SyncModel.paper(
                            new RowChoice.SignificantRows(0.2, RowChoice.Significance.NORM), 1),
                    SyncModel.gaia(0.5, 4, 3, 1),
                    SyncModel.gaiaCounts(0.5, 1, 3, 1));

    private static Wan wan() {
        // As slow beside so small a job as the real network is beside a real one.
        return WanFiles.preset("ec2").of("Virginia", "Singapore", "SaoPaulo").scaled(0.001);
    }

    private static List<List<Document>> shards() {
        var shards = new ArrayList<List<Document>>();
        for (int worker = 0; worker < REGIONS * WORKERS_PER_REGION; worker++) {
            shards.add(PLANTED.documents(worker, worker / WORKERS_PER_REGION, 10 + 3 * worker, 20));
        }
        return shards;
    }

    private static Scenario<?, ?> scenario(SyncModel model, Wan wan, long seed, Faults faults) {
        Job job =
                Job.of(wan.names(), LDA.tables())
                        .metrics(LDA.metrics().size())
                        .workersIn(regionOf(wan.size()))
                        .partitions(2)
                        .model(model)
                        .maxClock(CLOCKS)
                        .build();
        return Scenario.of(job, wan, LDA, shards())
                .machines(Machines.of(500_000).withStraggling(0.4, 5))
                .seed(seed)
                .faults(faults)
                .saveEvery(4)
                .waitForAll()
                .deadline(50_000 * Cases.SECOND)
                .eventsMax(5_000_000);
    }

    private static int[] regionOf(int regions) {
        int[] regionOf = new int[REGIONS * WORKERS_PER_REGION];
        for (int worker = 0; worker < regionOf.length; worker++) {
            regionOf[worker] = worker * regions / regionOf.length;
        }
        return regionOf;
    }

    private static Outcome play(String what, Scenario<?, ?> scenario) {
        var checker = new Checker(scenario.job());
        var run = new Run(scenario).watch(checker);
        Outcome outcome = run.play();
        assertNull(outcome.failure(), what);
        assertTrue(outcome.isComplete(), what);
        checker.checkEnd();
        countsAreTheAssignments(what, scenario.job(), run);
        return outcome;
    }

    private static void countsAreTheAssignments(String what, Job job, Run run) {
        var shards = new ArrayList<LdaShard>();
        for (int worker = 0; worker < job.workers(); worker++) {
            shards.add((LdaShard) run.shard(worker));
        }
        int[][] counts = Planted.count(LDA.words(), LDA.topics(), shards);
        for (int region = 0; region < job.regions(); region++) {
            for (int word = 0; word < LDA.words(); word++) {
                int[] row = row(job, run, region, LdaTrainer.COUNTS, word);
                assertArrayEquals(counts[word], row, what);
            }
            assertArrayEquals(
                    Planted.totals(counts), row(job, run, region, LdaTrainer.TOTALS, 0), what);
        }
    }

    private static int[] row(Job job, Run run, int region, int table, int row) {
        int partition = RowSpace.partitionOf(table, row, job.partitions());
        Region state = run.region(region, partition);
        return state.values().get(job.space(partition).id(table, row));
    }

    @Test
    void afterRunsFullOfFaultsTheCountsAreTheAssignments() {
        for (SyncModel model : MODELS) {
            for (long seed = 1; seed <= 12; seed++) {
                var calm = scenario(model, wan(), seed, Faults.NONE);
                Faults faults = Faults.draw(seed, calm.job(), 10 * Cases.SECOND, 10);
                play(model + ", seed " + seed, scenario(model, wan(), seed, faults));
            }
        }
    }

    @Test
    void whicheverProcessDiesWheneverTheCountsAreTheAssignments() {
        for (SyncModel model : MODELS) {
            var calm = new Run(scenario(model, wan(), 1, Faults.NONE));
            long nanos = (long) (calm.play().seconds() * Cases.SECOND);
            for (int time = 0; time < 8; time++) {
                long at = 1 + nanos * time / 8;
                long until = at + Cases.SECOND / 2;
                for (Fault fault : crashes(at, until, time)) {
                    String what = model + ", " + fault;
                    play(what, scenario(model, wan(), 1, Faults.of(until, fault)));
                }
            }
        }
    }

    private static List<Fault> crashes(long at, long until, int time) {
        int worker = time % (REGIONS * WORKERS_PER_REGION);
        return List.of(
                new Fault.Crash(at, time % REGIONS, Tail.LOST, true, until),
                new Fault.Crash(at, time % REGIONS, Tail.TORN, true, until),
                new Fault.WorkerCrash(at, worker, until),
                new Fault.Zombie(at, worker, until));
    }

    @Test
    void underBspNoCrashAndNoNumberOfRegionsChangesABit() {
        long[] alone =
                play("alone", scenario(SyncModel.bsp(), Wan.uniform(1, 1, 1), 1, Faults.NONE))
                        .digests()[0];
        Outcome calm = play("calm", scenario(SyncModel.bsp(), wan(), 1, Faults.NONE));
        long nanos = (long) (calm.seconds() * Cases.SECOND);
        for (int time = 0; time < 8; time++) {
            long at = 1 + nanos * time / 8;
            long until = at + Cases.SECOND / 2;
            for (Fault fault : crashes(at, until, time)) {
                Outcome outcome =
                        play(
                                fault.toString(),
                                scenario(SyncModel.bsp(), wan(), 1, Faults.of(until, fault)));
                for (long[] region : outcome.digests()) {
                    assertArrayEquals(alone, region, fault.toString());
                }
            }
        }
    }

    /** The check above would notice: another seed, other bits. */
    @Test
    void anotherSeedIsAnotherModel() {
        Outcome one = play("one", scenario(SyncModel.bsp(), wan(), 1, Faults.NONE));
        Outcome other = play("other", scenario(SyncModel.bsp(), wan(), 2, Faults.NONE));
        assertNotEquals(one.digests()[0][0], other.digests()[0][0]);
        assertEquals(one.digests()[0][0], one.digests()[2][0]);
    }
}
