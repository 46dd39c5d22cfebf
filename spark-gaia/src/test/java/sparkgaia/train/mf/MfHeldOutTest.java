package sparkgaia.train.mf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.Mix;
import sparkgaia.train.Metrics;

import java.util.ArrayList;
import java.util.List;

/** A part of the ratings is not trained on, and says how well others are predicted. */
class MfHeldOutTest {
    private static final double NOISE = 0.1;
    private static final double PART = 0.2;
    private static final int WORKERS = 3;
    private static final int EPOCHS = 3;
    private static final PlantedRatings PLANTED = new PlantedRatings(60, 40, NOISE, true);
    private static final List<List<Rating>> SHARDS = PLANTED.training(WORKERS);

    private static List<MfSettings> each() {
        MfSettings brief = PLANTED.settings().withEpochs(EPOCHS, 4);
        return List.of(brief, brief.withSharedUsers(), brief.plain());
    }

    private static List<Rating> held(MfShard shard, MfSettings settings) {
        var ratings = new ArrayList<Rating>();
        for (int clock = 1; clock <= settings.clocksPerEpoch(); clock++) {
            MfShard.Slice slice = shard.heldOut(clock);
            for (int i = 0; i < slice.size(); i++) {
                int user = shard.users[slice.user[i]];
                ratings.add(new Rating(user, slice.items[slice.item[i]], slice.value[i]));
            }
        }
        return ratings;
    }

    private static List<List<Rating>> without(List<List<Rating>> held) {
        var shards = new ArrayList<List<Rating>>();
        for (int worker = 0; worker < WORKERS; worker++) {
            var left = new ArrayList<>(SHARDS.get(worker));
            left.removeAll(held.get(worker));
            assertEquals(SHARDS.get(worker).size(), left.size() + held.get(worker).size());
            shards.add(left);
        }
        return shards;
    }

    @Test
    void theTablesAreThoseOfTheOtherRatingsAlone() {
        for (MfSettings settings : each()) {
            Trial part = Trial.of(settings.withHeldOut(PART), SHARDS);
            var held = new ArrayList<List<Rating>>();
            for (int worker = 0; worker < WORKERS; worker++) {
                List<Rating> some = held(part.shard(worker), settings);
                int all = SHARDS.get(worker).size();
                assertEquals(PART, (double) some.size() / all, 0.05);
                held.add(some);
            }
            Trial alone = Trial.of(settings, without(held));
            for (int table = 0; table < part.trainer.tables().size(); table++) {
                assertTables(alone.table(table), part.table(table));
            }
            for (int metric = 0; metric < 2; metric++) {
                assertEquals(alone.metric(metric), part.metric(metric));
            }
        }
    }

    private static void assertTables(int[][] expected, int[][] found) {
        for (int row = 0; row < expected.length; row++) {
            assertArrayEquals(expected[row], found[row]);
        }
    }

    /** Nothing moves here, so that it is the judge's error whenever it is looked at. */
    @Test
    void theErrorIsTheJudgesAndEachRatingIsMetOnceAnEpoch() {
        for (MfSettings settings : each()) {
            MfSettings idle = settings.withSteps(1e-9, 1, 1).withHeldOut(PART);
            Trial whole = Trial.of(idle, SHARDS);
            var held = new ArrayList<List<Rating>>();
            for (int worker = 0; worker < WORKERS; worker++) {
                held.add(held(whole.shard(worker), settings));
            }
            MfErrors errors = whole.judge(held);
            double variance = Math.pow(whole.shard(0).deviation(), 2);
            for (Trial trial : List.of(whole, Trial.barred(idle, SHARDS, 3))) {
                assertEquals(
                        EPOCHS * errors.squares() / variance,
                        trial.metric(MfTrainer.HELD_OUT_METRIC),
                        1e-3 * errors.squares());
                assertEquals(
                        EPOCHS * errors.heldOut(), trial.metric(MfTrainer.HELD_OUT_METRIC + 1));
            }
        }
    }

    @Test
    void trainingIsSeenToHelp() {
        Trial trial = Trial.of(PLANTED.settings().withHeldOut(PART), SHARDS);
        List<long[]> told = trial.run.sidecar.metrics();
        double first = mean(told.subList(WORKERS, 3 * WORKERS));
        double last = mean(told.subList(told.size() - 2 * WORKERS, told.size()));
        assertTrue(last < first / 4, first + " to " + last);
    }

    private static double mean(List<long[]> told) {
        double sum = 0;
        double count = 0;
        for (long[] sums : told) {
            sum += Metrics.value(sums[MfTrainer.HELD_OUT_METRIC]);
            count += Metrics.value(sums[MfTrainer.HELD_OUT_METRIC + 1]);
        }
        return sum / count;
    }

    /** Nothing could be said of a user whose ratings are all held out; an item that nobody trains on is not looked at. */
    @Test
    void ofEachUserARatingIsTrainedOn() {
        var shard = new ArrayList<Rating>();
        for (int user = 0; user < 60; user++) {
            for (int item = 0; item <= user % 3; item++) {
                int any = (int) (Mix.unit(Mix.hash(user, item)) * 40);
                shard.add(new Rating(user, any, user));
            }
        }
        MfSettings settings = PLANTED.settings().withEpochs(1, 2).withHeldOut(0.9);
        Trial trial = Trial.of(settings, List.of(shard));
        MfShard trained = trial.shard(0);
        for (int ratings : trained.ratingsOf) {
            assertTrue(ratings >= 1);
        }
        int looked = 0;
        for (Rating rating : held(trained, settings)) {
            looked += trained.itemRatings[rating.item()] > 0 ? 1 : 0;
        }
        assertEquals(looked, trial.metric(MfTrainer.HELD_OUT_METRIC + 1));
        assertTrue(looked > 0 && looked < held(trained, settings).size());
    }
}
