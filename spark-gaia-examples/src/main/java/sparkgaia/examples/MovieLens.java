package sparkgaia.examples;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

import sparkgaia.ml.recommendation.GaiaMatrixFactorization;
import sparkgaia.ml.recommendation.GaiaMatrixFactorizationModel;
import sparkgaia.spark.TrainingReport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Trains on MovieLens 100K whose users live in three regions, beside MLlib's ALS over the same ratings in one place.
 * Takes the folder with {@code ml-100k.inter} and {@code ml-100k.item}; or words for {@link MovieLensRegions}, which trains
 * on a cluster.
 */
public final class MovieLens {
    private static final String[] REGIONS = {"Frankfurt", "Virginia", "Singapore"};
    private static final int RANK = 16;
    private static final int EPOCHS = 20;
    private static final int SEED = 1;

    /** Of all changes one in so many leaves: what bytes cost is more than the last thousandth of the error here. */
    private static final double RATION = 1.0 / 40;

    /** Whom ten films are recommended to. */
    private static final int USER = 42;

    private final SparkSession spark;
    private final Path folder;

    private MovieLens(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "" : args[0];
        boolean isOfFiles =
                what.equals("split") && args.length == 3
                        || what.equals("fit") && (args.length == 4 || args.length == 5)
                        || what.equals("judge") && args.length == 4;
        if (args.length != 1 && !isOfFiles) {
            System.err.println(
                    "usage: MovieLens FOLDER (which 'gaia lab fetch' names) | split FOLDER FILES |"
                            + " fit FILES SYNC MODEL [kill-task] | judge FILES MODEL OTHER");
            System.exit(2);
        }
        try (SparkSession spark = SparkSession.builder().appName("MovieLens").getOrCreate()) {
            if (isOfFiles) {
                ofFiles(spark, args);
            } else {
                new MovieLens(spark, Path.of(what)).run();
            }
        }
    }

    private static void ofFiles(SparkSession spark, String[] args) throws Exception {
        if (args[0].equals("split")) {
            Dataset<Row> ratings =
                    new MovieLens(spark, Path.of(args[1])).ratings(MovieLensRegions.regions());
            new MovieLensRegions(spark, args[2]).split(ratings, SEED);
        } else if (args[0].equals("fit")) {
            if (args.length == 5) {
                spark.sparkContext().addSparkListener(new TaskKiller(spark.sparkContext()));
            }
            var regions = new MovieLensRegions(spark, args[1]);
            System.out.println(regions.fit(estimator(), args[2], args[3]));
        } else {
            System.out.println(new MovieLensRegions(spark, args[1]).judge(args[2], args[3]));
        }
    }

    private void run() throws Exception {
        Dataset<Row>[] parts = ratings(REGIONS).randomSplit(new double[] {0.9, 0.1}, SEED);
        Dataset<Row> training = parts[0].cache();
        Dataset<Row> heldOut = parts[1].cache();
        say("%,d ratings to train on, %,d held out", training.count(), heldOut.count());

        long begun = System.nanoTime();
        ALSModel als =
                new ALS()
                        .setUserCol("user")
                        .setItemCol("item")
                        .setRank(RANK)
                        .setRegParam(0.1)
                        .setSeed(SEED)
                        .setColdStartStrategy("drop")
                        .fit(training);
        double rmseAls = rmse(als, heldOut);
        say("MLlib's ALS, all ratings in one place: RMSE %.4f, %.1f s", rmseAls, since(begun));

        begun = System.nanoTime();
        GaiaMatrixFactorizationModel gaia =
                inRegions().setWan("ec2").setRation(RATION).fit(training);
        double rmse = rmse(gaia, heldOut);
        say("Gaia over %s: RMSE %.4f, %.1f s", String.join(", ", REGIONS), rmse, since(begun));
        say("  of which, in seconds: %s", phases(gaia.report()));
        long bytes = bytes(gaia.report());

        begun = System.nanoTime();
        TrainingReport bsp = inRegions().setSync("bsp").fit(training).report();
        long bspBytes = bytes(bsp);
        say(
                "BSP over the same regions, without a WAN: %.1f s, of which %s",
                since(begun), phases(bsp));
        say(
                "left their regions: %,d bytes; under BSP %,d, %.0f times as many; the ratings"
                        + " themselves would be %,d bytes of text",
                bytes, bspBytes, (double) bspBytes / bytes, shipped(training));

        recommend(gaia);
        System.out.printf(
                Locale.ROOT,
                "{\"rmse\":%.4f,\"rmseAls\":%.4f,\"wanBytes\":%d,\"bspBytes\":%d,\"bitIdentical\":%b}%n",
                rmse,
                rmseAls,
                bytes,
                bspBytes,
                gaia.report().regionsAgree());
    }

