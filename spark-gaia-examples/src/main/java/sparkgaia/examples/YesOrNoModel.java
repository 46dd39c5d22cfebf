package sparkgaia.examples;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import sparkgaia.ml.GaiaModel;
import sparkgaia.ml.GaiaModelReader;

/** What {@link YesOrNo} has learnt: adds a column "prediction", 1 for yes. */
public final class YesOrNoModel extends GaiaModel<YesOrNoModel> {
    private static final long serialVersionUID = 1L;

    public YesOrNoModel(String uid) {
        super(uid);
    }

    public static GaiaModelReader<YesOrNoModel> read() {
        return new GaiaModelReader<>(YesOrNoModel.class, YesOrNoModel::new);
    }

    @Override
    public Dataset<Row> transform(Dataset<?> data) {
        float[] weights = tables().floats(0, 0);
        UDF1<Vector, Integer> isYes =
                features -> {
                    double sum = 0;
                    for (int i = 0; i < weights.length; i++) {
                        sum += weights[i] * features.apply(i);
                    }
                    return sum > 0 ? 1 : 0;
                };
        return data.withColumn(
                "prediction", udf(isYes, DataTypes.IntegerType).apply(col("features")));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return schema.add("prediction", DataTypes.IntegerType);
    }
}
