package sparkgaia.ml.recommendation;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

import sparkgaia.spark.Recipe;
import sparkgaia.spark.Trained;
import sparkgaia.train.Trainer;
import sparkgaia.train.mf.Folding;
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.Rating;
import sparkgaia.train.mf.implicit.ImplicitSettings;
import sparkgaia.train.mf.implicit.ImplicitShard;
import sparkgaia.train.mf.implicit.ImplicitTrainer;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Ratings that say how surely something is liked. */
record ImplicitRecipe(
        RatingRows ratings,
        int rank,
        double lambda,
        double alpha,
        boolean isNonnegative,
        int epochs,
        int clocksPerEpoch,
        long seed,
        boolean isRegional)
        implements Recipe<Rating, ImplicitShard> {

    static ImplicitRecipe of(FactorizationParams params, int[] items) {
        int clocks = params.getClocksPerEpoch();
        return new ImplicitRecipe(
                RatingRows.of(params, items, null),
                params.getRank(),
                params.getRegParam(),
                params.getAlpha(),
                params.getNonnegative(),
                params.getMaxIter(),
                clocks == 0 ? ImplicitSettings.of(1, 1).pace().clocksPerEpoch() : clocks,
                params.getSeed(),
                params.getUserFactors().equals("regional"));
    }

    private ImplicitTrainer factorization() {
        return new ImplicitTrainer(
                new ImplicitSettings(
                        ratings.items().length,
                        rank,
                        lambda,
                        alpha,
                        isNonnegative,
                        new MfSettings.Pace(epochs, clocksPerEpoch),
                        seed));
    }

    @Override
    public Trainer<Rating, ImplicitShard> trainer() {
        return factorization();
    }

    @Override
    public int clocks() {
        return factorization().settings().clocks();
    }

    @Override
    public SortedMap<String, String> settings() {
        var words = new TreeMap<String, String>();
        words.put("kind", "implicit-mf");
        words.put("items", String.valueOf(ratings.items().length));
        words.put("rank", String.valueOf(rank));
        words.put("lambda", String.valueOf(lambda));
        words.put("alpha", String.valueOf(alpha));
        words.put("nonnegative", String.valueOf(isNonnegative));
        words.put("epochs", String.valueOf(epochs));
        words.put("clocks-per-epoch", String.valueOf(clocksPerEpoch));
        words.put("seed", String.valueOf(seed));
        return words;
    }

    @Override
    public Rating record(Row row) {
        return ratings.rating(row);
    }

    @Override
    public StructType kept() {
        return Factors.USERS;
    }

    @Override
    public void keep(ImplicitShard shard, Consumer<Row> rows) {
        shard.eachUser(
                (user, ratings, factors) ->
                        rows.accept(Factors.user(user, factors, shard.region(), ratings)));
    }

    Factors factors(Trained trained) {
        return Factors.of(
                trained,
                Folding.NONE,
                factorization().itemRows(trained.tables().view()),
                ratings.items(),
                isRegional);
    }
}
