package sparkgaia.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import sparkgaia.core.Job;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;
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
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.MfShard;
import sparkgaia.train.mf.MfTrainer;
import sparkgaia.train.mf.Rating;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/**
 * What a fit costs beside the bare loop of its trainer: {@code FitBench fit|bare|tiny|both RATINGS RANK EPOCHS}. The bare
 * loop is two threads that step the same shards on one copy, with a barrier for a clock.
 */
public final class FitBench {
    private static final int USERS = 138_000;
    private static final int ITEMS = 26_000;
    private static final int WORKERS = 2;

    private final SparkSession spark;
    private final long ratings;
    private final MfSettings settings;

    private FitBench(SparkSession spark, long ratings, int rank, int epochs) {
        this.spark = spark;
        this.ratings = ratings;
        this.settings = MfSettings.of(USERS, ITEMS, rank).withEpochs(epochs, 16);
    }

    /** Ratings of users and items of which a few are popular. */
    private Dataset<Row> data() {
        String draw = "(cast(pmod(xxhash64(id, %d), 1000003) as double) / 1000003)";
        String user = String.format(draw, 1);
        String item = String.format(draw, 2);
        return spark.range(ratings)
                .select(
                        expr("cast(" + USERS + " * pow(" + user + ", 1.5) as int)").as("user"),
                        expr("cast(" + ITEMS + " * pow(" + item + ", 2.5) as int)").as("item"),
                        expr("cast(1 + pmod(xxhash64(id, 3), 9) / 2 as float)").as("rating"));
    }

    /** Factorisation as a stage, without what users need of it. */
    private final class Factors extends GaiaEstimator<Factors, Factors.Items> {
        private static final long serialVersionUID = 1L;

        private Factors() {
            super(Identifiable$.MODULE$.randomUID("factors"));
        }

        @Override
        protected Input input() {
            return Input.of(
                            new Field("user", DataTypes.IntegerType),
                            new Field("item", DataTypes.IntegerType),
                            new Field("rating", DataTypes.FloatType))
                    .dealtBy("user");
        }

        @Override
        protected List<Column> facts() {
            return List.of(functions.max(col("user")), functions.max(col("item")));
        }

        @Override
        protected Recipe<?, ?> recipe(Facts facts) {
            return new Factorisation(settings.rank(), settings.clocks() / 16);
        }

        @Override
        protected Items model(Trained trained) {
            return new Items(uid()).with(trained);
        }

        /** The tables. */
        private static final class Items extends GaiaModel<Items> {
            private static final long serialVersionUID = 1L;

            private Items(String uid) {
                super(uid);
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

    private record Factorisation(int rank, int epochs) implements Recipe<Rating, MfShard> {
        private MfSettings factors() {
            return MfSettings.of(USERS, ITEMS, rank).withEpochs(epochs, 16);
        }

        @Override
        public Trainer<Rating, MfShard> trainer() {
            return new MfTrainer(factors());
        }

        @Override
        public int clocks() {
            return epochs * 16;
        }

        @Override
        public Rating record(Row row) {
            return new Rating(row.getInt(0), row.getInt(1), row.getFloat(2));
        }
    }

    private void fit() {
        long began = System.nanoTime();
        Factors.Items model = new Factors().setWorkersPerRegion(WORKERS).fit(data());
        double all = (System.nanoTime() - began) / 1e9;
        var report = model.report();
        System.out.printf(
                "fit: %.2f s in all, %s, computing %.2f s of %d cores, waits %s, epoch %.3f s%n",
                all,
                report.seconds(),
                report.computeSeconds(),
                WORKERS,
                report.waitedSeconds(),
                report.seconds().get("epochs") / (settings.clocks() / 16.0));
    }

    private void bare() throws Exception {
        var shards = new ArrayList<List<Rating>>();
        for (int worker = 0; worker < WORKERS; worker++) {
            shards.add(new ArrayList<>());
        }
        var rows = data().toLocalIterator();
        while (rows.hasNext()) {
            Row row = rows.next();
            shards.get(Math.floorMod(row.getInt(0) * 0x9E3779B9 >>> 16, WORKERS))
                    .add(new Rating(row.getInt(0), row.getInt(1), row.getFloat(2)));
        }
        var trainer = new MfTrainer(settings);
        Job job = Job.of(List.of("one"), trainer.tables()).workers(WORKERS).build();
        RowSpace space = job.space(0);
        var values = new Values(space);
        var deltas = new Rows[WORKERS];
        long[] began = new long[1];
        int[] clock = new int[1];
        var end =
                new CyclicBarrier(
                        WORKERS,
                        () -> {
                            for (Rows each : deltas) {
                                values.add(each);
                            }
                            if (clock[0]++ == 0) {
                                began[0] = System.nanoTime();
                            }
                        });
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < WORKERS; i++) {
            int worker = i;
            var thread =
                    new Thread(
                            () -> {
                                try {
                                    work(
                                            trainer,
                                            job,
                                            worker,
                                            shards.get(worker),
                                            values,
                                            deltas,
                                            end);
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - began[0]) / 1e9;
        System.out.printf("bare: epoch %.3f s%n", seconds / (settings.clocks() / 16.0));
    }

    private static void work(
            MfTrainer trainer,
            Job job,
            int worker,
            List<Rating> records,
            Values values,
            Rows[] deltas,
            CyclicBarrier end)
            throws Exception {
        var context = ShardContext.even(1, worker, WORKERS, "one", 0);
        var out = new Deltas(context, List.of(job.space(0)));
        var metrics = new Metrics(trainer.metrics());
        out.begin(0);
        MfShard shard = trainer.open(context, records.iterator(), out);
        records.clear();
        deltas[worker] = out.rows(0);
        end.await();
        var view = new TableView(job.tables());
        for (int clock = 1; clock <= trainer.settings().clocks(); clock++) {
            out.begin(clock);
            metrics.clear();
            view.clear();
            RowSet reads = trainer.reads(shard, clock);
            for (int table = 0; table < reads.tables(); table++) {
                for (int row : reads.rows(table)) {
                    view.put(table, row, values.get(job.space(0).id(table, row)));
                }
            }
            trainer.step(shard, clock, view, out, metrics);
            deltas[worker] = out.rows(0);
            end.await();
        }
    }

    private void tiny() {
        Dataset<Row> tiny = data().limit(1_000).cache();
        tiny.count();
        for (int i = 0; i < 6; i++) {
            var estimator = new Factors().setWorkersPerRegion(WORKERS);
            long began = System.nanoTime();
            var report = estimator.fit(tiny).report();
            System.out.printf(
                    "tiny: %.3f s in all, %s%n",
                    (System.nanoTime() - began) / 1e9, report.seconds());
        }
    }

    public static void main(String... args) throws Exception {
        SparkSession spark =
                SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", false)
                        .config("spark.log.level", "ERROR")
                        .getOrCreate();
        var bench =
                new FitBench(
                        spark,
                        Long.parseLong(args[1]),
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]));
        switch (args[0]) {
            case "fit" -> bench.fit();
            case "bare" -> bench.bare();
            case "tiny" -> bench.tiny();
            default -> throw new IllegalArgumentException(args[0]);
        }
        spark.stop();
    }
}
