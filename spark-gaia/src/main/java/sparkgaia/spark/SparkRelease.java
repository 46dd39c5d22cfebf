package sparkgaia.spark;

import sparkgaia.core.Invariant;

/** Which releases of Spark and Scala this runs on; another is refused before anything else fails for it. */
public final class SparkRelease {
    /** Whose {@code Param} has another constructor, so that no estimator compiled for another release can be made. */
    private static final String BROKEN = "4.0.0";

    private static final String SCALA = "2.13";
    private static final int MAJOR = 4;

    private SparkRelease() {}

    /** Throws unless the Spark of this JVM will do. */
    public static void check() {
        check(
                org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                scala.util.Properties$.MODULE$.versionNumberString());
    }

    static void check(String spark, String scala) {
        Invariant.check(spark != null && scala != null, "no versions: %s, %s", spark, scala);
        if (!scala.startsWith(SCALA + ".")) {
            throw new UnsupportedOperationException(
                    "this Spark is built with Scala "
                            + scala
                            + ", spark-gaia_"
                            + SCALA
                            + " needs "
                            + SCALA
                            + ": take Spark 4.0.1 or later, which has no other");
        }
        boolean isBroken = spark.equals(BROKEN) || spark.startsWith(BROKEN + "-");
        if (isBroken || major(spark) < MAJOR) {
            throw new UnsupportedOperationException(
                    "this is Spark "
                            + spark
                            + (isBroken
                                    ? ", which no estimator made for another release runs on"
                                    : "")
                            + ": spark-gaia needs 4.0.1 or later");
        }
    }

    private static int major(String version) {
        int end = version.indexOf('.');
        try {
            return Integer.parseInt(end < 0 ? version : version.substring(0, end));
        } catch (NumberFormatException e) {
            return MAJOR; // a build of one's own, under whatever name
        }
    }
}
