package sparkgaia.ml.recommendation;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import sparkgaia.spark.LocalSpark;
import sparkgaia.train.mf.PlantedRatings;
import sparkgaia.train.mf.Rating;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Planted ratings as a DataFrame: ids far apart, users at home in three regions. */
final class Films {
    static final double NOISE = 0.1;
    static final PlantedRatings PLANTED = new PlantedRatings(60, 40, NOISE, true);
    static final List<String> REGIONS = List.of("eu", "sa", "us");

    static final StructType SCHEMA =
            new StructType()
                    .add("user", DataTypes.IntegerType)
                    .add("item", DataTypes.LongType)
                    .add("rating", DataTypes.DoubleType)
                    .add("region", DataTypes.StringType);

    private static final AtomicReference<Brief> BRIEF = new AtomicReference<>();

    private Films() {}

    private record Brief(SparkSession session, GaiaMatrixFactorizationModel model) {}

    static int user(int number) {
        return 1_000_000_000 - 37_000_000 * number;
    }

    static long item(int number) {
        return 7L * number - 100;
    }

    static Dataset<Row> training() {
        return frame(PLANTED.training(1).get(0));
    }

    static Dataset<Row> heldOut() {
        return frame(PLANTED.heldOut(1).get(0));
    }

    private static Dataset<Row> frame(List<Rating> ratings) {
        var rows = new ArrayList<Row>();
        for (Rating rating : ratings) {
            rows.add(
                    RowFactory.create(
                            user(rating.user()),
                            item(rating.item()),
                            (double) rating.value(),
                            REGIONS.get(rating.user() % REGIONS.size())));
        }
        return LocalSpark.session().createDataFrame(rows, SCHEMA);
    }

    /** Fits well and soon, to the same bits on any machine. */
    static GaiaMatrixFactorization estimator() {
        return new GaiaMatrixFactorization()
                .setRank(2)
                .setRegParam(0.01)
                .setMaxIter(60)
                .setLearningRate(0.1)
                .setClocksPerEpoch(2)
                .setWorkersPerRegion(1)
                .setRegionCol("region")
                .setSync("bsp");
    }

    static GaiaMatrixFactorization brief() {
        return estimator().setMaxIter(2);
    }

    /** What came of {@link #brief} over {@link #training}: one fit for all tests that only look. */
    static synchronized GaiaMatrixFactorizationModel briefly() {
        SparkSession session = LocalSpark.session();
        Brief before = BRIEF.get();
        if (before == null || before.session != session) {
            BRIEF.set(new Brief(session, brief().fit(training())));
        }
        return BRIEF.get().model;
    }

    /** Rows as text, for comparing. */
    static Set<String> rows(Dataset<Row> frame) {
        return frame.collectAsList().stream().map(Row::toString).collect(Collectors.toSet());
    }

    static double error(Dataset<Row> predicted) {
        var square = functions.pow(functions.expr("prediction - rating"), 2);
        return Math.sqrt(predicted.agg(functions.avg(square)).head().getDouble(0));
    }
}
