package sparkgaia.train;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.TableSpec;

import java.util.List;

/**
 * A trainer that does what another one does, but for what it says itself.
 *
 * @param <T> the other trainer's shard, which is found in a shard of this one
 */
public interface AroundTrainer<R, T, S> extends Trainer<R, S> {
    Trainer<R, T> trainer();

    T inner(S shard);

    @Override
    default List<TableSpec> tables() {
        return trainer().tables();
    }

    @Override
    default List<String> metrics() {
        return trainer().metrics();
    }

    @Override
    default SyncModel model() {
        return trainer().model();
    }

    @Override
    default long digest(R record) {
        return trainer().digest(record);
    }

    @Override
    default RowSet reads(S shard, int clock) {
        return trainer().reads(inner(shard), clock);
    }

    @Override
    default void step(S shard, int clock, TableView in, Deltas out, Metrics metrics) {
        trainer().step(inner(shard), clock, in, out, metrics);
    }

    @Override
    default boolean waitsForBarred() {
        return trainer().waitsForBarred();
    }

    @Override
    default void stepBarred(
            S shard, int clock, RowSet barred, TableView in, Deltas out, Metrics metrics) {
        trainer().stepBarred(inner(shard), clock, barred, in, out, metrics);
    }

    @Override
    default long work(S shard, int clock) {
        return trainer().work(inner(shard), clock);
    }

    @Override
    default byte[] patch(S shard, int clock) {
        return trainer().patch(inner(shard), clock);
    }

    @Override
    default void apply(S shard, int clock, byte[] patch) {
        trainer().apply(inner(shard), clock, patch);
    }

    @Override
    default byte[] save(S shard) {
        return trainer().save(inner(shard));
    }
}