    private static GaiaMatrixFactorization estimator() {
        return new GaiaMatrixFactorization()
                .setUserCol("user")
                .setItemCol("item")
                .setRank(RANK)
                .setMaxIter(EPOCHS)
                .setSeed(SEED)
                .setColdStartStrategy("drop");
    }

    private static GaiaMatrixFactorization inRegions() {
        return estimator().setRegionCol("region").setWorkersPerRegion(1);
    }

    /** A user and all of a user's ratings are in one region. */
    private Dataset<Row> ratings(String... names) {
        var regions = array(Stream.of(names).map(name -> lit(name)).toArray(Column[]::new));
        var home = pmod(xxhash64(col("user_id:token")), lit(names.length)).cast("int");
        return table("ml-100k.inter")
                .select(
                        col("user_id:token").cast(DataTypes.IntegerType).as("user"),
                        col("item_id:token").cast(DataTypes.IntegerType).as("item"),
                        col("rating:float").cast(DataTypes.FloatType).as("rating"),
                        element_at(regions, home.plus(1)).as("region"));
    }

    private Dataset<Row> table(String file) {
        return spark.read()
                .option("header", true)
                .option("sep", "\t")
                .csv(folder.resolve(file).toString());
    }

    private static double rmse(ALSModel model, Dataset<Row> heldOut) {
        return new RegressionEvaluator().setLabelCol("rating").evaluate(model.transform(heldOut));
    }

    private static String phases(TrainingReport report) {
        return report.seconds().entrySet().stream()
                .map(of -> String.format(Locale.ROOT, "%s %.2f", of.getKey(), of.getValue()))
                .collect(Collectors.joining(", "));
    }

    static long bytes(TrainingReport report) {
        return report.links().stream().mapToLong(TrainingReport.Link::dataBytes).sum();
    }

    /** What it takes to bring the ratings of two regions to the third, as lines of their file. */
    private long shipped(Dataset<Row> training) throws java.io.IOException {
        long lines = training.filter(col("region").notEqual(REGIONS[0])).count();
        Path file = folder.resolve("ml-100k.inter");
        return lines * Files.size(file) / spark.read().text(file.toString()).count();
    }

    private void recommend(GaiaMatrixFactorizationModel model) {
        Dataset<Row> user = spark.range(USER, USER + 1).select(col("id").cast("int").as("user"));
        Dataset<Row> titles =
                table("ml-100k.item")
                        .select(
                                col("item_id:token").cast(DataTypes.IntegerType).as("item"),
                                col("movie_title:token_seq").as("title"),
                                col("release_year:token").as("year"));
        say("ten films for user %d:", USER);
        model.recommendForUserSubset(user, 10)
                .select(explode(col("recommendations")).as("film"))
                .select(col("film.item").as("item"), col("film.rating").as("rating"))
                .join(titles, "item")
                .orderBy(col("rating").desc())
                .collectAsList()
                .forEach(
                        film ->
                                say(
                                        "  %.2f  %s (%s)",
                                        film.getAs("rating"),
                                        film.getAs("title"),
                                        film.getAs("year")));
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) * 1e-9;
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
