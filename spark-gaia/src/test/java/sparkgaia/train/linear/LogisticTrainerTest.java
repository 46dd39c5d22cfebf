package sparkgaia.train.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.train.BadRecord;
import sparkgaia.train.Metrics;
import sparkgaia.train.Run;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

class LogisticTrainerTest {
    private static final List<Example> EXAMPLES = Clouds.examples(1, 300);
    private static final LogisticTrainer TRAINER =
            LogisticTrainer.of(Clouds.FEATURES, Clouds.CLASSES).withL2(0.02);

    private static Run<Example, LogisticShard> run(
            LogisticTrainer trainer, int workers, int clocks) {
        return new Run<>(
                        Run.job(trainer, workers, 2, clocks),
                        trainer,
                        Clouds.dealt(EXAMPLES, workers),
                        1000,
                        0)
                .toEnd();
    }

    private static LinearModel model(LogisticTrainer trainer, Run<?, ?> run) {
        var copy = new TableView(trainer.tables());
        int[][] rows = run.sidecar.table(0);
        for (int row = 0; row < rows.length; row++) {
            copy.put(0, row, rows[row]);
        }
        return trainer.model(copy);
    }

    @Test
    void oneStepAClockFindsTheBestModel() {
        var trainer = TRAINER.withClocks(1, 1);
        LinearModel model = model(trainer, run(trainer, 1, 300));
        assertTrue(Clouds.slope(trainer, model, EXAMPLES) < 0.006);
        int right = 0;
        for (Example example : EXAMPLES) {
            right += model.predict(example.features()) == example.label() ? 1 : 0;
        }
        assertTrue(right > 0.9 * EXAMPLES.size(), right + " right");
    }

    @Test
    void manyStepsAClockComeNearTheBestModel() {
        var trainer = TRAINER.withClocks(2, 5).withLearningRate(0.05);
        LinearModel model = model(trainer, run(trainer, 3, 200));
        double slope = Clouds.slope(trainer, model, EXAMPLES);
        assertTrue(slope < 0.06, "slope " + slope);
    }

    @Test
    void anEpochTakesEveryExampleOnceAndEachEpochInAnotherOrder() {
        var shard = new LogisticShard(ShardContext.even(7, 0, 1, "oslo", 0), EXAMPLES);
        var orders = new TreeSet<String>();
        for (int epoch = 0; epoch < 3; epoch++) {
            var places = new ArrayList<Integer>();
            for (int place = 0; place < shard.size(); place++) {
                places.add(EXAMPLES.indexOf(shard.at(epoch, place)));
            }
            orders.add(places.toString());
            assertEquals(EXAMPLES.size(), new TreeSet<>(places).size());
        }
        assertEquals(3, orders.size());
    }

    @Test
    void theClocksOfAnEpochShareItsExamples() {
        var trainer = TRAINER.withClocks(7, 3);
        var run = run(trainer, 2, 14);
        double examples = 0;
        for (long[] sums : run.sidecar.metrics()) {
            examples += Metrics.value(sums[LogisticTrainer.EXAMPLES]);
        }
        assertEquals(2 * EXAMPLES.size(), examples);
    }

    @Test
    void moreClocksThanExamplesLeaveSomeClocksEmpty() {
        var trainer = TRAINER.withClocks(200, 4);
        var run = run(trainer, 3, 200);
        assertTrue(Math.abs(model(trainer, run).weights[0]) > 0);
    }

    @Test
    void restartsChangeNoBit() {
        var trainer = TRAINER.withClocks(4, 3);
        var job = Run.job(trainer, 3, 2, 9);
        var quiet = run(trainer, 3, 9);
        for (int saveEvery : new int[] {1, 3, 1000}) {
            for (int restartEvery = 7; restartEvery < 16; restartEvery++) {
                var shards = Clouds.dealt(EXAMPLES, 3);
                var run = new Run<>(job, trainer, shards, saveEvery, restartEvery).toEnd();
                assertTrue(run.attempts() > 3, "there were restarts");
                assertArrayEquals(quiet.sidecar.table(0), run.sidecar.table(0));
                assertArrayEquals(
                        quiet.sidecar.metrics().toArray(), run.sidecar.metrics().toArray());
            }
        }
    }

