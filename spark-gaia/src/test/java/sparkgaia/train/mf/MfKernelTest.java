package sparkgaia.train.mf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.Mix;

import java.util.Arrays;
import java.util.List;

class MfKernelTest {
    private static final List<Integer> RANKS = List.of(1, 2, 3, 4, 5, 7, 8, 11, 16, 33);
    private static final float RATING = 1.3f;
    private static final double LAMBDA = 0.07;

    /** Not at the start of their arrays, as rows are. */
    private static final int USER = 3;

    private static final int ITEM = 5;

    private static MfSettings settings(int rank, boolean isBiased) {
        MfSettings biased = MfSettings.of(2, 2, rank);
        return isBiased ? biased : biased.plain();
    }

    private static float[] row(long seed, int at, int width) {
        float[] row = new float[at + width + 2];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (Mix.unit(Mix.hash(seed, i)) - 0.4);
        }
        return row;
    }

    private static double predict(MfSettings settings, double[] user, double[] item) {
        double sum = 0;
        for (int i = 0; i < settings.rank(); i++) {
            sum += user[i] * item[i];
        }
        return settings.isBiased() ? sum + user[settings.rank()] + item[settings.rank()] : sum;
    }

    /** What a judge says of one rating: its squared error, and the regularisation that it brings along. */
    private static double objective(MfSettings settings, double[] user, double[] item) {
        double error = RATING - predict(settings, user, item);
        double penalty = 0;
        for (int i = 0; i < settings.width(); i++) {
            penalty += user[i] * user[i] + item[i] * item[i];
        }
        return error * error + LAMBDA * penalty;
    }

    private static double[] doubles(float[] row, int at, int width) {
        double[] doubles = new double[width];
        Arrays.setAll(doubles, i -> row[at + i]);
        return doubles;
    }

    @Test
    void predictionsAreProductsWithTheirBiases() {
        for (int rank : RANKS) {
            for (boolean isBiased : new boolean[] {true, false}) {
                MfSettings settings = settings(rank, isBiased);
                int width = settings.width();
                float[] users = row(1, USER, width);
                float[] items = row(2, ITEM, width);
                double expected =
                        predict(settings, doubles(users, USER, width), doubles(items, ITEM, width));
                float found = new MfKernel(settings).predict(users, USER, items, ITEM);
                assertEquals(expected, found, 1e-5, settings.toString());
            }
        }
    }

    @Test
    void aMoveIsAStepAgainstTheGradientOfTheObjective() {
        for (int rank : RANKS) {
            for (boolean isBiased : new boolean[] {true, false}) {
                movesAgainstTheGradient(settings(rank, isBiased), 0.02f, 0.005f);
            }
        }
    }

    /** The gradient is that of finite differences; the factor of two in it is part of the learning rate. */
    private static void movesAgainstTheGradient(
            MfSettings settings, float userStep, float itemStep) {
        int width = settings.width();
        float[] users = row(1, USER, width);
        float[] items = row(2, ITEM, width);
        double[] user = doubles(users, USER, width);
        double[] item = doubles(items, ITEM, width);
        float[] usersBefore = users.clone();
        float[] itemsBefore = items.clone();
        double error = RATING - predict(settings, user, item);
        float squared =
                new MfKernel(settings)
                        .move(
                                RATING,
                                users,
                                USER,
                                userStep,
                                (float) (userStep * LAMBDA),
                                items,
                                ITEM,
                                itemStep,
                                (float) (itemStep * LAMBDA));
        assertEquals(error * error, squared, 1e-5);
        for (int i = 0; i < width; i++) {
            usersBefore[USER + i] -= userStep / 2 * slope(settings, user, item, user, i);
            itemsBefore[ITEM + i] -= itemStep / 2 * slope(settings, user, item, item, i);
        }
        assertNear(usersBefore, users);
        assertNear(itemsBefore, items);
    }

    private static double slope(
            MfSettings settings, double[] user, double[] item, double[] moved, int i) {
        double width = 1e-6;
        double middle = moved[i];
        moved[i] = middle + width;
        double above = objective(settings, user, item);
        moved[i] = middle - width;
        double below = objective(settings, user, item);
        moved[i] = middle;
        return (above - below) / (2 * width);
    }

    /** All of it: what stands beside the row stays as it was. */
    private static void assertNear(float[] expected, float[] found) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-6, "place " + i);
        }
    }

    @Test
    void anErrorThatIsNoneOfDataIsToldAndMovesNothing() {
        MfSettings settings = settings(3, true);
        for (float value : new float[] {1e9f, -1e9f, Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] users = row(1, USER, 4);
            float[] items = row(2, ITEM, 4);
            float told =
                    new MfKernel(settings)
                            .move(value, users, USER, 0.1f, 0.1f, items, ITEM, 0.1f, 0.1f);
            assertEquals(Float.POSITIVE_INFINITY, told);
            assertNear(row(1, USER, 4), users);
            assertNear(row(2, ITEM, 4), items);
        }
    }

    @Test
    void theSquareOfARowHasItsBias() {
        MfSettings settings = settings(3, true);
        float[] row = {9, 1, 2, 3, 4, 9};
        assertEquals(30, new MfKernel(settings).square(row, 1));
        assertEquals(14, new MfKernel(settings.plain()).square(row, 1));
    }
}
