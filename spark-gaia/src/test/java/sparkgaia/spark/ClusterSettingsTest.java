package sparkgaia.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.Test;

import sparkgaia.server.settings.BadSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What of Spark's conf is ours. */
class ClusterSettingsTest {
    private static final Path PAGE = Path.of("../docs/settings-spark.md");
    private static final Path HERE = Path.of(".");

    private static SparkConf conf(String... namesAndValues) {
        var conf = new SparkConf(false);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            conf.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return conf;
    }

    private static void refused(SparkConf conf, String... words) {
        var refusal = assertThrows(BadSettings.class, () -> ClusterSettings.of(conf, HERE));
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    @Test
    void nothingNeedBeSet() {
        assertEquals(List.of(), ClusterSettings.of(conf("spark.cores.max", "4"), HERE).regions());
    }

    @Test
    void eachRegionHasAnAddressAndAToken() throws IOException {
        ClusterSettings settings =
                ClusterSettings.of(
                        conf(
                                "spark.gaia.sidecar.eu.address", "127.0.0.1:7071",
                                "spark.gaia.sidecar.us.address", "localhost:7072",
                                "spark.gaia.sidecar.us.token", "of-us",
                                "spark.gaia.token", "of-all",
                                "spark.gaia.tls", "off"),
                        HERE);
        assertEquals(List.of("eu", "us"), settings.regions());
        assertEquals(7072, settings.address("us").port());
        assertEquals("of-all", settings.token("eu").reveal());
        assertEquals("of-us", settings.token("us").reveal());
        assertFalse(settings.serves("mars"));
    }

    @Test
    void anUnknownOneIsRefusedWithTheNearest() {
        refused(
                conf("spark.gaia.tokn", "x"),
                "unknown setting \"spark.gaia.tokn\"",
                "\"spark.gaia.token\"");
        refused(
                conf("spark.gaia.sidecar.eu.adress", "x:1"),
                "the nearest is \"spark.gaia.sidecar.eu.address\"");
    }

    @Test
    void plainTextIsForThisMachineAlone() {
        refused(
                conf(
                        "spark.gaia.sidecar.eu.address", "sidecar.example.org:7071",
                        "spark.gaia.tls", "off"),
                "spark.gaia.sidecar.eu.address",
                "spark.gaia.tls must be on");
    }

    @Test
    void withTlsThereIsAnAuthority() {
        refused(
                conf("spark.gaia.sidecar.eu.address", "sidecar.example.org:7071"),
                "spark.gaia.ca.file is missing",
                "ca.pem");
    }

    @Test
    void sparkShowsNoToken() {
        var conf = conf("spark.gaia.token", "secret-1", "spark.gaia.sidecar.eu.token", "secret-2");
        String shown =
                Utils.redact(
                                conf,
                                scala.jdk.javaapi.CollectionConverters.asScala(
                                                List.of(conf.getAll()))
                                        .toSeq())
                        .toString();
        assertFalse(shown.contains("secret-"), shown);
    }

    @Test
    void thePageIsMadeFromThem() throws IOException {
        assertEquals(ClusterSettings.page(), Files.readString(PAGE));
    }
}
