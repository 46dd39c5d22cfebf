package sparkgaia.spark;

import org.apache.spark.sql.SparkSession;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** The one Spark session that tests of this JVM share; a test that needs another ends the one before. */
public final class LocalSpark {
    private static final AtomicReference<Shared> SHARED = new AtomicReference<>();

    private LocalSpark() {}

    private record Shared(String wanted, SparkSession session) {}

    public static SparkSession session() {
        return session("local[2]", Map.of());
    }

    /** The one that was asked for last. */
    public static SparkSession current() {
        Shared last = SHARED.get();
        return last == null ? session() : last.session;
    }

    public static synchronized SparkSession session(String master, Map<String, String> conf) {
        String wanted = master + new TreeMap<>(conf);
        Shared before = SHARED.get();
        if (before != null
                && before.wanted.equals(wanted)
                && !before.session.sparkContext().isStopped()) {
            return before.session;
        }
        if (before != null) {
            before.session.stop();
        }
        SparkSession.Builder builder =
                SparkSession.builder()
                        .master(master)
                        .appName("tests")
                        .config("spark.ui.enabled", false)
                        .config("spark.sql.shuffle.partitions", 2)
                        .config("spark.sql.warehouse.dir", "target/warehouse");
        conf.forEach(builder::config);
        SHARED.set(new Shared(wanted, builder.getOrCreate()));
        return SHARED.get().session;
    }
}
