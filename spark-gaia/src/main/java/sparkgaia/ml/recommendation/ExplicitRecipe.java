package sparkgaia.ml.recommendation;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

import sparkgaia.spark.Recipe;
import sparkgaia.spark.Trained;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;
import sparkgaia.train.mf.MfFields;
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.MfShard;
import sparkgaia.train.mf.MfTrainer;
import sparkgaia.train.mf.Rating;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Ratings to be predicted.
 *
 * @param fields the settings, in words
 * @param isRegional users may be in several regions
 */
record ExplicitRecipe(TreeMap<String, String> fields, RatingRows ratings, boolean isRegional)
        implements Recipe<Rating, MfShard> {

    static ExplicitRecipe of(FactorizationParams params, int[] items, int[] users) {
        MfSettings usual =
                users == null
                        ? MfSettings.ofAnyUsers(items.length, params.getRank())
                        : MfSettings.of(users.length, items.length, params.getRank());
        int clocks = params.getClocksPerEpoch();
        MfSettings settings =
                usual.with(new MfSettings.Penalty(params.getRegParam(), true, true))
                        .with(form(params))
                        .with(
                                users == null
                                        ? MfSettings.UserFactors.PINNED
                                        : MfSettings.UserFactors.SHARED)
                        .withSteps(
                                params.getLearningRate(),
                                usual.steps().lastPart(),
                                usual.steps().capPerEpoch())
                        .withEpochs(
                                params.getMaxIter(), clocks == 0 ? usual.clocksPerEpoch() : clocks)
                        .withHeldOut(params.getValidationFraction())
                        .withSeed(params.getSeed());
        return new ExplicitRecipe(
                MfFields.of(settings),
                RatingRows.of(params, items, users),
                params.getUserFactors().equals("regional"));
    }

    private static MfSettings.Form form(FactorizationParams params) {
        if (params.getNonnegative()) {
            return MfSettings.Form.NONNEGATIVE;
        }
        return params.getUseBiases() ? MfSettings.Form.BIASED : MfSettings.Form.PLAIN;
    }

    private MfTrainer factorization() {
        return new MfTrainer(MfFields.read(fields));
    }

    @Override
    public Trainer<Rating, MfShard> trainer() {
        return factorization();
    }

    @Override
    public int clocks() {
        return factorization().settings().clocks();
    }

    @Override
    public int objective() {
        return endsWhenWorse() ? MfTrainer.HELD_OUT_METRIC : 0;
    }

    @Override
    public boolean endsWhenWorse() {
        return factorization().settings().heldOut() > 0;
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>(fields);
    }

    @Override
    public Rating record(Row row) {
        return ratings.rating(row);
    }

    @Override
    public StructType kept() {
        return ratings.users() == null ? Factors.USERS : null;
    }

    @Override
    public void keep(MfShard shard, Consumer<Row> rows) {
        shard.eachUser(
                (user, ratings, factors) ->
                        rows.accept(Factors.user(user, factors, shard.region(), ratings)));
    }

    Factors factors(Trained trained, SparkSession session) {
        TableView tables = trained.tables().view();
        MfTrainer trainer = factorization();
        int[] items = ratings.items();
        return ratings.users() == null
                ? Factors.of(
                        trained,
                        trainer.folding(tables),
                        trainer.itemRows(tables),
                        items,
                        isRegional)
                : Factors.shared(
                        session,
                        trainer.userRows(tables),
                        ratings.users(),
                        trainer.itemRows(tables),
                        items);
    }
}
