package sparkgaia.spark;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of all quick tests of this JVM. */
public final class LocalSpark {
    private LocalSpark() {}

    private static final class Lazy {
        private static final SparkSession SESSION =
                SparkSession.builder()
                        .master("local[2]")
                        .appName("tests")
                        .config("spark.ui.enabled", false)
                        .config("spark.sql.shuffle.partitions", 2)
                        .config("spark.sql.warehouse.dir", "target/warehouse")
                        .getOrCreate();
    }

    public static SparkSession session() {
        return Lazy.SESSION;
    }
}
