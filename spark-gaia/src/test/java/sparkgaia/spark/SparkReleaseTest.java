package sparkgaia.spark;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Releases of Spark and Scala that nothing would run on. */
class SparkReleaseTest {
    private static void refused(String spark, String scala, String... words) {
        var refusal =
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> SparkRelease.check(spark, scala));
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    @Test
    void whatThisIsTestedWithWillDo() {
        SparkRelease.check();
        SparkRelease.check("4.0.1", "2.13.16");
        SparkRelease.check("4.2.0-SNAPSHOT", "2.13.17");
    }

    @Test
    void theFirstReleaseOfSpark4IsRefused() {
        refused("4.0.0", "2.13.16", "Spark 4.0.0", "needs 4.0.1 or later");
    }

    @Test
    void anEarlierSparkIsRefused() {
        refused("3.5.6", "2.13.8", "Spark 3.5.6", "needs 4.0.1 or later");
    }

    @Test
    void anotherScalaIsRefused() {
        refused("3.5.6", "2.12.18", "Scala 2.12.18", "needs 2.13");
    }
}
