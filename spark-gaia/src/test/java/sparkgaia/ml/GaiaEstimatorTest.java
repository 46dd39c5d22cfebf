package sparkgaia.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

import sparkgaia.spark.EmbeddedRegions;
import sparkgaia.spark.LocalSpark;
import sparkgaia.spark.TrainedTables;
import sparkgaia.train.linear.Clouds;
import sparkgaia.train.linear.Example;

import java.util.ArrayList;
import java.util.List;

/** Fits in one JVM, from DataFrame to model. */
class GaiaEstimatorTest {
    private static final List<Example> EXAMPLES = Clouds.examples(1, 600);

    static final StructType SCHEMA =
            new StructType()
                    .add("region", DataTypes.StringType)
                    .add("label", DataTypes.IntegerType)
                    .add("features", DataTypes.createArrayType(DataTypes.FloatType, false));

    static Dataset<Row> data(String... regions) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < EXAMPLES.size(); i++) {
            Example example = EXAMPLES.get(i);
            rows.add(
                    RowFactory.create(
                            regions[i % regions.length], example.label(), example.features()));
        }
        return LocalSpark.current().createDataFrame(rows, SCHEMA);
    }

    static Logistic bsp() {
        return new Logistic().setSync("bsp").setWorkersPerRegion(2).setMaxIter(30);
    }

    static int[] cells(Logistic.Fitted model) {
        TrainedTables tables = model.tables();
        var all = new ArrayList<Integer>();
        for (int table = 0; table < tables.specs().size(); table++) {
            for (int row = 0; row < tables.specs().get(table).rows(); row++) {
                for (int cell : tables.cells(table, row)) {
                    all.add(cell);
                }
            }
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double loss(Logistic.Fitted model, int clock) {
        double[] sums = model.report().sums().get(clock);
        return sums[0] / sums[1];
    }

    @Test
    void oneRegionIsFitted() {
        Logistic.Fitted model = bsp().fit(data("eu"));
        assertEquals(120, model.report().clocks());
        assertTrue(loss(model, 120) < 0.7 * loss(model, 1), model.report().toString());
        assertEquals(0, EmbeddedRegions.openCount());
    }

    @Test
    void underBspTheModelDoesNotDependOnPartitions() {
        int[] one = cells(bsp().setRegionCol("region").fit(data("eu", "us").coalesce(1)));
        int[] many = cells(bsp().setRegionCol("region").fit(data("eu", "us").repartition(7)));
        assertArrayEquals(one, many);
    }

    @Test
    void regionsOverAnEmulatedWanAreFitted() {
        Logistic.Fitted model =
                new Logistic().setRegionCol("region").setWan("vc").fit(data("eu", "us"));
        assertEquals(List.of("eu", "us"), model.report().regions());
        assertTrue(model.report().links().get(0).dataBytes() > 0, model.report().toString());
        assertTrue(loss(model, 40) < 0.8 * loss(model, 1), model.report().toString());
    }
}
