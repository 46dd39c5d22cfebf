package sparkgaia.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Which DataFrames can be read without a record leaving its region, and what is said of the others. */
@Tag("slow")
class LocalityGuardTest {
    private static Path folder;

    @BeforeAll
    static void write(@TempDir Path temporary) {
        folder = temporary;
        for (String region : List.of("eu", "us")) {
            Dataset<Row> rows = spark().range(40).toDF("id").withColumn("label", lit(1));
            rows.repartition(2).write().parquet(path(region));
        }
    }

    private static SparkSession spark() {
        return LocalSpark.session();
    }

    private static String path(String region) {
        return folder.resolve(region).toString();
    }

    private static Dataset<Row> files() {
        return spark().read().parquet(path("eu"), path("us"));
    }

    private static RegionRows placed(Dataset<Row> data, String paths) {
        RegionPaths known =
                RegionPaths.parse("regionPaths", paths)
                        .qualified("regionPaths", new Configuration());
        var found = new RegionData(data, known);
        return found.rows(found.data());
    }

    private static RegionRows placed(Dataset<Row> data) {
        return placed(data, "eu=" + path("eu") + ",us=" + path("us"));
    }

    private static void refused(Dataset<Row> data, String... words) {
        var refusal = assertThrows(MovesRecords.class, () -> placed(data));
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    @Test
    void filesAreReadWhereTheyAre() {
        RegionRows rows = placed(files().where("id > 3").withColumn("twice", col("id").plus(1)));
        assertEquals(List.of("eu", "us"), rows.regions());
        for (String region : rows.regions()) {
            assertEquals(2, rows.of(region).size());
            for (RegionRows.Part part : rows.of(region)) {
                assertEquals(1, part.files().size());
                assertTrue(part.files().get(0).contains("/" + region + "/"));
            }
        }
    }

    @Test
    void unionsAreReadWhereTheyAre() {
        var both = spark().read().parquet(path("eu")).union(spark().read().parquet(path("us")));
        assertEquals(List.of("eu", "us"), placed(both).regions());
    }

    /** Spark packs small files into one partition, unless it is told otherwise. */
    @Test
    void aPartitionOfSparksMayMixRegionsOursDoNot() {
        assertEquals(1, files().coalesce(1).toJavaRDD().getNumPartitions());
        assertEquals(2, placed(files()).of("eu").size());
    }

    @Test
    void shufflesAreRefused() {
        refused(
                files().repartition(3),
                "operator Exchange",
                "shuffle",
                "in each region for itself");
        refused(files().distinct(), "operator", "do it before");
        refused(files().orderBy("id"), "operator");
        refused(files().groupBy("id").count(), "operator");
    }

    @Test
    void broadcastsAreRefused() {
        var names = spark().read().parquet(path("eu"));
        refused(files().join(broadcast(names), "id"), "operator BroadcastHashJoin");
    }

    @Test
    void adaptivePlansAreSeenThrough() {
        Dataset<Row> joined = files().join(spark().read().parquet(path("us")), "id");
        joined.count(); // by now its plan is final, and none of its operators says Exchange
        refused(joined, "operator");
    }

    @Test
    void coalescedPartitionsAreRefused() {
        refused(files().coalesce(1), "operator Coalesce");
    }

    @Test
    void rowsOfTheDriverAreRefused() {
        var rows = List.of(org.apache.spark.sql.RowFactory.create(1L, 1));
        refused(spark().createDataFrame(rows, files().schema()), "rows that the driver has");
        refused(spark().createDataFrame(files().toJavaRDD(), files().schema()), "an RDD");
        refused(spark().range(3).toDF("id"), "makes its rows itself");
    }

    @Test
    void subqueriesAreRefused() {
        files().createOrReplaceTempView("ratings");
        refused(
                spark().sql("select * from ratings where id > (select avg(id) from ratings)"),
                "has a subquery");
    }

    @Test
    void cachedBlocksAreNotRead() {
        Dataset<Row> cached = files().cache();
        try {
            cached.count();
            assertEquals(List.of("eu", "us"), placed(cached).regions());
        } finally {
            cached.unpersist();
        }
    }

    @Test
    void filesOfNoRegionAreRefused() {
        var refusal = assertThrows(MovesRecords.class, () -> placed(files(), "eu=" + path("eu")));
        assertTrue(refusal.getMessage().contains("is in no region"), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("/eu/"), refusal.getMessage());
    }
}