    @Test
    void aChangedPixelIsAnotherDigest() {
        var one = new Example(1, new float[] {0.5f, 0.25f});
        assertEquals(TRAINER.digest(one), TRAINER.digest(new Example(1, new float[] {0.5f, .25f})));
        for (Example other :
                List.of(
                        new Example(2, new float[] {0.5f, 0.25f}),
                        new Example(1, new float[] {0.25f, 0.5f}),
                        new Example(1, new float[] {0.5f, 0.25f, 0}))) {
            assertTrue(TRAINER.digest(one) != TRAINER.digest(other));
        }
    }

    @Test
    void badRecordsAreNamedByWorkerRegionAndNumber() {
        String where = "record 300 of worker 0 in region oslo: ";
        assertEquals(
                where + "its label is 4, but there are 4 classes: number them from 0 to 3",
                refusal(new Example(4, new float[40])));
        assertEquals(
                where + "its label is -1, but there are 4 classes: number them from 0 to 3",
                refusal(new Example(-1, new float[40])));
        assertEquals(
                where + "it has 39 features where 40 are expected: give all records the same",
                refusal(new Example(0, new float[39])));
        assertEquals(
                where + "feature 2 is NaN: leave it out or fill it in",
                refusal(with(2, Float.NaN)));
        assertEquals(
                where + "feature 0 is -Infinity: leave it out or fill it in",
                refusal(with(0, Float.NEGATIVE_INFINITY)));
    }

    private static Example with(int feature, float value) {
        float[] features = new float[Clouds.FEATURES];
        features[feature] = value;
        return new Example(0, features);
    }

    private static String refusal(Example bad) {
        var records = new ArrayList<>(EXAMPLES);
        records.add(bad);
        Iterator<Example> all = records.iterator();
        var context = ShardContext.even(7, 0, 1, "oslo", 0);
        return assertThrows(BadRecord.class, () -> TRAINER.open(context, all, null)).getMessage();
    }

    @Test
    void divergenceSaysWhereAndWhatToLower() {
        String steps = failure(TRAINER.withLearningRate(100));
        assertTrue(
                steps.matches(
                        "clock \\d+: training has diverged in region frankfurt at clock \\d+ \\(a mean loss of"
                                + " [0-9.]+, where features between 0 and 1 are expected\\) with learning rate"
                                + " 100.0: lower the learning rate.*"),
                steps);
        String weights = failure(TRAINER.withLearningRate(1e6));
        assertTrue(weights.contains("at clock 1 (a weight of "), weights);
        String decay = failure(TRAINER.withLearningRate(10).withL2(1000));
        assertTrue(decay.contains("training has diverged"), decay);
    }

    private static String failure(LogisticTrainer trainer) {
        return assertThrows(AssertionError.class, () -> run(trainer, 3, 100)).getMessage();
    }

    @Test
    void theDefaultLearningRateIsSmallerForLongerExamplesAndFewerClasses() {
        assertEquals(40.0 / 785, LogisticTrainer.of(784, 10).learningRate());
        assertEquals(8.0 / 785, LogisticTrainer.of(784, 2).learningRate());
        assertEquals(1, LogisticTrainer.of(3, 2).learningRate());
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        for (String wrong : List.of("features", "classes", "learning rate", "l2", "inner steps")) {
            var refusal =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> {
                                switch (wrong) {
                                    case "features" -> LogisticTrainer.of(0, 2);
                                    case "classes" -> LogisticTrainer.of(2, 1);
                                    case "learning rate" -> TRAINER.withLearningRate(Double.NaN);
                                    case "l2" -> TRAINER.withL2(-1);
                                    default -> TRAINER.withClocks(1, 0);
                                }
                            });
            assertTrue(refusal.getMessage().startsWith(wrong), refusal.getMessage());
        }
    }
}
