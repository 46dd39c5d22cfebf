package sparkgaia.examples;

import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import sparkgaia.ml.recommendation.GaiaMatrixFactorization;
import sparkgaia.ml.recommendation.GaiaMatrixFactorizationModel;
import sparkgaia.spark.Locality;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * MovieLens as files of two regions: {@code split RATINGS FOLDER} writes them, {@code fit FOLDER SYNC MODEL [kill-task]}
 * trains on them, {@code judge FOLDER MODEL OTHER} compares models. With master {@code local[*]} both regions are in this
 * JVM; with executors in both, each reads its own region's files, and users' factors are written there. The last line is
 * JSON.
 */
final class MovieLensRegions {
    private static final String[] REGIONS = {"eu", "us"};
    private static final int FILES = 3;
    private static final int WORKERS = 2;
    private static final String SCHEMA = "user int, item int, rating float, region string";

    private final SparkSession spark;
    private final String folder;

    MovieLensRegions(SparkSession spark, String folder) {
        this.spark = spark;
        this.folder = folder;
    }

    /** @param ratings as {@link MovieLens} reads them, each with its region */
    void split(Dataset<Row> ratings, int seed) {
        Dataset<Row>[] parts = ratings.randomSplit(new double[] {0.9, 0.1}, seed);
        for (String region : REGIONS) {
            parts[0].where("region = '" + region + "'")
                    .repartition(FILES)
                    .write()
                    .parquet(path(region));
        }
        parts[1].coalesce(1).write().parquet(path("held-out"));
    }

    static String[] regions() {
        return REGIONS.clone();
    }

    private String path(String of) {
        return folder + "/" + of;
    }

    /** Such as {@code eu=PATH,us=PATH}. */
    private static String each(Function<String, String> path) {
        return List.of(REGIONS).stream()
                .map(region -> region + "=" + path.apply(region))
                .collect(Collectors.joining(","));
    }

    /** Given their schema, files are not looked into before training. */
    private Dataset<Row> read(String... of) {
        String[] paths = List.of(of).stream().map(this::path).toArray(String[]::new);
        return spark.read().schema(SCHEMA).parquet(paths);
    }

    String fit(GaiaMatrixFactorization estimator, String sync, String saved) throws IOException {
        estimator.setSync(sync).setWorkersPerRegion(WORKERS);
        if (spark.sparkContext().isLocal()) {
            estimator.setRegionCol("region");
        } else {
            estimator.setRegionPaths(each(this::path));
            estimator.setPinnedPath(each(region -> saved + "-users/" + region));
        }
        GaiaMatrixFactorizationModel model = estimator.fit(read(REGIONS));
        // This brings users' factors of both regions together, for judge: these are nobody's
        // secret.
        model.acrossRegions().write().overwrite().save(saved);
        return String.format(
                Locale.ROOT,
                "{\"digest\":\"%s\",\"bitIdentical\":%b,\"wanBytes\":%d%s}",
                model.report().digests().get(REGIONS[0]),
                model.report().regionsAgree(),
                MovieLens.bytes(model.report()),
                locality(model.report().locality()));
    }

    private static String locality(Locality of) {
        return of == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ",\"shuffleBytes\":%d,\"remoteBlocks\":%d,\"foreignReads\":%d,\"surveyBytes\":%d",
                        of.shuffleBytes(),
                        of.remoteBlocks(),
                        of.foreignReads(),
                        of.surveyBytes());
    }

    /** Looks at ratings and users of both regions, so it is for one JVM. */
    String judge(String saved, String other) {
        GaiaMatrixFactorizationModel model = GaiaMatrixFactorizationModel.load(saved);
        GaiaMatrixFactorizationModel second = GaiaMatrixFactorizationModel.load(other);
        boolean isSame =
                isSame(model.userFactors(), second.userFactors())
                        && isSame(model.itemFactors(), second.itemFactors());
        double rmse =
                new RegressionEvaluator()
                        .setLabelCol("rating")
                        .evaluate(model.setColdStartStrategy("drop").transform(read("held-out")));
        return String.format(Locale.ROOT, "{\"rmse\":%.6f,\"isSame\":%b}", rmse, isSame);
    }

    private static boolean isSame(Dataset<Row> one, Dataset<Row> other) {
        return one.exceptAll(other).isEmpty() && other.exceptAll(one).isEmpty();
    }
}
