package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.Fault.Tail;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.MfTrainer;
import sparkgaia.train.mf.PlantedRatings;
import sparkgaia.train.mf.Rating;

import java.util.ArrayList;
import java.util.List;

/** Matrix factorisation over regions: the bits of one region under BSP, whatever dies on the way. */
@Tag("slow")
class MfRegionsTest {
    private static final int WORKERS = 22;
    private static final int PARTITIONS = 2;
    private static final PlantedRatings PLANTED = new PlantedRatings(66, 30, 0.1, true);
    private static final List<List<Rating>> RATINGS = PLANTED.training(WORKERS);
    private static final MfSettings APART = PLANTED.settings().withEpochs(2, 3);
    private static final MfSettings SHARED = APART.withSharedUsers();

    private static Scenario<?, ?> scenario(
            MfSettings settings,
            List<List<Rating>> ratings,
            SyncModel model,
            List<Topology> topologies) {
        int regions = topologies.get(0).members().length;
        var trainer = new MfTrainer(settings);
        int[] regionOf = new int[ratings.size()];
        for (int worker = 0; worker < regionOf.length; worker++) {
            regionOf[worker] = worker * regions / regionOf.length;
        }
        Job job =
                Cases.job(trainer, model, regions, topologies)
                        .workersIn(regionOf)
                        .maxClock(settings.clocks())
                        .build();
        return Scenario.of(job, Wan.uniform(regions, 1, 20), trainer, ratings)
                .machines(Machines.of(Cases.MILLIS).withStraggling(0.5, 7))
                .saveEvery(3)
                .waitForAll()
                .deadline(50_000 * Cases.SECOND)
                .eventsMax(5_000_000);
    }

    private static Scenario<?, ?> scenario(
            MfSettings settings, SyncModel model, List<Topology> topologies) {
        return scenario(settings, RATINGS, model, topologies);
    }

    private static long[] alone(MfSettings settings) {
        var scenario = scenario(settings, SyncModel.bsp(), Cases.mesh(1, PARTITIONS));
        return Cases.run("alone", scenario).digests()[0];
    }

    private static void areAll(long[] alone, Outcome outcome, String what) {
        for (long[] region : outcome.digests()) {
            assertArrayEquals(alone, region, what);
        }
    }

    private static void isAsAlone(MfSettings settings) {
        long[] alone = alone(settings);
        for (int regions : new int[] {2, 11}) {
            for (List<Topology> topologies :
                    List.of(
                            Cases.mesh(regions, PARTITIONS),
                            Cases.stars(regions, PARTITIONS),
                            Cases.hubs(regions, 3, PARTITIONS))) {
                String what = settings + " over " + topologies;
                areAll(
                        alone,
                        Cases.run(what, scenario(settings, SyncModel.bsp(), topologies)),
                        what);
            }
        }
        assertFalse(alone[0] == alone(settings.withSeed(2))[0], "another seed, other bits");
    }

    @Test
    void underBspTheItemsAreThoseOfOneRegion() {
        isAsAlone(APART);
        isAsAlone(APART.plain());
        isAsAlone(APART.with(MfSettings.Form.NONNEGATIVE));
    }

    @Test
    void underBspSharedUsersAreThoseOfOneRegion() {
        isAsAlone(SHARED);
    }

    @Test
    void underGaiaSharedUsersAreTheSameInAllRegionsInTheEnd() {
        // Every user rates in two regions.
        var moved = new ArrayList<List<Rating>>();
        for (int worker = 0; worker < WORKERS; worker++) {
            var mixed = new ArrayList<Rating>();
            for (int from : new int[] {worker, (worker + WORKERS / 2) % WORKERS}) {
                for (Rating rating : RATINGS.get(from)) {
                    if (rating.item() % 2 == (from == worker ? 0 : 1)) {
                        mixed.add(rating);
                    }
                }
            }
            moved.add(mixed);
        }
        for (SyncModel model : List.of(SyncModel.bsp(), SyncModel.gaia(0.3, 4, 3, 1))) {
            var scenario = scenario(SHARED, moved, model, Cases.mesh(3, PARTITIONS));
            Outcome outcome = Cases.run(model.name(), scenario);
            assertTrue(outcome.isConverged(), model.name());
        }
    }

    private static List<Fault> crashes(long at, long until, int time) {
        return List.of(
                new Fault.Crash(at, time % 3, Tail.LOST, true, until),
                new Fault.Crash(at, time % 3, Tail.TORN, true, until),
                new Fault.WorkerCrash(at, time % WORKERS, until),
                new Fault.Zombie(at, time % WORKERS, until));
    }

