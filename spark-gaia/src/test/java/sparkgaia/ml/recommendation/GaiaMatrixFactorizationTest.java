package sparkgaia.ml.recommendation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.spark.LocalSpark;
import sparkgaia.spark.TrainingReport;

import java.util.Collections;
import java.util.List;
import java.util.Set;

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
    void defaultsLearnAndWithoutTrainingPredictionsAreFarOff() {
        double mean = error(Films.brief().setLearningRate(1e-9));
        assertTrue(mean > 8 * Films.NOISE, mean + "");
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
                Row counts =
                        factors.selectExpr(
                                        "count_if(exists(features, x -> x < 0))",
                                        "count_if(exists(features, x -> x > 0))")
                                .head();
                assertEquals(0, counts.getLong(0));
                assertTrue(counts.getLong(1) > 0);
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
        Set<String> all = Films.rows(model.userFactors());
        assertEquals(60, all.size());
        Set<String> eu = Films.rows(model.forRegion("eu").userFactors());
        Set<String> us = Films.rows(model.forRegion("us").userFactors());
        assertEquals(60, eu.size());
        assertTrue(Collections.disjoint(us, eu));
        // Two ratings in three are there.
        all.retainAll(us);
        assertTrue(all.size() > 55);
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
        assertEquals(Films.rows(same.itemFactors()), Films.rows(model.itemFactors()));
    }

    @Test
    void whoWasNotThereIsNotPredictedAndMayBeDropped() {
        var model = Films.briefly().copy(ParamMap.empty());
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
        var model = Films.briefly();
        long all = 0;
        for (String region : Films.REGIONS) {
            GaiaMatrixFactorizationModel own = model.forRegion(region);
            long users = own.userFactors().count();
            all += users;
            assertEquals(20, users);
            assertEquals(40, own.itemFactors().count());
        }
        assertEquals(model.userFactors().count(), all);
    }

    @Test
    @Tag("slow")
    void aRegionRecommendsToItsOwnUsers() {
        for (String region : Films.REGIONS) {
            assertEquals(20, Films.briefly().forRegion(region).recommendForAllUsers(3).count());
        }
    }

    @Test
    void underBspTheModelDoesNotDependOnPartitions() {
        var one = Films.briefly();
        assertEquals(2, Films.training().rdd().getNumPartitions());
        var many = Films.brief().fit(Films.training().repartition(5));
        assertEquals(Films.rows(one.itemFactors()), Films.rows(many.itemFactors()));
        assertEquals(Films.rows(one.userFactors()), Films.rows(many.userFactors()));
    }

    @Test
    void theReportTellsOfTraining() {
        var report = Films.briefly().report();
        assertEquals(Films.REGIONS, report.regions());
        assertEquals(4, report.clocks());
        assertTrue(report.links().get(0).dataBytes() > 0);
    }

    /** The mean error of an epoch of two clocks, from what each clock has told. */
    private static double objective(TrainingReport report, int epoch, int sum) {
        double[] first = report.sums().get(2 * epoch - 1);
        double[] second = report.sums().get(2 * epoch);
        return (first[sum] + second[sum]) / (first[sum + 1] + second[sum + 1]);
    }

    private static final int HELD_OUT = 2;

    private static boolean hasSettled(TrainingReport report, int epoch, int sum, double tol) {
        double before = objective(report, epoch - 1, sum);
        double now = objective(report, epoch, sum);
        return Math.abs(before - now) < tol * before || sum == HELD_OUT && now > before;
    }

    @Test
    void trainingThatHasSettledStopsInAllRegionsAfterTheSameClock() {
        double tol = 0.05;
        for (String sync : List.of("bsp", "gaia")) {
            var estimator = Films.estimator().setSync(sync).setTol(tol);
            checkStop(estimator.fit(Films.training()).report(), 0, tol, sync.equals("bsp") ? 1 : 5);
        }
    }

    @Test
    void whatIsHeldOutSaysWhenToStopWhereThereIsAny() {
        double tol = 0.05;
        var estimator = Films.estimator().setSync("bsp").setTol(tol).setValidationFraction(0.2);
        var report = estimator.fit(Films.training()).report();
        assertEquals("heldOutSquaredError", report.metrics().get(2));
        checkStop(report, HELD_OUT, tol, 1);
        int epoch = (report.clocks() - 1) / 2;
        assertTrue(hasSettled(report, epoch - 1, 0, tol), "or the training data would do as well");
    }

    /** @param late so many clocks later regions hear of it that none can have passed it */
    private static void checkStop(TrainingReport report, int sum, double tol, int late) {
        int epoch = (report.clocks() - late) / 2;
        assertEquals(report.clocks(), 2 * epoch + late);
        assertTrue(epoch > 1 && epoch < 60, report.toString());
        assertTrue(hasSettled(report, epoch, sum, tol), report.toString());
        for (int earlier = 2; earlier < epoch; earlier++) {
            assertFalse(hasSettled(report, earlier, sum, tol), earlier + " of " + report);
        }
        assertTrue(report.regionsAgree());
    }
}
