package sparkgaia.ml.recommendation;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

import sparkgaia.spark.Pinned;
import sparkgaia.spark.Trained;
import sparkgaia.train.mf.FactorRows;
import sparkgaia.train.mf.Folding;

import java.util.ArrayList;
import java.util.List;

/**
 * The factors of a model, by id.
 *
 * @param width how long a row is
 * @param users id, region, ratings, features: a user of several regions is there once for each
 * @param items id, features
 * @param hasRepeats whether there may be users of several regions
 */
record Factors(int width, Dataset<Row> users, Dataset<Row> items, boolean hasRepeats) {
    private static final String ID = "id";
    private static final String FEATURES = "features";
    private static final String REGION = "region";
    private static final String RATINGS = "ratings";

    /** The region of users whose factors are all regions'. */
    private static final String EVERYWHERE = "";

    static final StructType ITEMS =
            new StructType()
                    .add(ID, DataTypes.IntegerType, false)
                    .add(FEATURES, DataTypes.createArrayType(DataTypes.FloatType, false), false);

    static final StructType USERS =
            ITEMS.add(REGION, DataTypes.StringType, false)
                    .add(RATINGS, DataTypes.IntegerType, false);

    static Row user(int id, float[] features, String region, int ratings) {
        return RowFactory.create(id, features, region, ratings);
    }

    /** Of what workers kept. Computed now and never again: training cannot be repeated. */
    static Factors of(
            Trained trained, Folding folding, FactorRows items, int[] itemIds, boolean isRegional) {
        if (trained.pinned() != null) {
            return pinned(trained.pinned(), folding, items, itemIds, isRegional);
        }
        Dataset<Row> kept = trained.kept();
        SparkSession session = kept.sparkSession();
        var folded = kept.toJavaRDD().map(row -> fold(row, folding));
        Dataset<Row> users = session.createDataFrame(folded, USERS).localCheckpoint(true);
        return new Factors(items.width(), users, frame(session, items, itemIds), isRegional);
    }

    /**
     * Of what workers wrote in their regions. Nothing is read before somebody asks, and of a region that nobody asks for
     * nothing ever: which region a folder is of is no column of its files here.
     */
    static Factors pinned(
            Pinned kept, Folding folding, FactorRows items, int[] itemIds, boolean isRegional) {
        SparkSession session = SparkSession.active();
        UDF1<Seq<Float>, float[]> folds =
                trained -> folding.user(floats(CollectionConverters.asJava(trained)));
        var folded = functions.udf(folds, DataTypes.createArrayType(DataTypes.FloatType, false));
        Dataset<Row> users =
                kept.folders().keySet().stream()
                        .map(
                                region ->
                                        kept.of(session, region)
                                                .select(
                                                        functions.col(ID),
                                                        folded.apply(functions.col(FEATURES))
                                                                .as(FEATURES),
                                                        functions.lit(region).as(REGION),
                                                        functions.col(RATINGS)))
                        .reduce(Dataset::union)
                        .orElseThrow();
        return new Factors(items.width(), users, frame(session, items, itemIds), isRegional);
    }

    private static Row fold(Row row, Folding folding) {
        float[] trained = floats(row.getList(1));
        return user(row.getInt(0), folding.user(trained), row.getString(2), row.getInt(3));
    }

    private static float[] floats(List<Float> list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }

    /** Of tables alone. */
    static Factors shared(
            SparkSession session,
            FactorRows users,
            int[] userIds,
            FactorRows items,
            int[] itemIds) {
        var rows = new ArrayList<Row>();
        for (int at = 0; at < users.size(); at++) {
            rows.add(user(userIds[users.ids()[at]], users.row(at), EVERYWHERE, 0));
        }
        return new Factors(
                items.width(),
                session.createDataFrame(rows, USERS),
                frame(session, items, itemIds),
                false);
    }

    private static Dataset<Row> frame(SparkSession session, FactorRows factors, int[] ids) {
        var rows = new ArrayList<Row>();
        for (int at = 0; at < factors.size(); at++) {
            rows.add(RowFactory.create(ids[factors.ids()[at]], factors.row(at)));
        }
        return session.createDataFrame(rows, ITEMS);
    }

    /** Each user once: of several regions, that which has the most ratings. */
    Dataset<Row> usersOnce() {
        if (!hasRepeats) {
            return users.select(ID, FEATURES);
        }
        var best =
                Window.partitionBy(ID)
                        .orderBy(functions.col(RATINGS).desc(), functions.col(REGION));
        return users.withColumn("place", functions.row_number().over(best))
                .filter("place = 1")
                .select(ID, FEATURES);
    }

    /** Of factors that were saved. */
    static Factors loaded(Dataset<Row> users, Dataset<Row> items) {
        boolean hasRepeats = users.select(ID).distinct().count() < users.count();
        return new Factors(items.head().getList(1).size(), users, items, hasRepeats);
    }

    Factors ofRegion(String region) {
        var here = functions.col(REGION);
        return new Factors(
                width,
                users.filter(here.equalTo(region).or(here.equalTo(EVERYWHERE))),
                items,
                false);
    }
}
