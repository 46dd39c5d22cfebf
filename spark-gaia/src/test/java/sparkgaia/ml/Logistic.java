package sparkgaia.ml;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;

import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import sparkgaia.spark.Facts;
import sparkgaia.spark.Field;
import sparkgaia.spark.Input;
import sparkgaia.spark.Recipe;
import sparkgaia.spark.Trained;
import sparkgaia.train.Trainer;
import sparkgaia.train.linear.Example;
import sparkgaia.train.linear.LinearModel;
import sparkgaia.train.linear.LogisticShard;
import sparkgaia.train.linear.LogisticTrainer;

import java.util.List;

/** Logistic regression as a stage of a pipeline, for tests. */
public final class Logistic extends GaiaEstimator<Logistic, Logistic.Fitted> {
    public Logistic() {
        this(Identifiable$.MODULE$.randomUID("logistic"));
    }

    public Logistic(String uid) {
        super(uid);
    }

    public static Logistic load(String path) {
        return (Logistic)
                org.apache.spark.ml.util.DefaultParamsReader.loadParamsInstance(
                        path, sparkgaia.spark.LocalSpark.session());
    }

    @Override
    protected Input input() {
        return Input.of(
                new Field("label", DataTypes.IntegerType),
                new Field("features", DataTypes.createArrayType(DataTypes.FloatType, false)));
    }

    @Override
    protected List<Column> facts() {
        return List.of(max(functions.col("label")), max(size(functions.col("features"))));
    }

    @Override
    protected Recipe<?, ?> recipe(Facts facts) {
        int clocks = getClocksPerEpoch() == 0 ? 4 : getClocksPerEpoch();
        return new Settings(
                facts.counted().getInt(1), facts.counted().getInt(0) + 1, clocks, getMaxIter());
    }

    /** What travels. */
    record Settings(int features, int classes, int clocksPerEpoch, int epochs)
            implements Recipe<Example, LogisticShard> {
        @Override
        public Trainer<Example, LogisticShard> trainer() {
            return LogisticTrainer.of(features, classes).withClocks(clocksPerEpoch, 1);
        }

        @Override
        public int clocks() {
            return clocksPerEpoch * epochs;
        }

        @Override
        public Example record(Row row) {
            List<Float> list = row.getList(1);
            float[] values = new float[list.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = list.get(i);
            }
            if (row.getInt(0) < 0) {
                throw new IllegalArgumentException("label " + row.getInt(0) + " is below 0");
            }
            return new Example(row.getInt(0), values);
        }
    }

    @Override
    protected Fitted model(Trained trained) {
        return new Fitted(uid()).with(trained);
    }

    /** The weights. */
    public static final class Fitted extends GaiaModel<Fitted> {
        public Fitted(String uid) {
            super(uid);
        }

        public static GaiaModelReader<Fitted> read() {
            return new GaiaModelReader<>(Fitted.class, Fitted::new);
        }

        LinearModel weights(int features, int classes) {
            return LogisticTrainer.of(features, classes).model(tables().view());
        }

        @Override
        public Dataset<Row> transform(Dataset<?> dataset) {
            return dataset.toDF();
        }

        @Override
        public StructType transformSchema(StructType schema) {
            return schema;
        }
    }
}
