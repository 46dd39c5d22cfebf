package sparkgaia.lab.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.mf.MfShard;
import sparkgaia.train.mf.Rating;

import java.util.List;

class TrialTest {
    private static final SyncModel TIGHT = SyncModel.gaia(0.1, 4, 8, 1);
    private static final Planted TWO = Planted.on(2, 2);

    private static double waited(Trained<Rating, MfShard> trained) {
        return trained.waits().values().stream().mapToDouble(share -> share).sum();
    }

    /** Of the whole time, by the work that a worker has on average. */
    private static double computed(Planted planted, Trained<Rating, MfShard> trained) {
        double ratings = 0;
        for (List<Rating> shard : planted.ratings().training(planted.workers())) {
            ratings += (double) shard.size() / planted.workers();
        }
        double epochs = planted.settings().pace().epochs();
        double seconds = epochs * ratings * Planted.NANOS_PER_RATING * 1e-9;
        return seconds / trained.outcome().seconds();
    }

    @Test
    void aTrialPlayedTwiceIsTheSameToTheLastEvent() {
        for (SyncModel model : List.of(SyncModel.bsp(), TIGHT)) {
            var one = TWO.play(model, Shape.MESH);
            var again = TWO.play(model, Shape.MESH);
            assertEquals(one.outcome().traceHash(), again.outcome().traceHash());
            assertEquals(one.outcome().seconds(), again.outcome().seconds());
            assertArrayEquals(one.atEnd(), again.atEnd());
            for (int look = 0; look < one.looks().size(); look++) {
                assertArrayEquals(one.looks().get(look).own(), again.looks().get(look).own());
            }
            var other = TWO.with(TWO.settings().withSeed(5)).play(model, Shape.MESH);
            assertNotEquals(one.outcome().traceHash(), other.outcome().traceHash());
        }
    }

    @Test
    void everyLookIsLaterAndTheModelBecomesGood() {
        for (SyncModel model : List.of(SyncModel.bsp(), TIGHT)) {
            var trained = TWO.play(model, Shape.MESH);
            List<Look> looks = trained.looks();
            assertTrue(looks.size() >= TWO.settings().clocks() - 1, looks.size() + " looks");
            for (int i = 1; i < looks.size(); i++) {
                assertTrue(looks.get(i).seconds() >= looks.get(i - 1).seconds());
                assertTrue(looks.get(i).clock() >= looks.get(i - 1).clock());
            }
            Look end = looks.get(looks.size() - 1);
            assertEquals(TWO.settings().clocks(), end.clock());
            assertArrayEquals(trained.atEnd(), end.consensus());
            for (int figure : new int[] {Problem.OBJECTIVE, Problem.HELD_OUT}) {
                double first = looks.get(0).consensus()[figure];
                double last = looks.get(looks.size() - 1).consensus()[figure];
                assertTrue(trained.atEnd()[figure] < 0.9 * first, model + ", figure " + figure);
                assertEquals(trained.atEnd()[figure], last, 0.05 * last);
            }
        }
    }

    /** Whoever looks changes nothing. */
    @Test
    void howOftenIsLookedIsAllTheSame() {
        var often = TWO.trial(TIGHT, Shape.MESH);
        var never = often.until(often.clocks()).play();
        assertEquals(1, never.looks().size(), "the end");
        assertEquals(often.play().outcome().traceHash(), never.outcome().traceHash());
        assertArrayEquals(often.play().atEnd(), never.atEnd());
    }

    @Test
    void theOwnCopiesOfOneDataCentreAreItsConsensus() {
        var trained = Planted.on(1, 4).play(SyncModel.bsp(), Shape.MESH);
        // Clocks of workers that are not complete are not in the copy yet.
        Look look = trained.looks().get(trained.looks().size() - 1);
        assertEquals(look.consensus()[0], look.own()[0], 0.02 * look.own()[0]);
        assertEquals(0, trained.outcome().bytes());
        assertTrue(Double.isNaN(trained.heldBackShare()));
    }

