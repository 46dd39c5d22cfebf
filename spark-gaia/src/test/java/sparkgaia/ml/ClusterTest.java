package sparkgaia.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.ml.recommendation.GaiaMatrixFactorization;
import sparkgaia.ml.recommendation.GaiaMatrixFactorizationModel;
import sparkgaia.spark.LocalCluster;
import sparkgaia.spark.LocalSidecars;
import sparkgaia.spark.LocalSpark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One application whose executors are processes in two regions, each of which reads its region's files alone. */
@Tag("slow")
@Timeout(300)
class ClusterTest {
    private static final long SECONDS_MAX = 240;

    private static Path folder;
    private static LocalSidecars sidecars;
    private static int[] embedded;
    private static long embeddedKept;
    private static List<String> embeddedItems;

    @BeforeAll
    static void begin(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Dataset<Row> data = GaiaEstimatorTest.data("eu", "us");
        for (String region : List.of("eu", "us")) {
            data.where("region = '" + region + "'").repartition(3).write().parquet(data(region));
        }
        Logistic.Fitted model = bsp().setRegionCol("region").fit(data);
        embedded = GaiaEstimatorTest.cells(model);
        embeddedKept = model.kept().count();
        Dataset<Row> ratings = ratings();
        for (String region : List.of("eu", "us")) {
            Dataset<Row> here = ratings.where("region = '" + region + "'");
            here.repartition(2).write().parquet(data(region) + "-ratings");
        }
        embeddedItems = items(factors().setRegionCol("region").fit(ratings));
        sidecars = new LocalSidecars(folder, "eu", "us");
        Path faults = Files.createDirectory(folder.resolve("faults"));
        var conf = LocalCluster.conf(folder, "eu", "us");
        conf.putAll(sidecars.conf());
        conf.put("spark.executorEnv." + FaultFile.FOLDER, faults.toString());
        LocalSpark.session("local-cluster[2,2,1024]", conf);
    }

    @AfterAll
    static void end() throws IOException {
        LocalSpark.session().version();
        sidecars.close();
    }

    private static String data(String region) {
        return folder.resolve("data-" + region).toString();
    }

    private static Logistic bsp() {
        return GaiaEstimatorTest.bsp().setMaxIter(5);
    }

    private static Logistic placed() {
        return bsp().setRegionPaths("eu=" + data("eu") + ",us=" + data("us"))
                .setPinnedPath("eu=" + folder + "/kept-eu,us=" + folder + "/kept-us");
    }

    /** Users below 40 are in one region, the others in the other. */
    private static Dataset<Row> ratings() {
        return LocalSpark.session()
                .range(1_600)
                .selectExpr(
                        "cast(id % 80 as int) user",
                        "cast(id * 7 % 50 as int) item",
                        "cast(1 + id * 13 % 5 as float) rating",
                        "if(id % 80 < 40, 'eu', 'us') region");
    }

    private static GaiaMatrixFactorization factors() {
        return new GaiaMatrixFactorization()
                .setSync("bsp")
                .setWorkersPerRegion(2)
                .setMaxIter(2)
                .setRank(4);
    }

    private static List<String> items(GaiaMatrixFactorizationModel model) {
        return model.itemFactors().orderBy("id").collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    private static Dataset<Row> read() {
        return SparkSession.active().read().parquet(data("eu"), data("us"));
    }

    @Test
    void theModelIsThatOfOneJvmAndNoRecordHasLeftItsRegion() {
        Logistic.Fitted model = placed().fit(read());
        assertArrayEquals(embedded, GaiaEstimatorTest.cells(model));
        assertEquals(0, model.locality().shuffleBytes());
        assertEquals(0, model.locality().remoteBlocks());
        assertEquals(0, model.locality().foreignReads());
        assertTrue(model.report().regionsAgree(), model.report().digests().toString());
        assertEquals(2, model.report().digests().size());
        assertTrue(model.locality().surveyBytes() > 0, model.locality().toString());
        assertNull(model.kept());
        long kept = 0;
        for (String region : List.of("eu", "us")) {
            kept += model.pinned().of(SparkSession.active(), region).count();
        }
        assertEquals(embeddedKept, kept);
    }

    @Test
    void aTaskThatThrowsIsTriedAgainAndChangesNoBit() throws IOException {
        survives(FaultFile.THROWN);
    }

    @Test
    void anExecutorThatIsKilledIsReplacedAndChangesNoBit() throws IOException {
        survives(FaultFile.KILLED);
    }

    private static void survives(String kind) throws IOException {
        Path faults = folder.resolve("faults");
        FaultFile.order(faults, kind, 7);
        Logistic.Fitted model = placed().fit(read());
        assertTrue(FaultFile.isMet(faults, kind, 7));
        assertArrayEquals(embedded, GaiaEstimatorTest.cells(model));
        assertTrue(model.report().regionsAgree(), model.report().digests().toString());
    }

    @Test
    void factorsOfUsersStayInTheirRegions() {
        String paths = "eu=" + data("eu") + "-ratings,us=" + data("us") + "-ratings";
        Dataset<Row> data =
                SparkSession.active()
                        .read()
                        .parquet(data("eu") + "-ratings", data("us") + "-ratings");
        GaiaMatrixFactorizationModel model =
                factors()
                        .setRegionPaths(paths)
                        .setPinnedPath("eu=" + folder + "/users-eu,us=" + folder + "/users-us")
                        .fit(data);
        assertEquals(embeddedItems, items(model));
        assertTrue(model.report().regionsAgree());
        var refusal = assertThrows(IllegalStateException.class, () -> model.transform(data));
        assertTrue(refusal.getMessage().contains("model.forRegion(\"eu\")"), refusal.getMessage());
        Dataset<Row> ofEu = model.forRegion("eu").userFactors();
        assertEquals(40, ofEu.where("id < 40").count());
        assertEquals(40, ofEu.count());
        assertFalse(ofEu.queryExecution().executedPlan().toString().contains("users-us"));
        assertEquals(80, model.acrossRegions().userFactors().count());
    }

    @Test
    void fitsSideBySideEnd() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            Callable<int[]> fit = () -> GaiaEstimatorTest.cells(placed().setMaxIter(1).fit(read()));
            var fits = new ArrayList<Future<int[]>>();
            for (int i = 0; i < 4; i++) {
                fits.add(threads.submit(fit));
            }
            for (Future<int[]> each : fits) {
                assertArrayEquals(
                        fits.get(0).get(SECONDS_MAX, TimeUnit.SECONDS),
                        each.get(SECONDS_MAX, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
