package sparkgaia.train;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.TableSpec;

import java.util.Iterator;
import java.util.List;

/**
 * A training algorithm: which tables it has, what a worker reads in a clock and what it adds. A trainer holds settings
 * only and is shared by all workers; what a worker keeps from clock to clock is its shard {@code S}.
 *
 * <p>Every method is a function of its arguments: no time, no randomness but {@link sparkgaia.core.table.Mix} over the
 * job's seed, no iteration over hash maps, {@code StrictMath} for exp, log and sin. Two runs with the same records and
 * the same cells must give the same bits.
 *
 * @param <R> a record, read once when a shard is opened or restored
 * @param <S> the state of a shard, which never leaves its region
 */
public interface Trainer<R, S> {
    byte[] NOTHING = {};

    List<TableSpec> tables();

    /** The names of the numbers that a step reports, in the order of their index. */
    default List<String> metrics() {
        return List.of();
    }

    /** The synchronisation between regions that suits this algorithm, for users who say nothing. */
    default SyncModel model() {
        return SyncModel.bsp();
    }

    /** A hash of a record, the same in any JVM: a restarted worker must find the records it began with. */
    long digest(R record);

    /**
     * Clock 0: reads the records, which come sorted by a stable key, and adds what must be common before training:
     * initial deltas and the census. Called again, with deltas that nobody reads, to restore a shard never saved.
     */
    S open(ShardContext context, Iterator<R> records, Deltas out);

    /** The rows that this clock needs. Returning the same object again is cheap. */
    RowSet reads(S shard, int clock);

    /** One clock of training: reads {@code in}, changes the shard, adds to {@code out} and to {@code metrics}. */
    void step(S shard, int clock, TableView in, Deltas out, Metrics metrics);

    /**
     * Whether a step insists on all its rows. If not, {@link #step} may find rows barred, whose work it leaves to
     * {@link #stepBarred}; the rows are fetched meanwhile.
     */
    default boolean waitsForBarred() {
        return true;
    }

    /** The rest of a clock, if rows were barred at its start: the work that is about them. All rows are there now. */
    default void stepBarred(
            S shard, int clock, RowSet barred, TableView in, Deltas out, Metrics metrics) {
        throw new IllegalStateException(
                "a trainer that does not wait for barred rows has to come back to them");
    }

    /** How many units of work a clock is, for hosts that charge virtual time. */
    long work(S shard, int clock);

    /** What this clock changed in the shard. Asked once, after the clock's step. */
    default byte[] patch(S shard, int clock) {
        return NOTHING;
    }

    /** Repeats the changes of a clock from its patch. */
    default void apply(S shard, int clock, byte[] patch) {}

    /** The shard's state, but for what {@link #restore} can read from the records. */
    byte[] save(S shard);

    /**
     * The shard as it was saved. Must read all records before it looks at {@code save}: the last one is where other
     * records than those the shard was opened with are found out.
     */
    S restore(ShardContext context, Iterator<R> records, byte[] save);
}