    @Test
    void waitingAndComputingAreAllOfTheTimeUnderBsp() {
        for (double mbps : new double[] {0.002, 0.01, 1}) {
            var planted = TWO.over(Wan.uniform(2, mbps, 20));
            var trained = planted.play(SyncModel.bsp(), Shape.MESH);
            double waited = waited(trained);
            assertTrue(waited < 1, waited + "");
            assertEquals(1 - computed(planted, trained), waited, 0.03, mbps + " Mb/s");
        }
    }

    @Test
    void aSlowLinkIsWaitedForUnderBspAndNotUnderATightBudget() {
        var slow = TWO.over(Wan.uniform(2, 0.002, 20));
        assertTrue(waited(slow.play(SyncModel.bsp(), Shape.MESH)) > 0.5);
        assertTrue(waited(slow.play(SyncModel.isolated(), Shape.MESH)) < 0.1);
        assertTrue(
                waited(slow.play(TIGHT, Shape.MESH))
                        < waited(slow.play(SyncModel.bsp(), Shape.MESH)));
    }

    @Test
    void nothingIsHeldBackUnderBspAndMostUnderATightBudget() {
        for (Shape shape : Shape.values()) {
            for (int workersEach : new int[] {1, 2}) {
                var planted = Planted.on(3, workersEach).over(Wan.uniform(3, 0.002, 20));
                String what = shape + ", " + workersEach + " workers";
                assertEquals(0, planted.play(SyncModel.bsp(), shape).heldBackShare(), 1e-12, what);
                double tight = planted.play(TIGHT, shape).heldBackShare();
                assertTrue(tight > 0.4 && tight < 1, what + ": " + tight);
            }
        }
    }

    @Test
    void smallStepsAreSmallChanges() {
        double[] shares = new double[2];
        for (int i = 0; i < 2; i++) {
            double rate = i == 0 ? 1e-4 : 0.2;
            var settings = TWO.settings().withSteps(rate, 1, 1e9);
            shares[i] = TWO.with(settings).play(SyncModel.bsp(), Shape.MESH).smallShare();
        }
        assertTrue(shares[0] > 0.95 && shares[0] <= 1, shares[0] + "");
        assertTrue(shares[1] < 0.3, shares[1] + "");
    }

    @Test
    void shardedServersSendLessThanMirrors() {
        var six = Planted.on(6, 1);
        var mirrors = six.play(SyncModel.bsp(), Shape.MESH);
        var sharded = six.play(SyncModel.bsp(), Shape.SHARDED);
        var star = six.play(SyncModel.bsp(), Shape.STAR);
        // A row goes up and down once for each region, instead of to each other region.
        long bytes = mirrors.outcome().bytes();
        assertTrue(sharded.outcome().bytes() < 0.6 * bytes, sharded + " and " + mirrors);
        assertTrue(star.outcome().bytes() < 0.6 * bytes, star + " and " + mirrors);
        assertTrue(
                sharded.outcome().seconds() < mirrors.outcome().seconds(),
                sharded.outcome() + " and " + mirrors.outcome());
        // One root's link carries what six links of sharded servers share.
        assertTrue(
                sharded.outcome().seconds() < star.outcome().seconds(),
                sharded.outcome() + " and " + star.outcome());
        assertArrayEquals(mirrors.atEnd(), sharded.atEnd());
        assertArrayEquals(mirrors.atEnd(), star.atEnd());
    }

    @Test
    void aTrialThatFailsHasNoModelInTheEnd() {
        var wild = TWO.with(TWO.settings().withSteps(5, 1, 1e9));
        var trained = wild.play(SyncModel.bsp(), Shape.MESH);
        assertNull(trained.atEnd());
        assertTrue(trained.outcome().failure().contains("lower the learning rate"));
    }
}
