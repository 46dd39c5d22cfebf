package sparkgaia.train.mf.implicit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.train.BadRecord;
import sparkgaia.train.Metrics;
import sparkgaia.train.Run;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.mf.FactorRows;
import sparkgaia.train.mf.Rating;

import java.util.ArrayList;
import java.util.List;

class ImplicitTrainerTest {
    private static final int WORKERS = 3;
    private static final ImplicitSettings SETTINGS =
            ImplicitSettings.of(Likes.ITEMS, 4).withEpochs(25, 4);

    private static Run<Rating, ImplicitShard> train(
            ImplicitTrainer trainer, List<List<Rating>> shards, int saveEvery, int restartEvery) {
        Job job = Run.job(trainer, shards.size(), 2, trainer.settings().clocks());
        return new Run<>(job, trainer, shards, saveEvery, restartEvery).toEnd();
    }

    private static TableView copy(ImplicitTrainer trainer, Run<?, ?> run) {
        var copy = new TableView(trainer.tables());
        for (int table = 0; table < trainer.tables().size(); table++) {
            int[][] rows = run.sidecar.table(table);
            for (int row = 0; row < rows.length; row++) {
                copy.put(table, row, rows[row]);
            }
        }
        return copy;
    }

    private static FactorRows users(
            ImplicitTrainer trainer, Run<Rating, ImplicitShard> run, TableView copy, int workers) {
        var all = FactorRows.builder(trainer.settings().rank());
        for (int worker = 0; worker < workers; worker++) {
            FactorRows rows = trainer.userRows(run.worker(worker).shard(), copy);
            for (int at = 0; at < rows.size(); at++) {
                all.add(rows.ids()[at], rows.row(at));
            }
        }
        return all.build();
    }

    private static double objective(ImplicitSettings settings, List<List<Rating>> shards) {
        var trainer = new ImplicitTrainer(settings);
        var run = train(trainer, shards, 1000, 0);
        TableView copy = copy(trainer, run);
        return new Alternating(settings, shards)
                .objective(
                        Alternating.byId(users(trainer, run, copy, shards.size()), Likes.USERS),
                        Alternating.byId(trainer.itemRows(copy), Likes.ITEMS));
    }

    private static double alternating(ImplicitSettings settings) {
        var trainer = new ImplicitTrainer(settings.withEpochs(1, 1));
        var run = train(trainer, Likes.of(1), 1000, 0);
        return new Alternating(settings, Likes.of(1))
                .best(trainer.itemRows(copy(trainer, run)), 30);
    }

    @Test
    void trainingComesToWhatAlternatingLeastSquaresCome() {
        for (double alpha : new double[] {0.5, 4, 40}) {
            // The surer ratings are, the shorter are steps.
            int epochs = alpha > 10 ? 100 : 25;
            ImplicitSettings settings = SETTINGS.withWeights(0.1, alpha).withEpochs(epochs, 4);
            double expected = alternating(settings);
            double found = objective(settings, Likes.of(WORKERS));
            assertTrue(found < 1.03 * expected, alpha + ": " + found + " beside " + expected);
        }
    }

    /** Sorted by taste, a worker knows nothing of two tastes in three. */
    @Test
    void howUsersAreDealtDoesNotMatter() {
        var byTaste = new ArrayList<List<Rating>>();
        for (int taste = 0; taste < WORKERS; taste++) {
            int wanted = taste;
            byTaste.add(
                    Likes.of(1).get(0).stream()
                            .filter(rating -> rating.user() % WORKERS == wanted)
                            .toList());
        }
        double one = objective(SETTINGS, Likes.of(1));
        assertEquals(one, objective(SETTINGS, Likes.of(WORKERS)), 4e-3 * one);
        assertEquals(one, objective(SETTINGS, byTaste), 4e-3 * one);
    }

    @Test
    void withoutTrainingTheObjectiveIsFarOff() {
        double trained = objective(SETTINGS, Likes.of(1));
        assertTrue(objective(SETTINGS.withEpochs(1, 1), Likes.of(1)) > 1.3 * trained);
    }

