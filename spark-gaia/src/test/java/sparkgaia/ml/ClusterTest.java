package sparkgaia.ml;

import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One application whose executors are processes in two regions, each of which reads its region's files alone. */
@Tag("slow")
@Timeout(300)
class ClusterTest {
    private static final long SECONDS_MAX = 240;

    private static ClusterSite site;

    @BeforeAll
    static void begin(@TempDir Path folder) throws IOException {
        site = new ClusterSite(folder, Map.of());
    }

    @AfterAll
    static void end() throws IOException {
        site.close();
    }

    @Test
    void theModelIsThatOfOneJvmAndNoRecordHasLeftItsRegion() throws IOException {
        site.checkModel();
    }

    @Test
    void aTaskThatThrowsIsTriedAgainAndChangesNoBit() throws IOException {
        site.checkSurvives(FaultFile.THROWN);
    }

    @Test
    void anExecutorThatIsKilledIsReplacedAndChangesNoBit() throws IOException {
        site.checkSurvives(FaultFile.KILLED);
    }

    @Test
    void factorsOfUsersStayInTheirRegions() {
        site.checkFactors();
    }

    @Test
    void usersOfTwoRegionsAreRefusedWhereFactorsArePinned() {
        // Of region eu come users 0 to 39, of us now 0 to 38 and 40.
        Dataset<Row> data = site.readRatings().withColumn("user", expr("user % 41"));
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> site.placedFactors().fit(data));
        assertTrue(
                refusal.getMessage().startsWith("39 users of column user are in more than one"),
                refusal.getMessage());
        assertTrue(refusal.getMessage().contains("set it to regional"), refusal.getMessage());
        site.placedFactors().setUserFactors("regional").fit(data);
    }

    @Test
    void aRegionWithoutRowsIsRefused() {
        var unread = SparkSession.active().read().schema(GaiaEstimatorTest.SCHEMA);
        for (Dataset<Row> data :
                List.of(unread.parquet(site.data("eu")), site.read().where("region = 'eu'"))) {
            var refusal =
                    assertThrows(IllegalArgumentException.class, () -> site.placed().fit(data));
            assertTrue(
                    refusal.getMessage().startsWith("region us has no rows: "),
                    refusal.getMessage());
            assertTrue(refusal.getMessage().contains(site.data("us")), refusal.getMessage());
        }
    }

    @Test
    void fitsSideBySideEnd() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            Callable<int[]> fit =
                    () -> GaiaEstimatorTest.cells(site.placed().setMaxIter(1).fit(site.read()));
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
