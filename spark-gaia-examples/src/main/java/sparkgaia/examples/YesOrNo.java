package sparkgaia.examples;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

import sparkgaia.core.table.TableSpec;
import sparkgaia.ml.GaiaEstimator;
import sparkgaia.spark.Facts;
import sparkgaia.spark.Field;
import sparkgaia.spark.Input;
import sparkgaia.spark.Recipe;
import sparkgaia.spark.Trained;
import sparkgaia.train.Deltas;
import sparkgaia.train.Metrics;
import sparkgaia.train.RowSet;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Logistic regression of two classes on a column "features" of ten numbers, by one gradient of all rows a clock. */
public final class YesOrNo extends GaiaEstimator<YesOrNo, YesOrNoModel> {
    static final int FEATURES = 10;

    public YesOrNo() {
        this(Identifiable$.MODULE$.randomUID("yesOrNo"));
    }

    public YesOrNo(String uid) {
        super(uid);
    }

    public static MLReader<YesOrNo> read() {
        return reader();
    }

    @Override
    protected Input input() {
        return Input.of(
                new Field("label", DataTypes.IntegerType),
                new Field("features", SQLDataTypes.VectorType()));
    }

    @Override
    protected Recipe<?, ?> recipe(Facts facts) {
        return new Gradient(getMaxIter(), 1.0f);
    }

    @Override
    protected YesOrNoModel model(Trained trained) {
        return new YesOrNoModel(uid()).with(trained);
    }

    /** A record: the features, and whether the answer is yes. */
    record Answer(float[] features, boolean isYes) {}

    /** What travels to the tasks, and trains there. */
    record Gradient(int clocks, float rate)
            implements Recipe<Answer, List<Answer>>, Trainer<Answer, List<Answer>> {
        @Override
        public Trainer<Answer, List<Answer>> trainer() {
            return this;
        }

        @Override
        public Answer record(Row row) {
            double[] from = ((Vector) row.get(1)).toArray();
            float[] features = new float[FEATURES];
            for (int i = 0; i < FEATURES; i++) {
                features[i] = (float) from[i];
            }
            return new Answer(features, row.getInt(0) == 1);
        }

        /** One row of weights, in steps of 2^-22; what workers add counts by their share of the data. */
        @Override
        public List<TableSpec> tables() {
            return List.of(TableSpec.mean("weights", 1, FEATURES, 22));
        }

        @Override
        public List<String> metrics() {
            return List.of("loss");
        }

        @Override
        public long digest(Answer answer) {
            return java.util.Arrays.hashCode(answer.features);
        }

        @Override
        public List<Answer> open(ShardContext context, Iterator<Answer> records, Deltas out) {
            var shard = new ArrayList<Answer>();
            records.forEachRemaining(shard::add);
            return shard;
        }

        @Override
        public RowSet reads(List<Answer> shard, int clock) {
            return RowSet.all(0, 1);
        }

        @Override
        public void step(List<Answer> shard, int clock, TableView in, Deltas out, Metrics metrics) {
            float[] weights = in.floats(0, 0);
            float[] delta = new float[FEATURES];
            for (Answer answer : shard) {
                double yes = 1 / (1 + StrictMath.exp(-dot(weights, answer.features)));
                metrics.add(0, -StrictMath.log(Math.max(1e-12, answer.isYes ? yes : 1 - yes)));
                float pull = (float) ((answer.isYes ? 1 : 0) - yes) * rate / shard.size();
                for (int i = 0; i < FEATURES; i++) {
                    delta[i] += pull * answer.features[i];
                }
            }
            out.add(0, 0, delta);
        }

        static double dot(float[] weights, float[] features) {
            double sum = 0;
            for (int i = 0; i < FEATURES; i++) {
                sum += weights[i] * features[i];
            }
            return sum;
        }

        @Override
        public long work(List<Answer> shard, int clock) {
            return shard.size();
        }

        @Override
        public byte[] save(List<Answer> shard) {
            return NOTHING;
        }

        @Override
        public List<Answer> restore(ShardContext context, Iterator<Answer> records, byte[] save) {
            return open(context, records, null);
        }
    }
}
