package sparkgaia.train.mf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.Mix;

import java.math.BigDecimal;
import java.math.MathContext;

class RatingScaleTest {
    private static final int RATINGS = 999;

    /** On this scale around this middle, in no order. */
    private static float[] ratings(double scale, double middle) {
        float[] ratings = new float[RATINGS];
        for (int i = 0; i < RATINGS; i++) {
            ratings[i] = (float) (middle + scale * (2 * Mix.unit(Mix.hash(3, i)) - 1));
        }
        return ratings;
    }

    /** The cells of so many workers that deal the ratings among them, from the first or from the last on. */
    private static int[] cells(float[] ratings, int workers, boolean isBackwards) {
        int[] sum = new int[RatingScale.WIDTH];
        for (int worker = 0; worker < workers; worker++) {
            var builder = new RatingScale.Builder();
            for (int i = worker; i < ratings.length; i += workers) {
                builder.add(ratings[isBackwards ? ratings.length - 1 - i : i]);
            }
            int[] cells = builder.toCells();
            for (int cell = 0; cell < sum.length; cell++) {
                sum[cell] = Math.addExact(sum[cell], cells[cell]);
            }
        }
        return sum;
    }

    private static void isExact(float[] ratings) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        BigDecimal count = BigDecimal.valueOf(ratings.length);
        for (float rating : ratings) {
            var value = new BigDecimal(rating);
            sum = sum.add(value);
            squares = squares.add(value.multiply(value));
        }
        BigDecimal spread = count.multiply(squares).subtract(sum.multiply(sum));
        var scale = new RatingScale(cells(ratings, 1, false));
        assertNear(sum.divide(count, MathContext.DECIMAL128), scale.mean());
        assertNear(
                spread.sqrt(MathContext.DECIMAL128).divide(count, MathContext.DECIMAL128),
                scale.deviation());
        assertNear(
                squares.divide(count, MathContext.DECIMAL128).sqrt(MathContext.DECIMAL128),
                scale.size());
    }

    private static void assertNear(BigDecimal expected, double found) {
        assertEquals(expected.doubleValue(), found, 2 * Math.ulp(found));
    }

    @Test
    void meanAndDeviationAreRightToTheLastBitsOnEveryScale() {
        for (double scale : new double[] {1e-43, 1e-15, 1e-6, 1, 5, 1e6, 1e15, 1e38}) {
            isExact(ratings(scale, 0));
            isExact(ratings(scale, 2 * scale));
            isExact(ratings(scale, -scale));
        }
    }

    @Test
    void aSmallSpreadAroundALargeMeanIsNotLost() {
        isExact(ratings(0.5, 1e6));
        isExact(ratings(1, -3e6));
    }

    @Test
    void sumsOfAllSizesAtOnceAreExact() {
        isExact(new float[] {Float.MAX_VALUE, Float.MIN_VALUE, -Float.MAX_VALUE, 1, 0, -0.0f});
    }

    @Test
    void whoeverAddsUpWhatTheScaleIsTheSame() {
        for (double scale : new double[] {1e-20, 1e-6, 1, 1e6, 1e30}) {
            float[] ratings = ratings(scale, -0.3 * scale);
            var alone = new RatingScale(cells(ratings, 1, false));
            for (int workers : new int[] {1, 2, 7, 22, RATINGS, 5000}) {
                var many = new RatingScale(cells(ratings, workers, true));
                assertArrayEquals(
                        new double[] {alone.mean(), alone.deviation(), alone.size()},
                        new double[] {many.mean(), many.deviation(), many.size()},
                        scale + ", " + workers + " workers");
            }
        }
    }

    @Test
    void equalRatingsHaveADeviationOfOne() {
        for (float rating : new float[] {3, 0.1f, -1e-15f, 1e30f, 0}) {
            float[] ratings = {rating, rating, rating, rating, rating, rating, rating};
            var scale = new RatingScale(cells(ratings, 3, false));
            assertEquals(rating, scale.mean());
            assertEquals(1, scale.deviation());
            assertEquals(rating == 0 ? 1 : Math.abs(rating), scale.size(), Math.ulp(rating));
        }
    }

    @Test
    void withoutRatingsNothingIsShiftedOrScaled() {
        var scale = new RatingScale(new int[RatingScale.WIDTH]);
        assertArrayEquals(
                new double[] {0, 1, 1},
                new double[] {scale.mean(), scale.deviation(), scale.size()});
    }
}
