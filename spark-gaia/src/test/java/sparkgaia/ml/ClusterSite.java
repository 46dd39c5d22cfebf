package sparkgaia.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import scala.collection.immutable.Seq;

import sparkgaia.ml.recommendation.GaiaMatrixFactorization;
import sparkgaia.ml.recommendation.GaiaMatrixFactorizationModel;
import sparkgaia.spark.GaiaPlugin;
import sparkgaia.spark.LocalCluster;
import sparkgaia.spark.LocalSidecars;
import sparkgaia.spark.LocalSpark;
import sparkgaia.spark.OpenedFiles;
import sparkgaia.spark.TrainingReport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Files of two regions, their sidecars, executors in processes of their own, and what one JVM makes of the same rows. */
final class ClusterSite implements AutoCloseable {
    static final List<String> REGIONS = List.of("eu", "us");

    private final Path folder;
    private final LocalSidecars sidecars;
    private final int[] embedded;
    private final long embeddedKept;
    private final Map<String, Long> embeddedRows;
    private final List<String> embeddedItems;

    /** @param more of Spark's conf */
    ClusterSite(Path folder, Map<String, String> more) throws IOException {
        this.folder = folder;
        LocalSpark.session();
        Dataset<Row> data = GaiaEstimatorTest.data("eu", "us");
        for (String region : REGIONS) {
            data.where("region = '" + region + "'").repartition(3).write().parquet(data(region));
        }
        Logistic.Fitted model = bsp().setRegionCol("region").fit(data);
        embedded = GaiaEstimatorTest.cells(model);
        embeddedKept = model.kept().count();
        embeddedRows = model.report().links().get(0).rowsLeft();
        Dataset<Row> ratings = ratings();
        for (String region : REGIONS) {
            Dataset<Row> here = ratings.where("region = '" + region + "'");
            here.repartition(2).write().parquet(data(region) + "-ratings");
        }
        embeddedItems = items(factors().setRegionCol("region").fit(ratings));
        sidecars = new LocalSidecars(folder, "eu", "us");
        Files.createDirectory(faults());
        var conf = LocalCluster.conf(folder, "eu", "us");
        conf.putAll(sidecars.conf());
        conf.put("spark.executorEnv." + FaultFile.FOLDER, faults().toString());
        conf.putAll(OpenedFiles.conf(folder));
        conf.putAll(more);
        LocalSpark.session("local-cluster[2,2,1024]", conf);
    }

    Path folder() {
        return folder;
    }

    Path faults() {
        return folder.resolve("faults");
    }

    LocalSidecars sidecars() {
        return sidecars;
    }

    String data(String region) {
        return folder.resolve("data-" + region).toString();
    }

    static Logistic bsp() {
        return GaiaEstimatorTest.bsp().setMaxIter(5);
    }

    Logistic placed() {
        return bsp().setRegionPaths("eu=" + data("eu") + ",us=" + data("us"))
                .setPinnedPath("eu=" + folder + "/kept-eu,us=" + folder + "/kept-us");
    }

    Dataset<Row> read() {
        // Without a schema a job of Spark's would look for it, in any file from any executor.
        return SparkSession.active()
                .read()
                .schema(GaiaEstimatorTest.SCHEMA)
                .parquet(data("eu"), data("us"));
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

    static GaiaMatrixFactorization factors() {
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

    void checkBits(Logistic.Fitted model) {
        assertArrayEquals(embedded, GaiaEstimatorTest.cells(model));
        assertTrue(model.report().regionsAgree(), model.report().digests().toString());
        assertEquals(Set.copyOf(REGIONS), model.report().digests().keySet());
    }

    /** The model is that of one JVM, and no record has left its region: as Spark counts, and as files were opened. */
    Logistic.Fitted checkModel() throws IOException {
        Dataset<Row> read = read();
        OpenedFiles.forget(folder);
        Logistic.Fitted model = placed().fit(read);
        var opened = OpenedFiles.told(folder);
        checkBits(model);
        assertEquals(0, model.locality().shuffleBytes());
        assertEquals(0, model.locality().remoteBlocks());
        assertEquals(0, model.locality().foreignReads());
        assertTrue(model.locality().surveyBytes() > 0, model.locality().toString());
        checkOpened(opened);
        checkReport(model);
        // Each task tells what is left when it ends.
        FaultFile.await(
                "the driver was told of the last clock",
                () -> toldClock() == model.report().clocks());
        assertNull(model.kept());
        long kept = 0;
        for (String region : REGIONS) {
            kept += model.pinned().of(SparkSession.active(), region).count();
        }
        assertEquals(embeddedKept, kept);
        return model;
    }

    private static int toldClock() {
        Seq<Source> sources =
                SparkEnv.get()
                        .metricsSystem()
                        .getSourcesByName("plugin." + GaiaPlugin.class.getName());
        return (int) sources.head().metricRegistry().getGauges().get("clock").getValue();
    }

    /** What crossed each link, what was waited for, and where records were read, as in one JVM. */
    private void checkReport(Logistic.Fitted model) {
        TrainingReport report = model.report();
        assertEquals(
                Set.of("eu to us", "us to eu"),
                report.links().stream()
                        .map(link -> link.from() + " to " + link.to())
                        .collect(Collectors.toSet()));
        for (TrainingReport.Link link : report.links()) {
            assertEquals(embeddedRows, link.rowsLeft());
            assertTrue(link.dataBytes() > 0 && link.controlBytes() > 0, link.toString());
        }
        assertFalse(report.waitedSeconds().isEmpty());
        String page = report.toHtml();
        for (String told : List.of("Links", "What workers waited for", "Where records were read")) {
            assertTrue(page.contains(told), told);
        }
        for (String region : REGIONS) {
            FaultFile.await("all jobs are left", () -> sidecars.jobs(region).isEmpty());
        }
    }

    /** Every file of the data was opened, and by executors of its own region alone. */
    private void checkOpened(List<OpenedFiles.Opened> opened) throws IOException {
        for (String region : REGIONS) {
            var own = new TreeSet<String>();
            for (OpenedFiles.Opened each : opened) {
                if (each.path().startsWith(data(region) + "/")) {
                    assertEquals(region, each.region(), each.toString());
                    own.add(each.path());
                }
            }
            try (var files = Files.list(Path.of(data(region)))) {
                assertEquals(
                        files.map(Path::toString)
                                .filter(path -> path.endsWith(".parquet"))
                                .toList()
                                .size(),
                        own.stream().filter(path -> path.endsWith(".parquet")).count(),
                        own.toString());
            }
        }
    }

    void checkSurvives(String kind) throws IOException {
        FaultFile.order(faults(), kind, 7);
        Logistic.Fitted model = placed().fit(read());
        assertTrue(FaultFile.isMet(faults(), kind, 7));
        checkBits(model);
    }

    GaiaMatrixFactorization placedFactors() {
        return factors()
                .setRegionPaths("eu=" + data("eu") + "-ratings,us=" + data("us") + "-ratings")
                .setPinnedPath("eu=" + folder + "/users-eu,us=" + folder + "/users-us");
    }

    Dataset<Row> readRatings() {
        return SparkSession.active()
                .read()
                .schema("user int, item int, rating float, region string")
                .parquet(data("eu") + "-ratings", data("us") + "-ratings");
    }

    void checkFactors() {
        Dataset<Row> data = readRatings();
        GaiaMatrixFactorizationModel model = placedFactors().fit(data);
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

    @Override
    public void close() throws IOException {
        LocalSpark.session().version();
        sidecars.close();
    }
}
