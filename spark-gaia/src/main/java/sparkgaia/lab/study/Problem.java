package sparkgaia.lab.study;

import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;

import java.util.List;

/**
 * Something to be learnt from records of many regions: a trainer with its data, and how good a copy of its tables is.
 * The workers are the same wherever they stand, numbered region by region; in one data centre they are all together.
 *
 * <p>A figure is a mean over records: the objective on the records that are trained on and the error on records that were
 * held out, where lower is better; and the part of single updates that change a row by less than 1 %, from trainers that
 * can tell.
 *
 * @param <R> a record
 * @param <S> the state of a worker's shard
 */
public interface Problem<R, S> {
    int OBJECTIVE = 0;
    int HELD_OUT = 1;
    int SMALL_UPDATES = 2;
    int FIGURES = 3;

    String name();

    Trainer<R, S> trainer();

    /** The records of each worker, in a stable order. */
    List<List<R>> shards();

    int clocks();

    /**
     * Adds up what a worker's records say of a copy, together with the worker's own state: in {@code sums} at the place
     * of a figure the sum over records, {@link #FIGURES} places further how many records there were.
     */
    void judge(TableView copy, int worker, S shard, double[] sums);

    /**
     * What else there is to tell in the end; the same names in every run.
     *
     * @param copies the regions' copies
     * @param shards the workers' own states
     */
    default List<Fact> facts(List<TableView> copies, List<S> shards) {
        return List.of();
    }

    /** Of the training, for trainers that ask their job for one. */
    default long seed() {
        return 1;
    }

    /** What a mean over records is told as: a root for errors that were squared, itself if not said otherwise. */
    default double told(int figure, double mean) {
        return mean;
    }
}
