package sparkgaia.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;

/** The example of the documentation, as a user runs it. */
@Tag("slow")
class YesOrNoTest {
    @TempDir private Path folder;

    /** Points on both sides of a plane, in two regions. */
    private static Dataset<Row> data(SparkSession spark) {
        var random = new Random(1);
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 2_000; i++) {
            double[] features = random.doubles(YesOrNo.FEATURES, -1, 1).toArray();
            boolean isYes = features[0] - 2 * features[1] + features[2] > 0;
            rows.add(
                    RowFactory.create(
                            i % 3 == 0 ? "eu" : "us", isYes ? 1 : 0, Vectors.dense(features)));
        }
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("region", DataTypes.StringType)
                        .add("label", DataTypes.IntegerType)
                        .add("features", SQLDataTypes.VectorType()));
    }

    private static SparkSession spark;

    @BeforeAll
    static void begin() {
        spark =
                SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", false)
                        .config("spark.sql.shuffle.partitions", 2)
                        .getOrCreate();
    }

    @AfterAll
    static void end() {
        spark.stop();
    }

    private static YesOrNo estimator() {
        return new YesOrNo().setRegionCol("region").setSync("bsp").setMaxIter(40);
    }

    @Test
    void learnsThePlaneAndIsSaved() throws IOException {
        Dataset<Row> data = data(spark);
        YesOrNoModel model = estimator().fit(data);
        assertTrue(right(model, data) > 1_900, model.report().toString());
        model.save(folder.resolve("model").toString());
        YesOrNoModel loaded = YesOrNoModel.read().load(folder.resolve("model").toString());
        assertEquals(right(model, data), right(loaded, data));
    }

    @Test
    void learnsThePlaneOverAWan() {
        Dataset<Row> data = data(spark);
        YesOrNoModel model = estimator().setWan("vc").fit(data);
        assertTrue(right(model, data) > 1_900, model.report().toString());
    }

    private static long right(YesOrNoModel model, Dataset<Row> data) {
        return model.transform(data).filter("prediction = label").count();
    }
}
