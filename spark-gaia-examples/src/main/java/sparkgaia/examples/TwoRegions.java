package sparkgaia.examples;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.pow;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Random;

/**
 * One model over the files of two regions: {@code TwoRegions make FOLDER}, {@code fit FOLDER SYNC MODEL
 * [kill-task]}, {@code judge FOLDER MODEL}. With master {@code local[*]} the
 * regions are in this JVM; with executors in several regions each reads its own files. The last line is JSON.
 */
public final class TwoRegions {
    private static final int ROWS = 20_000;
    private static final int CLOCKS = 200;
    private static final int WORKERS = 2;

    private TwoRegions() {}

    public static void main(String[] words) throws IOException {
        try (SparkSession spark = SparkSession.builder().appName("two regions").getOrCreate()) {
            if (words[0].equals("make")) {
                make(spark, words[1]);
            } else if (words[0].equals("judge")) {
                System.out.println(judge(spark, words[1], words[2]));
            } else {
                if (words.length > 4 && words[4].equals("kill-task")) {
                    spark.sparkContext().addSparkListener(new TaskKiller(spark.sparkContext()));
                }
                System.out.println(fit(spark, words[1], words[2], words[3]));
            }
        }
    }

    private static void make(SparkSession spark, String folder) {
        var random = new Random(1);
        var rows = new ArrayList<Row>();
        for (int i = 0; i < ROWS; i++) {
            double[] features = random.doubles(YesOrNo.FEATURES, -1, 1).toArray();
            boolean isYes = features[0] - 2 * features[1] + features[2] > 0;
            rows.add(
                    RowFactory.create(
                            i % 3 == 0 ? "eu" : "us", isYes ? 1 : 0, Vectors.dense(features)));
        }
        Dataset<Row> data =
                spark.createDataFrame(
                        rows,
                        new StructType()
                                .add("region", DataTypes.StringType)
                                .add("label", DataTypes.IntegerType)
                                .add("features", SQLDataTypes.VectorType()));
        for (String region : new String[] {"eu", "us"}) {
            data.where(col("region").equalTo(region))
                    .repartition(4)
                    .write()
                    .parquet(folder + "/" + region);
        }
    }

    private static String fit(SparkSession spark, String folder, String sync, String saved)
            throws IOException {
        Dataset<Row> data = spark.read().parquet(folder + "/eu", folder + "/us");
        var estimator = new YesOrNo().setSync(sync).setWorkersPerRegion(WORKERS).setMaxIter(CLOCKS);
        if (spark.sparkContext().isLocal()) {
            estimator.setRegionCol("region");
        } else {
            estimator.setRegionPaths("eu=" + folder + "/eu,us=" + folder + "/us");
        }
        YesOrNoModel model = estimator.fit(data);
        String where =
                model.locality() == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ",\"bitIdentical\":%b,\"shuffleBytes\":%d,\"remoteBlocks\":%d,"
                                        + "\"foreignReads\":%d,\"surveyBytes\":%d",
                                model.report().regionsAgree(),
                                model.locality().shuffleBytes(),
                                model.locality().remoteBlocks(),
                                model.locality().foreignReads(),
                                model.locality().surveyBytes());
        model.write().overwrite().save(saved);
        return String.format(Locale.ROOT, "{\"digest\":\"%s\"%s}", model.tables().digest(), where);
    }

    /** Looks at records of both regions, so it is for one JVM. */
    private static String judge(SparkSession spark, String folder, String saved) {
        Dataset<Row> data = spark.read().parquet(folder + "/eu", folder + "/us");
        double squares =
                YesOrNoModel.read()
                        .load(saved)
                        .transform(data)
                        .agg(avg(pow(col("prediction").minus(col("label")), 2)))
                        .head()
                        .getDouble(0);
        return String.format(Locale.ROOT, "{\"rmse\":%.6f}", Math.sqrt(squares));
    }
}
