package sparkgaia.train.mf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.Mix;
import sparkgaia.core.table.TableSpec;
import sparkgaia.train.BadRecord;
import sparkgaia.train.RowSet;
import sparkgaia.train.ShardContext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

class MfTrainerTest {
    private static final double NOISE = 0.1;
    private static final PlantedRatings BIASED = new PlantedRatings(60, 40, NOISE, true);
    private static final PlantedRatings PLAIN = new PlantedRatings(60, 40, NOISE, false);
    private static final int WORKERS = 3;

    /** A job that is over soon. */
    private static MfSettings brief() {
        return BIASED.settings().withEpochs(3, 4);
    }

    private static List<List<Rating>> map(
            List<List<Rating>> shards, Function<Rating, Rating> change) {
        return shards.stream().map(shard -> shard.stream().map(change).toList()).toList();
    }

    private static int count(List<List<Rating>> shards) {
        return shards.stream().mapToInt(List::size).sum();
    }

    @Test
    void plantedFactorsAreFoundNearlyToTheNoise() {
        for (PlantedRatings planted : List.of(BIASED, PLAIN)) {
            var shards = planted.training(WORKERS);
            for (MfSettings settings :
                    List.of(
                            planted.settings(),
                            planted.settings().withRegularization(0.3, false),
                            planted.settings().withSharedUsers(),
                            planted.settings().withSharedUsers().withRegularization(0.3, false))) {
                double error = Trial.of(settings, shards).heldOutError(planted.heldOut(WORKERS));
                assertTrue(error > 0.9 * NOISE && error < 1.35 * NOISE, error + ": " + settings);
            }
        }
    }

    /** Or nothing of the above would be about the factors. */
    @Test
    void withoutTrainingTheErrorIsThatOfTheRatings() {
        MfSettings idle = BIASED.settings().withSteps(1e-9, 1, 1);
        assertTrue(
                Trial.of(idle, BIASED.training(WORKERS)).heldOutError(BIASED.heldOut(WORKERS))
                        > 8 * NOISE);
    }

    @Test
    void onAnotherScaleTrainingIsTheSameUpToRounding() {
        var shards = BIASED.training(WORKERS);
        var heldOut = BIASED.heldOut(WORKERS);
        Trial usual = Trial.of(brief(), shards);
        for (double scale : new double[] {1000, 1e-6, 1e6, 1e-20, 1e20}) {
            double shift = scale == 1000 ? 7 : -5 * scale;
            Function<Rating, Rating> change =
                    rating ->
                            new Rating(
                                    rating.user(),
                                    rating.item(),
                                    (float) (rating.value() * scale + shift));
            Trial scaled = Trial.of(brief(), map(shards, change));
            assertEquals(usual.metric(0), scaled.metric(0), 1e-3 * usual.metric(0), scale + "");
            assertEquals(
                    usual.heldOutError(heldOut),
                    scaled.heldOutError(map(heldOut, change)) / scale,
                    1e-3,
                    scale + "");
        }
    }

    @Test
    void theRatingsOfAnEpochAreSharedOutToItsClocks() {
        var shards = BIASED.training(WORKERS);
        Trial trial = Trial.of(brief(), shards);
        assertEquals(3 * count(shards), trial.metric(1));
        for (int worker = 0; worker < WORKERS; worker++) {
            var found = new ArrayList<String>();
            int largest = 0;
            for (MfShard.Slice slice : trial.shard(worker).slices) {
                largest = Math.max(largest, slice.size());
                for (int i = 0; i < slice.size(); i++) {
                    int user = trial.shard(worker).users[slice.user[i]];
                    assertEquals(slice.user[i], slice.users[slice.userOf[i]]);
                    int item = slice.items[slice.item[i]];
                    found.add(new Rating(user, item, slice.value[i]).toString());
                }
            }
            var expected =
                    new ArrayList<>(shards.get(worker).stream().map(Rating::toString).toList());
            assertFalse(expected.equals(found), "they are in another order");
            expected.sort(null);
            found.sort(null);
            assertEquals(expected, found);
            assertEquals((shards.get(worker).size() + 3) / 4, largest);
        }
    }

