package sparkgaia.ml.recommendation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.sort_array;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import sparkgaia.ml.GaiaEstimator;
import sparkgaia.spark.Facts;
import sparkgaia.spark.Field;
import sparkgaia.spark.Input;
import sparkgaia.spark.Recipe;
import sparkgaia.spark.Trained;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Matrix factorisation over ratings that stay in their regions: what {@code org.apache.spark.ml.recommendation.ALS} is
 * over ratings in one place, with the same parameters and a model that is an {@code ALSModel}.
 */
public final class GaiaMatrixFactorization extends GaiaEstimator<GaiaMatrixFactorization, ALSModel>
        implements FactorizationParams {
    private static final long serialVersionUID = 1L;

    private final FactorizationParamFields factorization;

    public GaiaMatrixFactorization() {
        this(Identifiable$.MODULE$.randomUID("gaiaMf"));
    }

    public GaiaMatrixFactorization(String uid) {
        super(uid);
        this.factorization = new FactorizationParamFields(this);
    }

    @Override
    public FactorizationParamFields factorization() {
        return factorization;
    }

    public static GaiaMatrixFactorization load(String path) {
        return read().load(path);
    }

    public static MLReader<GaiaMatrixFactorization> read() {
        return reader();
    }

    @Override
    public GaiaMatrixFactorizationModel fit(Dataset<?> dataset) {
        return (GaiaMatrixFactorizationModel) super.fit(dataset);
    }

    @Override
    protected Input input() {
        var fields = new ArrayList<Field>();
        fields.add(new Field(getUserCol(), DataTypes.IntegerType));
        fields.add(new Field(getItemCol(), DataTypes.IntegerType));
        if (!getRatingCol().isEmpty()) {
            fields.add(new Field(getRatingCol(), DataTypes.FloatType));
        }
        var input = new Input(fields, List.of(getUserCol()));
        return getUserFactors().equals("pinned") ? input.homed() : input;
    }

    /** The items that there are, and the users if all regions share them: their places are rows of tables. */
    @Override
    protected List<Column> facts() {
        var facts = new ArrayList<Column>();
        facts.add(ids(getItemCol()));
        if (hasSharedUsers()) {
            facts.add(ids(getUserCol()));
        }
        return facts;
    }

    private static Column ids(String name) {
        return sort_array(collect_set(column(name).try_cast(DataTypes.IntegerType)));
    }

    private static Column column(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }

    private boolean hasSharedUsers() {
        return getUserFactors().equals("shared");
    }

    @Override
    protected Recipe<?, ?> recipe(Facts facts) {
        checkHomes(facts.keysInSeveralRegions());
        int[] items = ints(facts, 0);
        return getImplicitPrefs()
                ? ImplicitRecipe.of(this, items)
                : ExplicitRecipe.of(this, items, hasSharedUsers() ? ints(facts, 1) : null);
    }

    private static int[] ints(Facts facts, int place) {
        List<Integer> list = facts.counted().getList(place);
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    protected ALSModel model(Trained trained) {
        int[] items = ints(trained.facts(), 0);
        var factors =
                getImplicitPrefs()
                        ? ImplicitRecipe.of(this, items).factors(trained)
                        : ExplicitRecipe.of(
                                        this,
                                        items,
                                        hasSharedUsers() ? ints(trained.facts(), 1) : null)
                                .factors(trained, SparkSession.active());
        return new GaiaMatrixFactorizationModel(
                uid(), factors, trained.report(), trained.pinned() != null);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        if (getImplicitPrefs() && hasSharedUsers()) {
            throw new IllegalArgumentException(
                    "implicitPrefs solves for a user from all of the user's rows in a region, so"
                            + " userFactors cannot be shared: set it to regional, or to pinned if no"
                            + " user is in two regions");
        }
        if (getImplicitPrefs() && getValidationFraction() > 0) {
            throw new IllegalArgumentException(
                    "validationFraction is "
                            + getValidationFraction()
                            + ", but with implicitPrefs every row that was left out would count as a weak"
                            + " no: set validationFraction to 0");
        }
        return super.transformSchema(schema);
    }

    @Override
    protected StructType output(StructType schema) {
        String prediction = getPredictionCol();
        if (Arrays.asList(schema.fieldNames()).contains(prediction)) {
            throw new IllegalArgumentException(
                    "there is a column "
                            + prediction
                            + " already, which is where predictions would go: set predictionCol to"
                            + " another name, or drop it");
        }
        return prediction.isEmpty() ? schema : schema.add(prediction, DataTypes.FloatType, false);
    }

    private void checkHomes(long users) {
        if (users > 0) {
            throw new IllegalArgumentException(
                    users
                            + (users == 1 ? " user of column " : " users of column ")
                            + getUserCol()
                            + (users == 1 ? " is" : " are")
                            + " in more than one region, but userFactors is pinned, which keeps a"
                            + " user's factors in one: set it to regional, where each region learns"
                            + " its own, or to shared, where factors cross between regions");
        }
    }

    /** A user of several regions would have factors in each that know nothing of the others. */
    @Override
    protected void examine(Dataset<?> dataset) {
        if (getRegionCol().isEmpty() || !getUserFactors().equals("pinned")) {
            return;
        }
        Column regions = count_distinct(column(getRegionCol()).cast(DataTypes.StringType));
        checkHomes(
                dataset.groupBy(column(getUserCol()).as("user"))
                        .agg(regions.as("regions"))
                        .filter("user is not null and regions > 1")
                        .count());
    }

    @Override
    public GaiaMatrixFactorization copy(ParamMap extra) {
        return super.copy(extra);
    }

    private <T> GaiaMatrixFactorization with(Param<T> param, T value) {
        set(param, value);
        return this;
    }

    public GaiaMatrixFactorization setUserCol(String value) {
        return with(userCol(), value);
    }

    public GaiaMatrixFactorization setItemCol(String value) {
        return with(itemCol(), value);
    }

    public GaiaMatrixFactorization setRatingCol(String value) {
        return with(ratingCol(), value);
    }

    public GaiaMatrixFactorization setPredictionCol(String value) {
        return with(predictionCol(), value);
    }

    public GaiaMatrixFactorization setColdStartStrategy(String value) {
        return with(coldStartStrategy(), value);
    }

    public GaiaMatrixFactorization setRank(int value) {
        return with(rank(), value);
    }

    public GaiaMatrixFactorization setRegParam(double value) {
        return with(regParam(), value);
    }

    public GaiaMatrixFactorization setImplicitPrefs(boolean value) {
        return with(implicitPrefs(), value);
    }

    public GaiaMatrixFactorization setAlpha(double value) {
        return with(alpha(), value);
    }

    public GaiaMatrixFactorization setNonnegative(boolean value) {
        return with(nonnegative(), value);
    }

    public GaiaMatrixFactorization setUserFactors(String value) {
        return with(userFactors(), value);
    }

    public GaiaMatrixFactorization setUseBiases(boolean value) {
        return with(useBiases(), value);
    }

    public GaiaMatrixFactorization setLearningRate(double value) {
        return with(learningRate(), value);
    }

    public GaiaMatrixFactorization setValidationFraction(double value) {
        return with(validationFraction(), value);
    }

    public GaiaMatrixFactorization setBlockSize(int value) {
        return with(blockSize(), value);
    }

    public GaiaMatrixFactorization setNumUserBlocks(int value) {
        return with(numUserBlocks(), value);
    }

    public GaiaMatrixFactorization setNumItemBlocks(int value) {
        return with(numItemBlocks(), value);
    }

    public GaiaMatrixFactorization setCheckpointInterval(int value) {
        return with(checkpointInterval(), value);
    }

    public GaiaMatrixFactorization setIntermediateStorageLevel(String value) {
        return with(intermediateStorageLevel(), value);
    }

    public GaiaMatrixFactorization setFinalStorageLevel(String value) {
        return with(finalStorageLevel(), value);
    }
}
