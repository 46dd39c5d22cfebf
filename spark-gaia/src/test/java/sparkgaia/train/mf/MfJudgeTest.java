package sparkgaia.train.mf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.RowSpace;
import sparkgaia.train.Deltas;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;

import java.util.Arrays;
import java.util.List;

class MfJudgeTest {
    private static final PlantedRatings PLANTED = new PlantedRatings(30, 20, 0.1, true);
    private static final MfSettings SETTINGS = PLANTED.settings().withEpochs(10, 2);
    private static final int WORKERS = 2;
    private static final List<List<Rating>> TRAINING = PLANTED.training(WORKERS);

    private static final List<List<Rating>> NOTHING = List.of(List.of(), List.of());

    private static double[] row(float[] rows, int at, int width) {
        double[] row = new double[width];
        for (int i = 0; i < width; i++) {
            row[i] = rows[at + i];
        }
        return row;
    }

    /** By the book: in double, over all ratings, then over all rows. */
    private static double objective(Trial trial, double lambda, boolean isWeighted) {
        int rank = SETTINGS.rank();
        int width = rank + 1;
        double squares = 0;
        double penalty = 0;
        double deviation = trial.shard(0).deviation();
        double[] itemRatings = new double[PLANTED.items()];
        for (int worker = 0; worker < WORKERS; worker++) {
            MfShard shard = trial.shard(worker);
            for (Rating rating : TRAINING.get(worker)) {
                int place = Arrays.binarySearch(shard.users, rating.user());
                double[] p = row(shard.factors, place * width, width);
                int[] q = trial.table(MfTrainer.ITEMS)[rating.item()];
                double guess = p[rank] + q[rank] * 0x1p-22;
                for (int i = 0; i < rank; i++) {
                    guess += p[i] * q[i] * 0x1p-22;
                }
                double error = (rating.value() - shard.mean()) / deviation - guess;
                squares += error * error;
                itemRatings[rating.item()]++;
            }
            for (int place = 0; place < shard.users.length; place++) {
                for (double factor : row(shard.factors, place * width, width)) {
                    penalty += factor * factor * (isWeighted ? shard.ratingsOf[place] : 1);
                }
            }
        }
        for (int item = 0; item < itemRatings.length; item++) {
            for (int cell : trial.table(MfTrainer.ITEMS)[item]) {
                double factor = cell * 0x1p-22;
                penalty += factor * factor * (isWeighted ? itemRatings[item] : 1);
            }
        }
        return (squares + lambda * penalty) * deviation * deviation;
    }

    @Test
    void theObjectiveIsThatOfTheBookPlainAndWeighted() {
        for (boolean isWeighted : new boolean[] {true, false}) {
            double lambda = isWeighted ? 0.05 : 0.8;
            Trial trial = Trial.of(SETTINGS.withRegularization(lambda, isWeighted), TRAINING);
            double expected = objective(trial, lambda, isWeighted);
            MfErrors errors = trial.judge(NOTHING);
            assertEquals(expected, errors.objective(), 1e-5 * expected);
            assertEquals(TRAINING.get(0).size() + TRAINING.get(1).size(), errors.ratings());
        }
    }

    @Test
    void withoutRegularisationTheObjectiveIsTheSquaredErrorOfTheTrainingRatings() {
        for (MfSettings settings :
                List.of(
                        SETTINGS.withRegularization(0, true),
                        SETTINGS.withRegularization(0, true).plain(),
                        SETTINGS.withRegularization(0, true).withSharedUsers())) {
            MfErrors errors = Trial.of(settings, TRAINING).judge(TRAINING);
            assertEquals(errors.objective(), errors.squares(), 1e-5 * errors.squares());
            assertEquals(errors.ratings(), errors.heldOut());
        }
    }

    @Test
    void aUserWithoutTrainingRatingsIsGivenTheBiasOfTheItem() {
        int stranger = PLANTED.users();
        var settings = MfSettings.of(PLANTED.users() + 1, PLANTED.items(), 2).withEpochs(10, 2);
        Trial trial = Trial.of(settings, TRAINING);
        MfShard shard = trial.shard(0);
        int[] item = trial.table(MfTrainer.ITEMS)[3];
        double guess = shard.mean() + shard.deviation() * item[2] * 0x1p-22;
        assertTrue(Math.abs(guess - shard.mean()) > 0.01, "the item has a bias");
        double error =
                trial.judge(List.of(List.of(new Rating(stranger, 3, 4)), List.of())).squares();
        assertEquals((4 - guess) * (4 - guess), error, 1e-5);
        Trial plain = Trial.of(settings.plain(), TRAINING);
        double square =
                plain.judge(List.of(List.of(new Rating(stranger, 3, 4)), List.of())).squares();
        assertEquals(16, square, 1e-5);
    }

    /** The factors of a shared user come from the copy, with what other workers know. */
    @Test
    void aSharedUserIsKnownToAWorkerWithoutItsRatings() {
        Trial trial = Trial.of(SETTINGS.withSharedUsers(), TRAINING);
        var others = List.of(PLANTED.heldOut(WORKERS).get(1), PLANTED.heldOut(WORKERS).get(0));
        double own = trial.heldOutError(PLANTED.heldOut(WORKERS));
        assertEquals(own, trial.heldOutError(others), 1e-6);
        Trial apart = Trial.of(SETTINGS, TRAINING);
        assertTrue(apart.heldOutError(others) > 1.5 * apart.heldOutError(PLANTED.heldOut(WORKERS)));
    }

    @Test
    void onlyEverySoManiethRatingOfASliceIsLookedAt() {
        Trial trial = Trial.of(SETTINGS, TRAINING);
        MfShard shard = trial.shard(0);
        int expected = 0;
        for (MfShard.Slice slice : shard.slices) {
            expected += (slice.size() + 7) / 8;
        }
        MfErrors errors = trial.trainer.judge(trial.copy(), shard, List.of(), 8);
        assertEquals(expected, errors.ratings());
        MfErrors all = trial.trainer.judge(trial.copy(), shard, List.of(), 1);
        double mean = all.objective() / all.ratings();
        assertEquals(mean, errors.objective() / errors.ratings(), 0.5 * mean);
    }

    @Test
    void beforeTheFirstClockNothingIsKnown() {
        var trainer = new MfTrainer(SETTINGS);
        var context = ShardContext.even(7, 0, 1, "oslo", 0);
        var deltas = new Deltas(context, List.of(new RowSpace(trainer.tables(), 0, 1)));
        MfShard shard = trainer.open(context, TRAINING.get(0).iterator(), deltas);
        var copy = new TableView(trainer.tables());
        MfErrors errors = trainer.judge(copy, shard, TRAINING.get(1), 1);
        assertSame(MfErrors.UNKNOWN, errors);
        assertTrue(Double.isNaN(errors.objective()) && Double.isNaN(errors.squares()));
    }
}