    @Test
    void nonnegativeFactorsAreAndStillTellTastesApart() {
        ImplicitSettings settings = SETTINGS.nonnegative();
        var trainer = new ImplicitTrainer(settings);
        var run = train(trainer, Likes.of(WORKERS), 1000, 0);
        TableView copy = copy(trainer, run);
        for (FactorRows rows :
                List.of(users(trainer, run, copy, WORKERS), trainer.itemRows(copy))) {
            for (float number : rows.numbers()) {
                assertTrue(number >= 0, number + "");
            }
        }
        double free = objective(SETTINGS, Likes.of(WORKERS));
        double bounded = objective(settings, Likes.of(WORKERS));
        assertTrue(bounded < 1.15 * free, bounded + " beside " + free);
    }

    @Test
    void anyIntIsAUser() {
        var trainer = new ImplicitTrainer(SETTINGS);
        var run = train(trainer, Likes.of(WORKERS), 1000, 0);
        FactorRows usual = users(trainer, run, copy(trainer, run), WORKERS);
        int first = Integer.MIN_VALUE;
        int stride = 40_000_000;
        var other = train(trainer, Likes.of(WORKERS, first, stride), 1000, 0);
        FactorRows called = users(trainer, other, copy(trainer, other), WORKERS);
        assertArrayEquals(usual.numbers(), called.numbers());
        for (int at = 0; at < usual.size(); at++) {
            assertEquals(first + stride * usual.ids()[at], called.ids()[at]);
        }
    }

    @Test
    void restartsChangeNoBit() {
        for (ImplicitSettings settings :
                List.of(SETTINGS.withEpochs(2, 3), SETTINGS.withEpochs(2, 2).nonnegative())) {
            var trainer = new ImplicitTrainer(settings);
            var quiet = train(trainer, Likes.of(WORKERS), 1000, 0);
            for (int saveEvery : new int[] {1, 3, 1000}) {
                for (int restartEvery = 7; restartEvery < 14; restartEvery++) {
                    var run = train(trainer, Likes.of(WORKERS), saveEvery, restartEvery);
                    assertTrue(run.attempts() > WORKERS, "there were restarts");
                    for (int table = 0; table < trainer.tables().size(); table++) {
                        assertArrayEquals(quiet.sidecar.table(table), run.sidecar.table(table));
                    }
                    for (int worker = 0; worker < WORKERS; worker++) {
                        assertArrayEquals(quiet.saves().get(worker), run.saves().get(worker));
                    }
                }
            }
        }
    }

    @Test
    void theCensusIsExactWhateverTheSizes() {
        var ratings =
                List.of(
                        List.of(new Rating(1, 0, 1e-6f), new Rating(1, 1, 3e6f)),
                        List.of(new Rating(2, 1, -0.5f), new Rating(3, 1, 0x1p31f)),
                        List.<Rating>of());
        var trainer = new ImplicitTrainer(ImplicitSettings.of(3, 2).withEpochs(1, 1));
        var census = train(trainer, ratings, 1000, 0).worker(0).shard().census;
        assertArrayEquals(new int[] {1, 3, 0}, census.ratings);
        assertArrayEquals(new int[] {1, 2, 0}, census.likes);
        assertArrayEquals(new double[] {0x1p-16, 3e6 + 0.5 + 0x1p30, 0}, census.sizes);
        assertEquals(3, census.users);
    }

    @Test
    void theLossIsOfAllPairsAndFalls() {
        var trainer = new ImplicitTrainer(SETTINGS.withWeights(0.1, 1));
        var run = train(trainer, Likes.of(1), 1000, 0);
        List<long[]> metrics = run.sidecar.metrics();
        double first = Metrics.value(metrics.get(1)[0]);
        double last = 0;
        for (int clock = metrics.size() - 4; clock < metrics.size(); clock++) {
            last += Metrics.value(metrics.get(clock)[0]);
        }
        assertTrue(last < 0.8 * first, last + " after " + first);
    }

    @Test
    void badRecordsAreNamed() {
        assertEquals(
                "record 1 of worker 4 in region oslo: it is of item 40, but there are 40: number"
                        + " them from 0 to 39",
                refusal(new Rating(5, 40, 1)));
        assertEquals(
                "record 1 of worker 4 in region oslo: the rating of item 3 by user -5 is NaN: leave"
                        + " it out",
                refusal(new Rating(-5, 3, Float.NaN)));
    }

    private static String refusal(Rating bad) {
        var records = List.of(new Rating(0, 0, 1), bad);
        var context = ShardContext.even(7, 4, 5, "oslo", 0);
        var trainer = new ImplicitTrainer(SETTINGS);
        return assertThrows(BadRecord.class, () -> trainer.open(context, records.iterator(), null))
                .getMessage();
    }
}
