package sparkgaia.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a cluster lacks is named before training, with what to do. */
class ClusterCheckTest {
    private static void refused(Executable what, String... words) {
        var refusal = assertThrows(RuntimeException.class, what);
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    private static ExecutorRegions executors(String... regions) {
        var conf = new SparkConf(false);
        conf.set("spark.gaia.tls", "off");
        conf.set("spark.gaia.slots.timeout", "1 s");
        for (String region : List.of("eu", "us", "ap")) {
            conf.set("spark.gaia.sidecar." + region + ".address", "127.0.0.1:7071");
        }
        var executors = new ExecutorRegions(ClusterSettings.of(conf, Path.of(".")));
        for (int i = 0; i < regions.length; i++) {
            executors.told(new ExecutorTold("" + i, "host-" + i, regions[i]));
        }
        return executors;
    }

    @Test
    void aMissingPlugin() {
        refused(
                () -> ClusterCheck.executors(LocalSpark.session().sparkContext()),
                "spark.plugins=sparkgaia.spark.GaiaPlugin");
    }

    @Test
    void dynamicAllocation() {
        var conf = new SparkConf(false).set("spark.dynamicAllocation.enabled", "true");
        refused(
                () -> ClusterCheck.checkAllocation(conf),
                "spark.dynamicAllocation.enabled is on",
                "switch it off");
    }

    @Test
    void anExecutorWithoutARegion() {
        refused(
                () -> executors("eu", "").check(),
                "executor 1 on host-1 has no region",
                "GAIA_REGION");
    }

    @Test
    void aRegionThatNoSidecarServes() {
        refused(
                () -> executors("eu", "mars").check(),
                "executor 1 on host-1 is in region mars, which no sidecar serves",
                "ap, eu, us",
                "set spark.gaia.sidecar.mars.address");
    }

    @Test
    void fewerSlotsThanRegions() {
        var slots = new Slots(LocalSpark.session().sparkContext(), executors("eu", "us", "ap"));
        refused(
                () -> slots.await(List.of("ap", "eu", "us")),
                "there are 2 task slots for 3 regions (ap, eu, us)",
                "more cores");
    }

    @Test
    void aRegionWithoutAnExecutor() {
        var slots = new Slots(LocalSpark.session().sparkContext(), executors("eu"));
        refused(
                () -> slots.await(List.of("eu", "us")),
                "no executor is in region us, where data are",
                "executor 0 on host-0 in eu");
    }

    @Test
    void aRegionIsAResourceOrInTheEnvironment() {
        var resource = new ResourceInformation("region", new String[] {"eu/1"});
        assertEquals("eu", RegionLabel.of(Map.of("region", resource), "us"));
        assertEquals("us", RegionLabel.of(Map.of(), " us "));
        assertEquals("", RegionLabel.of(Map.of(), null));
    }
}
