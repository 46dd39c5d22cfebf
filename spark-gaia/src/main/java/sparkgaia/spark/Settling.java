package sparkgaia.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

import sparkgaia.core.sync.StopRule;
import sparkgaia.train.EpochTrainer;
import sparkgaia.train.Trainer;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A recipe that ends when its trainer's objective has settled: from one epoch to the next less than {@code tol} changes. */
public record Settling<R, T>(Recipe<R, T> recipe, int clocksPerEpoch, double tol)
        implements Recipe<R, EpochTrainer.Epochs<T>> {
    /** @param epochs into which all clocks of the recipe are divided */
    public static <R, T> Settling<R, T> of(Recipe<R, T> recipe, int epochs, double tol) {
        if (recipe.trainer().metrics().isEmpty()) {
            throw new IllegalArgumentException(
                    "tol is "
                            + tol
                            + ", but this trainer reports no metric by which it could be seen that"
                            + " training has settled: set tol to 0");
        }
        return new Settling<>(recipe, Math.max(1, recipe.clocks() / epochs), tol);
    }

    @Override
    public Trainer<R, EpochTrainer.Epochs<T>> trainer() {
        return new EpochTrainer<>(recipe.trainer(), clocksPerEpoch, recipe.objective());
    }

    @Override
    public int clocks() {
        return recipe.clocks();
    }

    @Override
    public StopRule stopRule() {
        return new StopRule.Settled(
                clocksPerEpoch, recipe.trainer().metrics().size(), tol, recipe.endsWhenWorse());
    }

    @Override
    public int objective() {
        return recipe.objective();
    }

    @Override
    public boolean endsWhenWorse() {
        return recipe.endsWhenWorse();
    }

    /** The trainer's own, not what is added to them. */
    @Override
    public List<String> objectives() {
        return recipe.objectives();
    }

    @Override
    public R record(Row row) {
        return recipe.record(row);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>(recipe.settings());
    }

    @Override
    public StructType kept() {
        return recipe.kept();
    }

    @Override
    public void keep(EpochTrainer.Epochs<T> epochs, Consumer<Row> rows) {
        recipe.keep(epochs.shard(), rows);
    }
}