    @Test
    void theCensusCountsTheRatingsOfAllWorkers() {
        var shards = BIASED.training(WORKERS);
        Trial trial = Trial.of(brief(), shards);
        int[] expected = new int[BIASED.items()];
        shards.forEach(shard -> shard.forEach(rating -> expected[rating.item()]++));
        int[] counted =
                Arrays.stream(trial.table(MfTrainer.CENSUS)).mapToInt(row -> row[0]).toArray();
        assertArrayEquals(expected, counted);
        assertArrayEquals(expected, trial.shard(1).itemRatings);
    }

    @Test
    void whatIsReadIsTheSliceAndOnceTheCensus() {
        for (MfSettings settings : List.of(brief(), brief().withSharedUsers())) {
            Trial trial = Trial.of(settings, BIASED.training(WORKERS));
            var fresh = new MfTrainer(settings);
            MfShard shard = trial.shard(0);
            RowSet reads = fresh.reads(shard, 2);
            var items = new TreeSet<Integer>();
            var users = new TreeSet<Integer>();
            MfShard.Slice slice = shard.slices[1];
            for (int i = 0; i < slice.size(); i++) {
                items.add(slice.items[slice.item[i]]);
                users.add(shard.users[slice.user[i]]);
            }
            assertArrayEquals(ints(items), reads.rows(MfTrainer.ITEMS));
            assertEquals(0, reads.rows(MfTrainer.CENSUS).length);
            assertArrayEquals(
                    settings.hasUserTable() ? ints(users) : new int[0],
                    reads.rows(MfTrainer.USERS));
            shard.itemRatings = null;
            RowSet first = fresh.reads(shard, 2);
            assertEquals(BIASED.items(), first.rows(MfTrainer.CENSUS).length);
            assertEquals(1, first.rows(MfTrainer.SCALE).length);
        }
    }

