package sparkgaia.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.spark.EmbeddedRegions;
import sparkgaia.spark.LocalSpark;
import sparkgaia.spark.TrainingFailed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Tasks that throw, fits side by side, fits again and again. */
@Tag("slow")
class GaiaFaultsTest {
    private static final long SECONDS_MAX = 120;

    private static Dataset<Row> data() {
        return GaiaEstimatorTest.data("eu", "us");
    }

    private static Logistic bsp() {
        return GaiaEstimatorTest.bsp().setRegionCol("region").setMaxIter(5);
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, EmbeddedRegions.openCount());
        Logistic.Faults.clear();
        LocalSpark.session();
    }

    @Test
    void aTaskThatThrowsOnceIsTriedAgainAndGoesOnWithTheSameBits() {
        LocalSpark.session("local[2,4]", Map.of());
        int[] whole = GaiaEstimatorTest.cells(bsp().fit(data()));
        Logistic.Faults.throwOnceAtClock(11);
        Logistic.Fitted model = bsp().fit(data());
        assertArrayEquals(whole, GaiaEstimatorTest.cells(model));
        assertEquals(1, Logistic.Faults.thrown());
        // The first attempt's clocks were committed, so the second did not repeat them.
        assertEquals(0, model.report().sums().get(3)[1]);
    }

    /** What an epoch's sums were so far comes back with the shard. */
    @Test
    void aTaskThatThrowsOnceSettlesAtTheSameClock() {
        LocalSpark.session("local[2,4]", Map.of());
        Logistic.Fitted whole = bsp().setMaxIter(30).setTol(0.02).fit(data());
        int clocks = whole.report().clocks();
        assertTrue(clocks > 8 && clocks < 120, whole.report().toString());
        Logistic.Faults.throwOnceAtClock(clocks - 2);
        Logistic.Fitted model = bsp().setMaxIter(30).setTol(0.02).fit(data());
        assertEquals(1, Logistic.Faults.thrown());
        assertEquals(clocks, model.report().clocks());
        assertArrayEquals(GaiaEstimatorTest.cells(whole), GaiaEstimatorTest.cells(model));
    }

    @Test
    void aTaskThatThrowsWhereNobodyTriesAgainFailsTheFit() {
        LocalSpark.session();
        Logistic.Faults.throwOnceAtClock(11);
        var failure = assertThrows(TrainingFailed.class, () -> bsp().fit(data()));
        assertTrue(failure.getMessage().contains("a fault of a test"), failure.toString());
        assertTrue(failure.getCause() instanceof IllegalStateException, failure.toString());
        assertEquals(1, Logistic.Faults.thrown());
    }

    @Test
    void twoFitsAtOnce() throws Exception {
        LocalSpark.session();
        int[] alone = GaiaEstimatorTest.cells(bsp().fit(data()));
        var threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Logistic.Fitted> fit = () -> bsp().fit(data());
            var both = new ArrayList<Future<Logistic.Fitted>>();
            both.add(threads.submit(fit));
            both.add(threads.submit(fit));
            for (Future<Logistic.Fitted> each : both) {
                Logistic.Fitted model = each.get(SECONDS_MAX, TimeUnit.SECONDS);
                assertArrayEquals(alone, GaiaEstimatorTest.cells(model));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void fitsAgainAndAgainLeaveNoThreads() {
        LocalSpark.session();
        bsp().fit(data());
        int threads = gaiaThreads();
        for (int i = 0; i < 5; i++) {
            bsp().fit(data());
        }
        // A thread that has done its work is alive for a moment still.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        int left = gaiaThreads();
        while (left > threads && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            left = gaiaThreads();
        }
        assertTrue(left <= threads, left + " threads, before " + threads);
    }

    private static int gaiaThreads() {
        int count = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            count += thread.getName().startsWith("gaia-") && thread.isAlive() ? 1 : 0;
        }
        return count;
    }

    @Test
    void kryoWithRegistrationRequired() {
        LocalSpark.session(
                "local[2]",
                Map.of(
                        "spark.serializer", "org.apache.spark.serializer.KryoSerializer",
                        "spark.kryo.registrationRequired", "true",
                        "spark.kryo.registrator", "sparkgaia.spark.GaiaKryoRegistrator"));
        var model = bsp().fit(data());
        assertEquals(List.of("eu", "us"), model.report().regions());
        assertEquals(600, model.kept().count());
    }

    @Test
    void whatIsKeptOfShardsIsAFrameLikeAnyOther() {
        LocalSpark.session();
        Dataset<Row> kept = bsp().fit(data()).kept();
        assertEquals(600, kept.count());
        assertEquals(1, kept.limit(1).collectAsList().size());
        assertEquals(1200, kept.union(kept).count());
    }
}
