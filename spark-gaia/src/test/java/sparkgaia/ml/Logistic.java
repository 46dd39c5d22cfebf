package sparkgaia.ml;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;

import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import sparkgaia.spark.Facts;
import sparkgaia.spark.Field;
import sparkgaia.spark.Input;
import sparkgaia.spark.Recipe;
import sparkgaia.spark.Trained;
import sparkgaia.train.AroundTrainer;
import sparkgaia.train.Deltas;
import sparkgaia.train.Metrics;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;
import sparkgaia.train.linear.Example;
import sparkgaia.train.linear.LinearModel;
import sparkgaia.train.linear.LogisticShard;
import sparkgaia.train.linear.LogisticTrainer;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Logistic regression as a stage of a pipeline, for tests. */
public final class Logistic extends GaiaEstimator<Logistic, Logistic.Fitted> {
    public Logistic() {
        this(Identifiable$.MODULE$.randomUID("logistic"));
    }

    public Logistic(String uid) {
        super(uid);
    }

    public static MLReader<Logistic> read() {
        return reader();
    }

    public static Logistic load(String path) {
        return read().load(path);
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
        private LogisticTrainer logistic() {
            return LogisticTrainer.of(features, classes).withClocks(clocksPerEpoch, 1);
        }

        @Override
        public Trainer<Example, LogisticShard> trainer() {
            return new Faults(logistic());
        }

        @Override
        public StructType kept() {
            return new StructType().add("number", DataTypes.IntegerType);
        }

        /** Something for each example. */
        @Override
        public void keep(LogisticShard shard, Consumer<Row> rows) {
            FaultFile.meet(FaultFile.END, 0);
            for (int clock = 1; clock <= clocksPerEpoch; clock++) {
                for (int i = 0; i < logistic().work(shard, clock); i++) {
                    rows.accept(RowFactory.create(i));
                }
            }
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

    /** A trainer that throws when it is told to. */
    record Faults(LogisticTrainer trainer, Map<LogisticShard, Integer> workers)
            implements AroundTrainer<Example, LogisticShard, LogisticShard> {
        private static final AtomicInteger CLOCK = new AtomicInteger();
        private static final AtomicInteger THROWN = new AtomicInteger();

        Faults(LogisticTrainer trainer) {
            this(trainer, Collections.synchronizedMap(new IdentityHashMap<>()));
        }

        private LogisticShard of(ShardContext context, LogisticShard shard) {
            workers.put(shard, context.worker());
            return shard;
        }

        static void throwOnceAtClock(int clock) {
            CLOCK.set(clock);
        }

        static int thrown() {
            return THROWN.get();
        }

        static void clear() {
            CLOCK.set(0);
            THROWN.set(0);
        }

        @Override
        public LogisticShard inner(LogisticShard shard) {
            return shard;
        }

        @Override
        public LogisticShard open(ShardContext context, Iterator<Example> records, Deltas out) {
            return of(context, trainer.open(context, records, out));
        }

        @Override
        public void step(
                LogisticShard shard, int clock, TableView in, Deltas out, Metrics metrics) {
            if (CLOCK.compareAndSet(clock, 0)) {
                THROWN.incrementAndGet();
                throw new IllegalStateException("a fault of a test");
            }
            FaultFile.meet(clock, workers.get(shard));
            trainer.step(shard, clock, in, out, metrics);
        }

        @Override
        public LogisticShard restore(ShardContext context, Iterator<Example> records, byte[] save) {
            return of(context, trainer.restore(context, records, save));
        }
    }

    @Override
    protected Fitted model(Trained trained) {
        Fitted model = new Fitted(uid()).with(trained);
        model.kept = trained.kept();
        return model;
    }

    /** The weights. */
    public static final class Fitted extends GaiaModel<Fitted> {
        private transient Dataset<Row> kept;

        public Fitted(String uid) {
            super(uid);
        }

        public static GaiaModelReader<Fitted> read() {
            return new GaiaModelReader<>(Fitted.class, Fitted::new);
        }

        Dataset<Row> kept() {
            return kept;
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
