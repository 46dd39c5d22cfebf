package sparkgaia.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.spark.EmbeddedRegions;
import sparkgaia.spark.LocalSpark;
import sparkgaia.spark.TrainingFailed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What cannot be trained on is refused by name, with what to do. */
class GaiaInputTest {
    private static void refused(Logistic estimator, Dataset<Row> data, String... words) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> estimator.fit(data));
        says(refusal, words);
        assertEquals(0, EmbeddedRegions.openCount());
    }

    private static void says(Exception refusal, String... words) {
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    private static Logistic logistic() {
        return new Logistic().setWorkersPerRegion(1).setMaxIter(1);
    }

    private static Dataset<Row> one(Object region, Object label, Object features) {
        return LocalSpark.session()
                .createDataFrame(
                        List.of(
                                RowFactory.create("eu", 0, new float[] {1, 2}),
                                RowFactory.create("eu", 1, new float[] {2, 1}),
                                RowFactory.create(region, label, features)),
                        GaiaEstimatorTest.SCHEMA);
    }

    @Test
    void missingColumn() {
        refused(
                logistic(),
                GaiaEstimatorTest.data("eu").drop("features"),
                "no column features",
                "region, label",
                "set the parameter");
    }

    @Test
    void wrongType() {
        var text = GaiaEstimatorTest.data("eu").withColumn("label", functions.lit("one"));
        refused(logistic(), text, "column label is of type string", "a number is needed");
    }

    @Test
    void missingRegionColumn() {
        refused(
                logistic().setRegionCol("site"),
                GaiaEstimatorTest.data("eu"),
                "no column site",
                "regionCol");
    }

    @Test
    void nullValue() {
        refused(logistic(), one("eu", null, new float[] {1, 2}), "label has 1 null", "na.drop");
    }

    @Test
    void notANumber() {
        var data = GaiaEstimatorTest.data("eu").withColumn("label", functions.lit(Double.NaN));
        refused(logistic(), data, "label has 600 NaN", "fill them in");
    }

    @Test
    void notWhole() {
        var data = GaiaEstimatorTest.data("eu").withColumn("label", functions.lit(0.5));
        refused(logistic(), data, "label has 600 values that are no int", "StringIndexer");
    }

    @Test
    void emptyDataFrame() {
        refused(logistic(), GaiaEstimatorTest.data("eu").limit(0), "the DataFrame is empty");
    }

    @Test
    void rowsWithoutRegion() {
        refused(
                logistic().setRegionCol("region"),
                one(null, 1, new float[] {1, 2}),
                "region names no region in 1 rows");
    }

    @Test
    void tooManyRegions() {
        var data =
                GaiaEstimatorTest.data("eu")
                        .withColumn(
                                "region", functions.monotonically_increasing_id().cast("string"));
        refused(logistic().setRegionCol("region"), data, "more than 64 regions", "regionCol");
    }

    private static void wanRefused(String wan, String... words) {
        Logistic estimator = logistic().setRegionCol("region").setWan(wan);
        var refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> estimator.transformSchema(GaiaEstimatorTest.SCHEMA));
        says(refusal, words);
    }

    @Test
    void unknownWan() {
        wanRefused("moon", "moon is neither a file", "ec2, vc, ss, three, lan");
        wanRefused("no\0path", "cannot be read", "ec2, vc");
    }

    @Test
    void malformedWan(@TempDir Path folder) throws IOException {
        wanRefused(folder.toString(), "cannot be read", "ec2, vc");
        Path csv = folder.resolve("mine.csv");
        Files.writeString(csv, "from,eu,us\neu,1000,many\nus,100,1000\n");
        wanRefused(csv.toString(), "mine.csv line 2 column 3 (us)", "many", "ec2, vc");
        Files.writeString(csv, "");
        wanRefused(csv.toString(), "mine.csv", "ec2, vc");
    }

    @Test
    void wanThatLacksARegion(@TempDir Path folder) throws IOException {
        Path csv = folder.resolve("mine.csv");
        Files.writeString(csv, "from,eu,us\neu,1000,50\nus,100,1000\n");
        refused(
                logistic().setRegionCol("region").setWan(csv.toString()),
                GaiaEstimatorTest.data("eu", "mars"),
                "knows some regions of the data but not mars",
                "it has eu, us");
    }

    @Test
    void smallWan() {
        refused(
                logistic().setRegionCol("region").setWan("vc"),
                GaiaEstimatorTest.data("a", "b", "c"),
                "vc has 2 regions, the data has 3 (a, b, c)");
    }

    @Test
    void unknownSync() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> logistic().setSync("bps"));
        says(refusal, "sync", "bps");
    }

    @Test
    void toleranceWhereNobodyWaits() {
        for (String sync : List.of("async", "isolated")) {
            refused(
                    logistic().setTol(0.01).setSync(sync),
                    GaiaEstimatorTest.data("eu"),
                    "tol is 0.01",
                    "under sync = " + sync,
                    "set tol to 0");
        }
        assertThrows(IllegalArgumentException.class, () -> logistic().setTol(-1));
    }

    /** The trainer's own word on a record, once, and not as one of Spark's four attempts. */
    @Test
    void recordThatTheTrainerRefuses() {
        var failure =
                assertThrows(
                        TrainingFailed.class,
                        () -> logistic().fit(one("eu", 1, new float[] {1, Float.NaN})));
        says(failure, "in region local", "feature 1 is NaN: leave it out or fill it in");
        assertEquals(0, EmbeddedRegions.openCount());
    }

    @Test
    void rowThatTheRecipeRefuses() {
        var failure =
                assertThrows(
                        TrainingFailed.class,
                        () -> logistic().fit(one("eu", -3, new float[] {1, 2})));
        says(failure, "in region local", "label -3 is below 0");
    }
}
