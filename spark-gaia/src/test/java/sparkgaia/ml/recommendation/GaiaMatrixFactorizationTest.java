package sparkgaia.ml.recommendation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.spark.LocalSpark;

import java.util.List;

/** What is learnt, from a DataFrame to predictions. */
class GaiaMatrixFactorizationTest {
    private static double error(GaiaMatrixFactorization estimator) {
        return Films.error(estimator.fit(Films.training()).transform(Films.heldOut()));
    }

    @Test
    @Tag("slow")
    void plantedFactorsAreFoundInOneRegionAndInThree() {
        for (var estimator : List.of(Films.estimator(), Films.estimator().setRegionCol(""))) {
            double error = error(estimator);
            assertTrue(error > 0.9 * Films.NOISE && error < 3.5 * Films.NOISE, error + "");
        }
        double proposed = error(Films.estimator().setSync("default"));
        assertTrue(proposed < 3.5 * Films.NOISE, proposed + "");
    }

    @Test
    void withoutTrainingPredictionsAreFarOff() {
        assertTrue(error(Films.brief().setLearningRate(1e-9)) > 8 * Films.NOISE);
    }

    @Test
    void defaultsLearn() {
        double mean = error(Films.brief().setLearningRate(1e-9));
        var usual = new GaiaMatrixFactorization().setMaxIter(100);
        assertTrue(error(usual) < 0.6 * mean);
    }

    @Test
    @Tag("slow")
    void plainAndNonnegativeModelsPredictByTheProductAlone() {
        for (var estimator :
                List.of(
                        Films.estimator().setUseBiases(false).setRank(4),
                        Films.estimator().setNonnegative(true).setRank(4))) {
            GaiaMatrixFactorizationModel model = estimator.fit(Films.training());
            assertEquals(4, model.rank());
            double error = Films.error(model.transform(Films.heldOut()));
            assertTrue(error < 4 * Films.NOISE, error + "");
        }
    }

    @Test
    void nonnegativeFactorsAreNowhereBelowZero() {
        for (var estimator : List.of(Films.brief(), Films.brief().setImplicitPrefs(true))) {
            var model = estimator.setNonnegative(true).fit(Films.training());
            for (Dataset<Row> factors : List.of(model.userFactors(), model.itemFactors())) {
                assertEquals(0, factors.filter("exists(features, x -> x < 0)").count());
                assertFalse(factors.filter("exists(features, x -> x > 0)").isEmpty());
            }
        }
    }

    @Test
    @Tag("slow")
    void sharedUsersMayBeInSeveralRegions() {
        var moved =
                Films.training()
                        .withColumn("region", functions.expr("if(item % 2 = 0, 'eu', region)"));
        var estimator = Films.estimator().setUserFactors("shared");
        double error = Films.error(estimator.fit(moved).transform(Films.heldOut()));
        assertTrue(error < 3.5 * Films.NOISE, error + "");
    }

    @Test
    void regionalUsersHaveFactorsOfTheirOwnInEachRegion() {
        var moved =
                Films.training()
                        .withColumn("region", functions.expr("if(item % 3 = 0, 'eu', 'us')"));
        var model = Films.brief().setUserFactors("regional").fit(moved);
        assertEquals(60, model.userFactors().count());
        var eu = model.forRegion("eu").userFactors();
        var us = model.forRegion("us").userFactors();
        assertEquals(60, eu.count());
        assertEquals(0, us.intersect(eu).count());
        // Two ratings in three are there.
        assertTrue(model.userFactors().intersect(us).count() > 55);
    }

    /** Who likes items of one kind is recommended those of that kind that are not yet liked. */
    @Test
    @Tag("slow")
    void implicitRatingsTellTastesApart() {
        var likes =
                Films.training()
                        .withColumn("user", functions.expr("abs(user div 37000000)"))
                        .filter("(item + 100) div 7 % 2 = user % 2 and rating > 3")
                        .withColumn("rating", functions.lit(1));
        var model =
                Films.estimator()
                        .setRegionCol("")
                        .setImplicitPrefs(true)
                        .setRank(2)
                        .setMaxIter(10)
                        .fit(likes);
        assertEquals(2, model.rank());
        var top =
                model.recommendForAllUsers(5)
                        .selectExpr("user", "explode(recommendations) as r")
                        .selectExpr("(r.item + 100) div 7 % 2 = user % 2 as isOwn");
        assertTrue(top.count() > 100, top.count() + "");
        assertEquals(0, top.filter("not isOwn").count());
    }

    @Test
    void withoutARatingColumnEveryRowIsALike() {
        var rows = Films.training().drop("rating");
        var ones = Films.training().withColumn("rating", functions.lit(1.0f));
        var estimator = Films.brief().setImplicitPrefs(true);
        var model = estimator.copy(estimator.extractParamMap()).setRatingCol("").fit(rows);
        var same = estimator.fit(ones);
        assertEquals(0, model.itemFactors().exceptAll(same.itemFactors()).count());
    }

    @Test
    void whoWasNotThereIsNotPredictedAndMayBeDropped() {
        var model = Films.brief().fit(Films.training());
        var stranger =
                LocalSpark.session()
                        .createDataFrame(
                                List.of(
                                        RowFactory.create(5, Films.item(0), 1.0, "eu"),
                                        RowFactory.create(Films.user(0), Films.item(0), 1.0, "eu")),
                                Films.SCHEMA);
        assertEquals(1, model.transform(stranger).filter("isnan(prediction)").count());
        model.setColdStartStrategy("drop");
        assertEquals(1, model.transform(stranger).count());
    }

    @Test
    void aRegionHasItsOwnUsers() {
        var model = Films.brief().fit(Films.training());
        long all = 0;
        for (String region : Films.REGIONS) {
            GaiaMatrixFactorizationModel own = model.forRegion(region);
            all += own.userFactors().count();
            assertEquals(20, own.userFactors().count());
            assertEquals(40, own.itemFactors().count());
            assertEquals(20, own.recommendForAllUsers(3).count());
        }
        assertEquals(model.userFactors().count(), all);
    }

    @Test
    void underBspTheModelDoesNotDependOnPartitions() {
        var one = Films.brief().fit(Films.training().coalesce(1));
        var many = Films.brief().fit(Films.training().repartition(5));
        assertEquals(0, one.itemFactors().exceptAll(many.itemFactors()).count());
        assertEquals(0, one.userFactors().exceptAll(many.userFactors()).count());
    }

    @Test
    void theReportTellsOfTraining() {
        var report = Films.brief().fit(Films.training()).report();
        assertEquals(Films.REGIONS, report.regions());
        assertEquals(4, report.clocks());
        assertTrue(report.links().get(0).dataBytes() > 0);
    }
}