    private static int[] ints(TreeSet<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** With steps of nothing the sum of squared errors says which ratings were met, and how often. */
    @Test
    void ratingsOfBarredRowsAreTrainedLaterAndOnce() {
        var shards = BIASED.training(WORKERS);
        for (MfSettings settings : List.of(brief(), brief().withSharedUsers())) {
            MfSettings idle = settings.withSteps(1e-9, 1, 1);
            Trial all = Trial.of(idle, shards);
            for (int n : new int[] {1, 2, 3, 7}) {
                Trial halves = Trial.barred(idle, shards, n);
                assertEquals(3 * count(shards), halves.metric(1));
                assertEquals(all.metric(0), halves.metric(0), 1e-3);
            }
        }
    }

    @Test
    void trainingInTwoHalvesLearnsAsWell() {
        var shards = BIASED.training(WORKERS);
        var heldOut = BIASED.heldOut(WORKERS);
        for (MfSettings settings :
                List.of(BIASED.settings(), BIASED.settings().withSharedUsers())) {
            Trial whole = Trial.of(settings, shards);
            Trial halves = Trial.barred(settings, shards, 3);
            assertFalse(
                    Arrays.deepEquals(whole.table(MfTrainer.ITEMS), halves.table(MfTrainer.ITEMS)),
                    "there were halves");
            assertEquals(whole.heldOutError(heldOut), halves.heldOutError(heldOut), 0.2 * NOISE);
        }
    }

    /** Without a common number each; what is learnt does not depend on how users are called. */
    @Test
    void anyIntIsAUserOfAShardOfItsOwn() {
        MfSettings known = BIASED.settings();
        MfSettings any = MfSettings.ofAnyUsers(BIASED.items(), known.rank());
        any = any.with(known.penalty()).withSteps(0.1, 0.02, 1e9).withEpochs(60, 2);
        Function<Rating, Rating> renamed =
                rating ->
                        new Rating(
                                rating.user() * 71_000_001 ^ Integer.MIN_VALUE,
                                rating.item(),
                                rating.value());
        var trial = Trial.of(any, map(BIASED.training(WORKERS), renamed));
        double error = trial.heldOutError(map(BIASED.heldOut(WORKERS), renamed));
        assertTrue(error > 0.9 * NOISE && error < 1.35 * NOISE, error + "");
    }

    /** Of users whose ratings every worker has some of; pinned factors would be others in each worker. */
    @Test
    void regionalFactorsAreOfUsersThatSeveralWorkersShare() {
        var dealt = new ArrayList<List<Rating>>();
        for (int worker = 0; worker < WORKERS; worker++) {
            dealt.add(new ArrayList<>());
        }
        for (Rating rating : BIASED.training(1).get(0)) {
            dealt.get(rating.item() % WORKERS).add(rating);
        }
        var heldOut = List.of(BIASED.heldOut(1).get(0), List.<Rating>of(), List.<Rating>of());
        MfSettings regional = BIASED.settings().with(MfSettings.UserFactors.REGIONAL);
        Trial trial = Trial.of(regional, dealt);
        assertEquals(TableSpec.Scope.REGIONAL, trial.trainer.tables().get(MfTrainer.USERS).scope());
        double error = trial.heldOutError(heldOut);
        assertTrue(error < 1.35 * NOISE, error + "");
        double pinned = Trial.of(BIASED.settings(), dealt).heldOutError(heldOut);
        assertTrue(pinned > 1.5 * error, pinned + " and " + error);
    }

    @Test
    void nonnegativeFactorsExplainNonnegativeProducts() {
        Function<Rating, Rating> product =
                rating -> {
                    double user = Mix.unit(Mix.hash(1, rating.user()));
                    double other = Mix.unit(Mix.hash(2, rating.user()));
                    double item = Mix.unit(Mix.hash(3, rating.item()));
                    double rest = Mix.unit(Mix.hash(4, rating.item()));
                    float value = (float) (user * item + 2 * other * rest);
                    return new Rating(rating.user(), rating.item(), value);
                };
        MfSettings settings = BIASED.settings().with(MfSettings.Form.NONNEGATIVE);
        var shards = map(BIASED.training(WORKERS), product);
        Trial trial = Trial.of(settings.withRegularization(0.001, true), shards);
        double error = trial.heldOutError(map(BIASED.heldOut(WORKERS), product));
        assertTrue(error < 0.06, error + "");
        int factors = 0;
        for (int worker = 0; worker < WORKERS; worker++) {
            for (float factor : trial.shard(worker).factors) {
                assertTrue(factor >= 0, factor + "");
                factors += factor > 0 ? 1 : 0;
            }
        }
        assertTrue(factors > BIASED.users(), "not all are zero");
    }

    @Test
    void restartsChangeNoBit() {
        var shards = BIASED.training(WORKERS);
        for (MfSettings settings :
                List.of(
                        brief(),
                        brief().withSharedUsers(),
                        brief().with(MfSettings.Form.NONNEGATIVE),
                        brief().plain().withEpochs(1, 7))) {
            Trial quiet = Trial.of(settings, shards);
            for (int saveEvery : new int[] {1, 3, 1000}) {
                for (int restartEvery = 7; restartEvery < 16; restartEvery++) {
                    var trial = new Trial(settings, shards, saveEvery, restartEvery).toEnd();
                    assertTrue(trial.run.attempts() > WORKERS, "there were restarts");
                    isTheSame(quiet, trial);
                }
            }
        }
    }

    private static void isTheSame(Trial one, Trial other) {
        for (int table = 0; table < one.trainer.tables().size(); table++) {
            assertArrayEquals(one.table(table), other.table(table), "table " + table);
        }
        assertArrayEquals(
                one.run.sidecar.metrics().toArray(), other.run.sidecar.metrics().toArray());
        for (int worker = 0; worker < WORKERS; worker++) {
            assertArrayEquals(one.run.saves().get(worker), other.run.saves().get(worker));
        }
    }

    @Test
    void anotherSeedIsAnotherModelAndTheSameSeedTheSame() {
        var shards = BIASED.training(WORKERS);
        Trial one = Trial.of(brief(), shards);
        isTheSame(one, Trial.of(brief(), shards));
        Trial other = Trial.of(brief().withSeed(2), shards);
        assertFalse(Arrays.deepEquals(one.table(MfTrainer.ITEMS), other.table(MfTrainer.ITEMS)));
    }

    @Test
    void workersWithFewRatingsOrNoneTakePart() {
        var shards = new ArrayList<>(BIASED.training(1));
        shards.add(List.of());
        shards.add(List.of(new Rating(59, 39, 4)));
        MfSettings settings = BIASED.settings();
        Trial trial = Trial.of(settings.withEpochs(60, 16), shards);
        assertEquals(0, trial.shard(1).users.length);
        assertTrue(trial.heldOutError(List.of(BIASED.heldOut(1).get(0), List.of(), List.of())) < 1);
        Trial nothing = Trial.of(brief(), List.of(List.of(), List.of()));
        assertEquals(0, nothing.metric(1));
    }

    @Test
    void badRecordsAreNamedByNumberWorkerAndRegion() {
        String where = "record 2 of worker 4 in region oslo: ";
        assertEquals(
                where + "it is of user 60, but there are 60: number them from 0 to 59",
                refusal(new Rating(60, 0, 1)));
        assertEquals(
                where + "it is of user -1, but there are 60: number them from 0 to 59",
                refusal(new Rating(-1, 0, 1)));
        assertEquals(
                where + "it is of item 40, but there are 40: number them from 0 to 39",
                refusal(new Rating(0, 40, 1)));
        assertEquals(
                where + "it is of item -7, but there are 40: number them from 0 to 39",
                refusal(new Rating(0, -7, 1)));
        assertEquals(
                where + "the rating of item 6 by user 5 is NaN: leave it out",
                refusal(new Rating(5, 6, Float.NaN)));
        assertEquals(
                where + "the rating of item 6 by user 5 is -Infinity: leave it out",
                refusal(new Rating(5, 6, Float.NEGATIVE_INFINITY)));
    }

    private static String refusal(Rating bad) {
        var records = List.of(new Rating(0, 0, 1), new Rating(59, 39, -1), bad);
        var context = ShardContext.even(7, 4, 5, "oslo", 0);
        var trainer = new MfTrainer(brief());
        return assertThrows(BadRecord.class, () -> trainer.open(context, records.iterator(), null))
                .getMessage();
    }

    @Test
    void aChangedRatingIsAnotherDigest() {
        var trainer = new MfTrainer(brief());
        long digest = trainer.digest(new Rating(1, 2, 3));
        assertEquals(digest, trainer.digest(new Rating(1, 2, 3)));
        for (Rating other :
                List.of(new Rating(2, 2, 3), new Rating(1, 1, 3), new Rating(1, 2, 4))) {
            assertTrue(digest != trainer.digest(other));
        }
    }

    @Test
    void divergenceSaysWhereAndWhatToLower() {
        var shards = BIASED.training(WORKERS);
        for (MfSettings wild :
                List.of(
                        brief().withSteps(5, 1, 1e9),
                        brief().withSteps(5, 1, 1e9).withSharedUsers(),
                        brief().withSteps(5, 1, 1e9).plain(),
                        brief().withSteps(5, 1, 1e9).withRegularization(1000, true),
                        brief().withSteps(5, 1, 1e9).withRegularization(1e6, false))) {
            String failure =
                    assertThrows(AssertionError.class, () -> Trial.of(wild, shards)).getMessage();
            assertTrue(
                    failure.matches(
                            "clock \\d+: training has diverged in region frankfurt at clock \\d+"
                                    + " \\(.*\\) with learning rate 5.0: lower the learning rate.*"),
                    failure);
        }
    }
}
