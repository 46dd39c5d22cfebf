package sparkgaia.train.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.Mix;

class LinearModelTest {
    private static final WeightLayout LAYOUT = new WeightLayout(7, 4);

    private static LinearModel model(double size) {
        var model = new LinearModel(LAYOUT);
        for (int i = 0; i < (LAYOUT.features() + 1) * LAYOUT.classes(); i++) {
            model.weights[i] = (float) (size * (2 * Mix.unit(Mix.hash(3, i)) - 1));
        }
        return model;
    }

    private static Example example(int seed) {
        float[] features = new float[LAYOUT.features()];
        for (int i = 0; i < features.length; i++) {
            features[i] = i % 3 == 2 ? 0 : (float) Mix.unit(Mix.hash(seed, i));
        }
        return new Example(seed % LAYOUT.classes(), features);
    }

    @Test
    void theGradientIsTheSlopeOfTheLoss() {
        for (int seed = 0; seed < 8; seed++) {
            LinearModel model = model(2);
            Example example = example(seed);
            float[] gradient = new float[model.weights.length];
            assertEquals(model.loss(example), model.addGradient(example, gradient));
            double steepest = 0;
            for (int i = 0; i < gradient.length; i++) {
                assertEquals(slope(model, example, i), gradient[i], 1e-4, "weight " + i);
                steepest = Math.max(steepest, Math.abs(gradient[i]));
            }
            assertTrue(steepest > 0.05, "there is a slope to compare");
        }
    }

    private static double slope(LinearModel model, Example example, int weight) {
        float step = 1.0f / 128;
        float before = model.weights[weight];
        model.weights[weight] = before + step;
        double above = model.loss(example);
        model.weights[weight] = before - step;
        double below = model.loss(example);
        model.weights[weight] = before;
        return (above - below) / (2 * step);
    }

    @Test
    void withoutWeightsEveryClassIsAsLikely() {
        assertEquals(Math.log(4), model(0).loss(example(1)), 1e-12);
        assertEquals(0, model(0).predict(example(1).features()));
    }

    @Test
    void largeScoresDoNotOverflow() {
        LinearModel model = model(0);
        int constant = LAYOUT.features() * LAYOUT.classes();
        model.weights[constant] = 5000;
        model.weights[constant + 1] = 1000;
        Example example = new Example(1, example(1).features());
        assertEquals(4000, model.loss(example), 1e-9);
        assertEquals(0, model.predict(example.features()));
        model.weights[constant + 1] = 6000;
        assertEquals(0, model.loss(example), 1e-9);
        assertEquals(1, model.predict(example.features()));
    }

    @Test
    void theConstantIsNotRegularised() {
        LinearModel model = model(0);
        model.weights[3] = 2;
        model.weights[LAYOUT.features() * LAYOUT.classes()] = 50;
        assertEquals(2, model.halfSquares());
    }

    @Test
    void rowsAreAFewDozenCellsAndHoldAllWeights() {
        for (int features : new int[] {1, 5, 6, 196, 784, 1000}) {
            for (int classes : new int[] {2, 3, 10, 64, 1000}) {
                var layout = new WeightLayout(features, classes);
                int cells = (features + 1) * classes;
                assertTrue(layout.width() <= Math.max(64, classes));
                assertEquals(0, layout.width() % classes);
                assertTrue(layout.rows() * layout.width() >= cells);
                assertTrue((layout.rows() - 1) * layout.width() < cells);
            }
        }
    }
}
