package sparkgaia.ml;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.spark.GaiaPlugin;
import sparkgaia.spark.LocalCluster;
import sparkgaia.spark.LocalSpark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Clusters that cannot train: each fit is refused before it reads anything, and says what to do. */
@Tag("slow")
@Timeout(120)
class ClusterRefusalTest {
    /** Nothing listens there, and nothing is called. */
    private static final String NOWHERE = "127.0.0.1:9";

    @TempDir private Path folder;

    @AfterEach
    void back() {
        LocalSpark.session();
    }

    /** A cluster of one worker with one core, in region eu unless another is given. */
    private void refused(String label, Map<String, String> more, String... words)
            throws IOException {
        LocalSpark.session();
        for (String region : ClusterSite.REGIONS) {
            GaiaEstimatorTest.data(region).limit(4).coalesce(1).write().parquet(data(region));
        }
        var conf = new TreeMap<>(LocalCluster.conf(folder, label));
        conf.put("spark.plugins", GaiaPlugin.class.getName());
        conf.put("spark.gaia.tls", "off");
        conf.put("spark.gaia.sidecar.eu.address", NOWHERE);
        conf.put("spark.gaia.sidecar.us.address", NOWHERE);
        conf.putAll(more);
        conf.values().removeIf(String::isEmpty);
        SparkSession spark = LocalSpark.session("local-cluster[1,1,1024]", conf);
        var data = spark.read().schema(GaiaEstimatorTest.SCHEMA).parquet(data("eu"), data("us"));
        Logistic placed =
                ClusterSite.bsp().setRegionPaths("eu=" + data("eu") + ",us=" + data("us"));
        var refusal = assertThrows(IllegalStateException.class, () -> placed.fit(data));
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    private String data(String region) {
        return folder.resolve(region).toString();
    }

    @Test
    void aMissingPlugin() throws IOException {
        refused(
                "eu",
                Map.of("spark.plugins", ""),
                "has executors of its own",
                "set spark.plugins=sparkgaia.spark.GaiaPlugin");
    }

    @Test
    void dynamicAllocation() throws IOException {
        refused(
                "eu",
                Map.of(
                        "spark.dynamicAllocation.enabled",
                        "true",
                        "spark.dynamicAllocation.shuffleTracking.enabled",
                        "true"),
                "spark.dynamicAllocation.enabled is on",
                "switch it off");
    }

    @Test
    void aLabelThatNoSidecarServes() throws IOException {
        refused(
                "mars",
                Map.of(),
                "is in region mars, which no sidecar serves (there are those of eu, us)",
                "set spark.gaia.sidecar.mars.address");
    }

    @Test
    void fewerSlotsThanRegions() throws IOException {
        refused(
                "eu",
                Map.of("spark.gaia.slots.timeout", "20 s"),
                "no executor is in region us, where data are, after 20 s",
                "there are 1 task slots for 2 regions (eu, us)",
                "in eu",
                "start a worker there");
    }
}
