package sparkgaia.ml;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.spark.EmulatedWan;
import sparkgaia.spark.Facts;
import sparkgaia.spark.Input;
import sparkgaia.spark.Recipe;
import sparkgaia.spark.Settling;
import sparkgaia.spark.Trained;
import sparkgaia.spark.Training;
import sparkgaia.spark.TrainingSettings;

import java.util.Arrays;
import java.util.List;

/**
 * Trains over data that stays in its regions, by any {@link sparkgaia.train.Trainer}: a stage of an MLlib pipeline like
 * any other. An algorithm is four answers: which columns it reads ({@link #input}), what has to be counted before
 * ({@link #facts}), what is trained ({@link #recipe}), and what comes of the tables ({@link #model}).
 *
 * <p>A subclass needs two public constructors, one without arguments and one with the uid alone, and a static method
 * {@code read} that gives {@link #reader}.
 *
 * @param <E> the subclass itself, which setters return
 * @param <M> its model
 */
public abstract class GaiaEstimator<E extends GaiaEstimator<E, M>, M extends Model<M>>
        extends Estimator<M> implements GaiaParams, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final GaiaParamFields gaia;

    protected GaiaEstimator(String uid) {
        this.uid = uid;
        this.gaia = new GaiaParamFields(this);
    }

    /** Which columns are trained on, as the parameters say. */
    protected abstract Input input();

    /** Aggregates over the columns of the input that {@link #recipe} is made from, such as the largest id. */
    protected List<Column> facts() {
        return List.of();
    }

    /** What is trained, by the parameters and what was counted. */
    protected abstract Recipe<?, ?> recipe(Facts facts);

    /** The model; parameters that it shares with this estimator are set by the caller. */
    protected abstract M model(Trained trained);

    /** Refuses what cannot be trained on and neither a schema nor facts tell. */
    protected void examine(Dataset<?> dataset) {}

    /** The columns of what the model gives for data of this schema. */
    protected StructType output(StructType schema) {
        return schema;
    }

    @Override
    public M fit(Dataset<?> dataset) {
        transformSchema(dataset.schema(), true);
        if (Training.isInOneJvm(dataset)) {
            examine(dataset); // elsewhere it would read records of other regions
        }
        Trained trained = Training.run(dataset, input(), facts(), this::settling, settings());
        M model = model(trained);
        model.setParent(this);
        return copyValues(model, ParamMap.empty());
    }

    private Recipe<?, ?> settling(Facts facts) {
        Recipe<?, ?> recipe = recipe(facts);
        return getTol() > 0 ? Settling.of(recipe, getMaxIter(), getTol()) : recipe;
    }

    private TrainingSettings settings() {
        SyncChoice sync = SyncChoice.of(this);
        return new TrainingSettings(
                uid,
                getRegionCol().isEmpty() ? null : getRegionCol(),
                sync::model,
                getMaxIter(),
                getWorkersPerRegion(),
                getPartitions(),
                getLease(),
                getSeed(),
                getRegionPaths(),
                getPinnedPath(),
                getWan());
    }

    @Override
    public StructType transformSchema(StructType schema) {
        input().check(schema);
        EmulatedWan.check(getWan());
        checkStop();
        String region = getRegionCol();
        if (!region.isEmpty() && !Arrays.asList(schema.fieldNames()).contains(region)) {
            throw new IllegalArgumentException(
                    "there is no column "
                            + region
                            + ", which regionCol names; there are "
                            + String.join(", ", schema.fieldNames()));
        }
        return output(schema);
    }

    private void checkStop() {
        if (getTol() > 0 && !SyncChoice.of(this).model(SyncModel.bsp()).waits()) {
            throw new IllegalArgumentException(
                    "tol is "
                            + getTol()
                            + ", but under sync = "
                            + getSync()
                            + " no region waits for another, so that they"
                            + " would not stop at the same clock: set tol to 0, or another sync");
        }
    }

    /** For a subclass's static {@code read}, by which MLlib loads what {@link #write} has saved. */
    protected static <T> MLReader<T> reader() {
        return SavedParams.reader();
    }

    /** A subclass in Scala has to override it: {@code override val uid: String}. */
    @Override
    public String uid() {
        return uid;
    }

    @Override
    public GaiaParamFields gaia() {
        return gaia;
    }

    @Override
    public E copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    @Override
    public MLWriter write() {
        return DefaultParamsWritable.super.write();
    }

    @SuppressWarnings("unchecked")
    private <T> E with(Param<T> param, T value) {
        set(param, value);
        return (E) this;
    }

    public E setRegionCol(String value) {
        return with(regionCol(), value);
    }

    public E setRegionPaths(String value) {
        return with(regionPaths(), value);
    }

    public E setPinnedPath(String value) {
        return with(pinnedPath(), value);
    }

    public E setSync(String value) {
        return with(sync(), value);
    }

    public E setBudget(double value) {
        return with(budget(), value);
    }

    public E setRation(double value) {
        return with(ration(), value);
    }

    public E setThreshold(double value) {
        return with(threshold(), value);
    }

    public E setStaleness(int value) {
        return with(staleness(), value);
    }

    public E setMaxIter(int value) {
        return with(maxIter(), value);
    }

    public E setTol(double value) {
        return with(tol(), value);
    }

    public E setClocksPerEpoch(int value) {
        return with(clocksPerEpoch(), value);
    }

    public E setWorkersPerRegion(int value) {
        return with(workersPerRegion(), value);
    }

    public E setPartitions(int value) {
        return with(partitions(), value);
    }

    public E setLease(long value) {
        return with(lease(), value);
    }

    public E setSeed(long value) {
        return with(seed(), value);
    }

    public E setWan(String value) {
        return with(wan(), value);
    }
}
