package sparkgaia.ml;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An executor that is lost, and none comes in its place: a fit says so, and does not wait for ever. */
@Tag("slow")
@Timeout(200)
class ClusterLossTest {
    private static Path flags;
    private static ClusterSite site;

    @BeforeAll
    static void begin(@TempDir Path folder) throws IOException {
        // A JVM that is to read its flags from a file does not begin without it.
        flags = Files.createFile(folder.resolve("flags"));
        site =
                new ClusterSite(
                        folder,
                        Map.of(
                                "spark.executor.extraJavaOptions",
                                "-XX:Flags=" + flags,
                                "spark.gaia.slots.timeout",
                                "30 s"));
    }

    @AfterAll
    static void end() throws IOException {
        site.close();
    }

    @Test
    void theFitNamesTheRegionAndTheRemedy() throws IOException {
        var spark = SparkSession.active().sparkContext();
        FaultFile.await("executors", () -> spark.getExecutorMemoryStatus().size() == 3);
        Files.delete(flags);
        FaultFile.order(site.faults(), FaultFile.KILLED, 7);
        var failure =
                assertThrows(IllegalStateException.class, () -> site.placed().fit(site.read()));
        assertTrue(FaultFile.isMet(site.faults(), FaultFile.KILLED, 7));
        for (String word :
                new String[] {
                    "no executor is in region ",
                    "where data are, after 30 s (spark.gaia.slots.timeout)",
                    "start a worker there, or take its data out of regionPaths"
                }) {
            assertTrue(failure.getMessage().contains(word), failure.getMessage());
        }
    }
}
