package sparkgaia.lab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.lab.data.RatingGenerator.Generated;

import java.util.Arrays;
import java.util.List;

class RatingGeneratorTest {
    private static final int USERS = 400;
    private static final int ITEMS = 600;
    private static final int RATINGS = 20_000;

    private static Generated generated(int regions, double skew, long seed) {
        return new RatingGenerator(USERS, ITEMS, RATINGS, regions, skew, seed).generate();
    }

    private static String text(Ratings ratings) {
        var text = new StringBuilder();
        for (int row = 0; row < ratings.size(); row++) {
            text.append(ratings.user(row) + "," + ratings.item(row) + "," + ratings.value(row));
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void asManyAsAskedForAreMadeAndNoPairTwice() {
        for (double skew : new double[] {0, 0.7, 1}) {
            Ratings ratings = generated(3, skew, 5).ratings();
            assertEquals(RATINGS, ratings.size());
            assertEquals(0, ratings.duplicates());
            assertEquals(USERS, ratings.users());
            assertEquals(ITEMS, ratings.items());
        }
    }

    @Test
    void theSmallestAndTheDensestCanBeMade() {
        for (int ratings : new int[] {32 * 16, 32 * 16 + 1, 64 * 64 / 8}) {
            int size = ratings == 64 * 64 / 8 ? 64 : 256;
            assertEquals(
                    ratings,
                    new RatingGenerator(size, size, ratings, 1, 0, 1).generate().ratings().size());
        }
    }

    @Test
    void theSameSeedMakesTheSameAndAnotherDoesNot() {
        String once = text(generated(2, 0.5, 1).ratings());
        assertEquals(once, text(generated(2, 0.5, 1).ratings()));
        assertFalse(once.equals(text(generated(2, 0.5, 2).ratings())));
    }

    @Test
    void withoutSkewRegionsMeanNothing() {
        Generated one = generated(1, 0, 3);
        Generated eleven = generated(11, 0, 3);
        assertEquals(text(one.ratings()), text(eleven.ratings()));
        assertTrue(eleven.homes().areAnywhere());
    }

    @Test
    void valuesAreAsFrequentAsInMovieLens() {
        List<Double> shares =
                List.copyOf(
                        new RatingStatistics(generated(2, 1, 1).ratings()).histogram().values());
        double[] expected = {0.0611, 0.1137, 0.27145, 0.34174, 0.21201};
        assertEquals(5, shares.size());
        for (int value = 0; value < 5; value++) {
            assertEquals(expected[value], shares.get(value), 0.001);
        }
    }

    @Test
    void theMoreSkewTheLessAreRegionsAlike() {
        double last = 1;
        for (double skew : new double[] {0.05, 0.5, 1}) {
            Generated data = generated(2, skew, 1);
            double likeness = new RatingStatistics(data.ratings()).likenessOfRegions(data.homes());
            assertTrue(likeness < last - 0.05, "skew " + skew + ": " + likeness + " after " + last);
            last = likeness;
        }
        assertTrue(last < 0.5, "skew 1: " + last);
    }

    @Test
    void withSkewTheTasteOfARegionIsItsOwn() {
        double alike = tasteThatRegionsShare(0.01);
        double apart = tasteThatRegionsShare(1);
        assertTrue(alike > apart + 0.1, "without skew " + alike + ", with skew " + apart);
    }

    /** How the means of items in two regions are correlated, of items with enough ratings in each. */
    private static double tasteThatRegionsShare(double skew) {
        Generated data = new RatingGenerator(2000, 400, 100_000, 2, skew, 1).generate();
        double[][] sums = new double[2][400];
        int[][] counts = new int[2][400];
        Ratings ratings = data.ratings();
        for (int row = 0; row < ratings.size(); row++) {
            int region = data.homes().of(ratings.user(row));
            sums[region][ratings.item(row)] += ratings.value(row);
            counts[region][ratings.item(row)]++;
        }
        double[] moments = new double[6];
        for (int item = 0; item < 400; item++) {
            if (Math.min(counts[0][item], counts[1][item]) >= 30) {
                double a = sums[0][item] / counts[0][item] - 3.5;
                double b = sums[1][item] / counts[1][item] - 3.5;
                double[] added = {1, a, b, a * a, b * b, a * b};
                Arrays.setAll(moments, i -> moments[i] + added[i]);
            }
        }
        double n = moments[0];
        double covariance = moments[5] / n - moments[1] * moments[2] / n / n;
        double ofA = moments[3] / n - moments[1] * moments[1] / n / n;
        double ofB = moments[4] / n - moments[2] * moments[2] / n / n;
        return covariance / Math.sqrt(ofA * ofB);
    }

    @Test
    void factorsExplainWhatBiasesCannot() {
        var errors = new RatingStatistics(generated(1, 0, 1).ratings()).errors(1);
        assertTrue(errors.gainOfBiases() > 0.05, errors.toString());
        Ratings many = new RatingGenerator(2000, 400, 100_000, 1, 0, 1).generate().ratings();
        assertTrue(new RatingStatistics(many).errors(1).gainOfLowRank() > 0.01);
    }

    @Test
    void whatCannotBeMadeIsRefusedWithTheAllowedRange() {
        refused(() -> new RatingGenerator(15, 100, 100, 1, 0, 1), "users is 15, but must be");
        refused(
                () -> new RatingGenerator(100, 200, 399, 1, 0, 1),
                "ratings of 100 users and 200 items is 399, but must be between 400 and 2500");
        refused(() -> new RatingGenerator(100, 200, 2501, 1, 0, 1), "must be between 400 and");
        refused(() -> new RatingGenerator(100, 200, 1000, 101, 0, 1), "regions is 101");
        refused(() -> new RatingGenerator(100, 200, 1000, 1, 1.1, 1), "skew is 1.1, but must be");
    }

    private static void refused(Runnable what, String words) {
        String message = assertThrows(IllegalArgumentException.class, what::run).getMessage();
        assertTrue(message.contains(words), message);
    }
}