    private static void noCrashChangesABit(MfSettings settings, int times) {
        long[] alone = alone(settings);
        var stars = Cases.stars(3, PARTITIONS);
        Outcome calm = Cases.run("calm", scenario(settings, SyncModel.bsp(), stars));
        long nanos = (long) (calm.seconds() * Cases.SECOND);
        for (int time = 0; time < times; time++) {
            long at = 1 + nanos * time / times;
            long until = at + Cases.SECOND / 2;
            for (Fault fault : crashes(at, until, time)) {
                var scenario = scenario(settings, SyncModel.bsp(), stars);
                scenario.faults(Faults.of(until, fault));
                areAll(alone, Cases.run(fault.toString(), scenario), fault.toString());
            }
        }
    }

    @Test
    void underBspAWorkerOrASidecarThatDiesChangesNoBit() {
        noCrashChangesABit(APART, 3);
        noCrashChangesABit(SHARED, 3);
    }

    @Test
    void underBspNothingThatDiesAtAnyTimeChangesABit() {
        noCrashChangesABit(APART, 40);
        noCrashChangesABit(SHARED, 40);
        noCrashChangesABit(APART.plain(), 10);
    }

    @Test
    void underGaiaWithFaultsAllCopiesAreTheSameInTheEnd() {
        SyncModel gaia = new MfTrainer(APART).model();
        MfSettings regional = APART.with(MfSettings.UserFactors.REGIONAL);
        for (MfSettings settings : List.of(APART, SHARED, regional)) {
            for (long seed = 1; seed <= 5; seed++) {
                var scenario = scenario(settings, gaia, Cases.mesh(3, PARTITIONS));
                var faults = Faults.draw(seed, scenario.job(), 10 * Cases.SECOND, 10);
                Outcome outcome = Cases.run("seed " + seed, scenario.seed(seed).faults(faults));
                assertTrue(outcome.isConverged(), "seed " + seed);
            }
        }
    }

    /** So many workers with a rating of item 0 above and one of item 1 below the mean, each by a user of its own. */
    private static List<List<Rating>> unanimous(int workers) {
        var shards = new ArrayList<List<Rating>>();
        for (int worker = 0; worker < workers; worker++) {
            shards.add(List.of(new Rating(2 * worker, 0, 5), new Rating(2 * worker + 1, 1, 1)));
        }
        return shards;
    }

    private static double biasAfterAnEpoch(int workers, double rate, double cap) {
        MfSettings settings =
                MfSettings.of(2 * workers, 2, 1)
                        .withRegularization(0, true)
                        .withSteps(rate, 1, cap)
                        .withEpochs(1, 1);
        var scenario = scenario(settings, unanimous(workers), SyncModel.bsp(), Cases.mesh(2, 1));
        var run = new Run(scenario);
        assertTrue(run.play().isComplete());
        RowSpace space = scenario.job().space(0);
        return run.region(0, 0).values().get(space.id(MfTrainer.ITEMS, 0))[1] * 0x1p-22;
    }

    @Test
    void theStepsOfAllRegionsTogetherMoveAnItemNoFartherThanTheCap() {
        assertEquals(0.5, biasAfterAnEpoch(22, 1, 0.5), 0.02);
        assertEquals(0.5, biasAfterAnEpoch(200, 1, 0.5), 0.02);
        assertEquals(22, biasAfterAnEpoch(22, 1, 1e9), 0.5, "without a cap it is far beyond");
        assertEquals(0.4, biasAfterAnEpoch(4, 0.1, 0.5), 0.02, "few ratings need no cap");
    }

    @Test
    void divergenceEndsTheJobAndSaysWhereAndWhatToLower() {
        for (SyncModel model : List.of(SyncModel.bsp(), new MfTrainer(APART).model())) {
            MfSettings wild = APART.withSteps(5, 1, 1e9);
            Outcome outcome = new Run(scenario(wild, model, Cases.mesh(3, PARTITIONS))).play();
            assertFalse(outcome.isFinished());
            assertTrue(
                    outcome.failure()
                            .matches(
                                    "(?s).*training has diverged in region [ABC] at clock \\d+ \\(.*\\) with"
                                            + " learning rate 5.0: lower the learning rate.*"),
                    outcome.failure());
        }
    }

    @Test
    void aBadRecordEndsTheJobAndIsNamed() {
        var ratings = new ArrayList<>(RATINGS);
        var bad = new ArrayList<>(ratings.get(21));
        bad.add(new Rating(0, 30, 1));
        ratings.set(21, bad);
        var scenario = scenario(APART, ratings, SyncModel.bsp(), Cases.mesh(2, PARTITIONS));
        Outcome outcome = new Run(scenario).play();
        String expected =
                "record "
                        + (bad.size() - 1)
                        + " of worker 21 in region B: it is of item 30, but there are 30";
        assertTrue(outcome.failure().contains(expected), outcome.failure());
    }
}
