package sparkgaia.ml;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.spark.GaiaKryoRegistrator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What {@link ClusterTest} shows, with a serialiser that refuses whatever is not registered. */
@Tag("slow")
@Timeout(300)
class ClusterKryoTest {
    private static ClusterSite site;

    @BeforeAll
    static void begin(@TempDir Path folder) throws IOException {
        site =
                new ClusterSite(
                        folder,
                        Map.of(
                                "spark.serializer",
                                "org.apache.spark.serializer.KryoSerializer",
                                "spark.kryo.registrationRequired",
                                "true",
                                "spark.kryo.registrator",
                                GaiaKryoRegistrator.class.getName()));
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
    void factorsOfUsersStayInTheirRegions() {
        site.checkFactors();
    }
}
