package sparkgaia.ml.recommendation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

import sparkgaia.spark.EmbeddedRegions;

/** What cannot be trained on is refused before training, by name and with what to do. */
class RecommendationInputTest {
    private static void refused(
            GaiaMatrixFactorization estimator, Dataset<Row> data, String... words) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> estimator.fit(data));
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
        assertEquals(0, EmbeddedRegions.openCount());
    }

    private static Dataset<Row> changed(String column, String to) {
        return Films.training().withColumn(column, functions.expr(to));
    }

    @Test
    void missingColumn() {
        var data = Films.training();
        refused(Films.brief().setUserCol("who"), data, "no column who", "user, item, rating");
        refused(Films.brief().setItemCol("film"), data, "no column film", "set the parameter");
        refused(Films.brief().setRatingCol("stars"), data, "no column stars");
        refused(Films.brief().setRegionCol("site"), data, "no column site", "regionCol");
    }

    @Test
    void wrongType() {
        refused(Films.brief(), changed("user", "'me'"), "user is of type string", "a number");
        refused(Films.brief(), changed("rating", "'good'"), "rating is of type string");
    }

    @Test
    void ratingsThatAreInfinite() {
        refused(
                Films.brief(),
                changed("rating", "if(item = -100, double('-Infinity'), rating)"),
                "column rating has ",
                "infinite values: drop these rows");
    }

    @Test
    void nullOrNoNumber() {
        refused(
                Films.brief(),
                changed("rating", "if(item = -100, null, rating)"),
                "column rating has ",
                "null values",
                "na.drop");
        refused(
                Films.brief(),
                changed("rating", "if(item = -100, double('NaN'), rating)"),
                "column rating has ",
                "NaN values");
        refused(Films.brief(), changed("user", "if(item = -100, null, user)"), "user has ", "null");
    }

    @Test
    void idsOutsideInt() {
        refused(
                Films.brief(),
                changed("item", "item + 3000000000"),
                "column item has ",
                "values that are no int",
                "StringIndexer");
        refused(Films.brief(), changed("user", "user + 0.5"), "column user has ", "no int");
    }

    @Test
    void emptyDataFrame() {
        refused(Films.brief(), Films.training().limit(0), "the DataFrame is empty");
    }

    @Test
    void rowsOfNoRegion() {
        refused(
                Films.brief(),
                changed("region", "if(region = 'eu', '', region)"),
                "column region names no region in ",
                "drop them");
    }

    @Test
    void pinnedUsersOfTwoRegionsAreCounted() {
        var moved = changed("region", "if(user > 900000000 and item % 2 = 0, 'asia', region)");
        refused(
                Films.brief(),
                moved,
                "3 users of column user are in more than one region",
                "userFactors is pinned",
                "regional",
                "shared");
    }

    @Test
    void columnOfPredictionsIsThereAlready() {
        refused(Films.brief(), changed("prediction", "1"), "a column prediction", "predictionCol");
    }

    @Test
    void sharedUsersOfImplicitRatings() {
        var estimator = Films.brief().setImplicitPrefs(true).setUserFactors("shared");
        refused(estimator, Films.training(), "userFactors cannot be shared", "regional");
    }

    @Test
    void heldOutImplicitRatings() {
        var estimator = Films.brief().setImplicitPrefs(true).setValidationFraction(0.1);
        refused(estimator, Films.training(), "validationFraction is 0.1", "to 0");
    }

    @Test
    void parametersOutOfRange() {
        var estimator = Films.brief();
        assertThrows(IllegalArgumentException.class, () -> estimator.setRank(0));
        assertThrows(IllegalArgumentException.class, () -> estimator.setRegParam(-1));
        assertThrows(IllegalArgumentException.class, () -> estimator.setValidationFraction(1));
        assertThrows(IllegalArgumentException.class, () -> estimator.setUserFactors("mine"));
        assertThrows(IllegalArgumentException.class, () -> estimator.setColdStartStrategy("ice"));
    }
}
