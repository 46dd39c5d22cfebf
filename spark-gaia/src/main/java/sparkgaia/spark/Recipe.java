package sparkgaia.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

import sparkgaia.core.sync.StopRule;
import sparkgaia.train.Trainer;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a fit trains, as it travels to the tasks: settings from which each of them makes the same trainer, and how rows
 * become its records. Spark serialises it like any closure, so it holds settings only.
 *
 * @param <R> a record of the trainer
 * @param <S> a shard of the trainer
 */
public interface Recipe<R, S> extends Serializable {
    /** The trainer; made on the driver, and anew in every task. */
    Trainer<R, S> trainer();

    /** After how many clocks training ends, unless its rule stops it before. */
    int clocks();

    /** When to stop before the last clock. */
    default StopRule stopRule() {
        return StopRule.NEVER;
    }

    /** The place of the trainer's metric by whose mean it is seen how training goes; the next one counts. */
    default int objective() {
        return 0;
    }

    /** Whether training has settled as well when the objective rises: that of data which are not trained on does in the end. */
    default boolean endsWhenWorse() {
        return false;
    }

    /** Of the trainer's metrics the objective, and behind it what counts it if there is that; none if there is none. */
    default List<String> objectives() {
        List<String> names = trainer().metrics();
        return names.subList(
                Math.min(objective(), names.size()), Math.min(objective() + 2, names.size()));
    }

    /**
     * A row as a record. It has the fields of the {@link Input}, in their order, none of them null or NaN.
     *
     * @throws IllegalArgumentException if this row cannot be trained on, which fails the fit with that message
     */
    R record(Row row);

    /** What the trainer is set to, in words: regions compare it before they begin. */
    default SortedMap<String, String> settings() {
        return new TreeMap<>();
    }

    /** The columns of what {@link #keep} gives; null if nothing of the shards is kept. */
    default StructType kept() {
        return null;
    }

    /** What of a worker's shard belongs to the model: rows that stay where the worker is, as a DataFrame. */
    default void keep(S shard, Consumer<Row> rows) {}
}
