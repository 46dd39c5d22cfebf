package sparkgaia.lab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class RatingStatisticsTest {
    private static final double EXACT = 1e-9;

    private static Ratings ratings(String rows) {
        return RatingsText.parse("r", "user,item,rating\n" + rows, RatingsText.Columns.SPARK);
    }

    @Test
    void sharesAreCounted() {
        var figures = new RatingStatistics(ratings("1,1,1\n2,1,2\n3,1,2\n1,2,5\n1,3,5\n1,4,5\n"));
        assertEquals(3.0 / 6, figures.shareOfTop(0.01), EXACT, "one item at least");
        assertEquals(4.0 / 6, figures.shareOfTop(0.5), EXACT);
        assertEquals(1, figures.shareOfTop(1), EXACT);
        assertEquals(1, figures.ratingsOfUser(0));
        assertEquals(1, figures.ratingsOfUser(0.5));
        assertEquals(4, figures.ratingsOfUser(1));
        assertEquals(Map.of(1f, 1.0 / 6, 2f, 2.0 / 6, 5f, 3.0 / 6), figures.histogram());
    }

    @Test
    void meansAreTakenByUserAndByItemsThatAreKnown() {
        var rows = new StringBuilder("99,3,5\n");
        // Item 1 has 20 ratings of 1, item 2 has 40 of 3: only these two are known well enough.
        for (int user = 0; user < 40; user++) {
            rows.append(user < 20 ? user + ",1,1\n" : "").append(user + ",2,3\n");
        }
        var means = new RatingStatistics(ratings(rows.toString())).means();
        assertEquals((20 + 120 + 5) / 61.0, means.mean(), EXACT);
        assertEquals(1.0, means.items(), EXACT);
        assertEquals(1.0, means.popularity(), EXACT);
        double mean = (20 * 2 + 20 * 3 + 5) / 41.0;
        double squares = (20 * 4 + 20 * 9 + 25) / 41.0;
        assertEquals(Math.sqrt(squares - mean * mean), means.users(), EXACT);
    }

    @Test
    void biasesExplainWhatIsASumAndFactorsWhatIsAProduct() {
        var sum = new StringBuilder();
        var product = new StringBuilder();
        for (int user = 0; user < 100; user++) {
            for (int item = 0; item < 50; item++) {
                double ofUser = (user * 37 % 100) / 50.0 - 1;
                double ofItem = (item * 13 % 50) / 25.0 - 1;
                sum.append(user + "," + item + "," + (ofUser + ofItem) + "\n");
                product.append(user + "," + item + "," + 3 * ofUser * ofItem + "\n");
            }
        }
        var ofSum = new RatingStatistics(ratings(sum.toString())).errors(1);
        assertTrue(ofSum.gainOfBiases() > 0.8, ofSum.toString());
        var ofProduct = new RatingStatistics(ratings(product.toString())).errors(1);
        assertTrue(ofProduct.gainOfBiases() < 0.05, ofProduct.toString());
        assertTrue(ofProduct.gainOfLowRank() > 0.5, ofProduct.toString());
    }

    @Test
    void regionsAreAlikeByWhatTheyShare() {
        Ratings ratings = ratings("0,1,1\n0,2,1\n1,2,1\n1,3,1\n2,2,1\n2,3,1\n");
        var names = List.of("A", "B", "C");
        var users = List.of(new int[] {0}, new int[] {1}, new int[] {2});
        var figures = new RatingStatistics(ratings);
        // A and B share a half, A and C a half, B and C all.
        assertEquals(2.0 / 3, figures.likenessOfRegions(Homes.of(3, names, users)), EXACT);
    }

    @Test
    void tooManyValuesAreNoHistogram() {
        var rows = new StringBuilder();
        for (int item = 0; item <= RatingStatistics.VALUES_MAX; item++) {
            rows.append("1," + item + "," + item + "\n");
        }
        assertEquals(Map.of(), new RatingStatistics(ratings(rows.toString())).histogram());
    }
}
