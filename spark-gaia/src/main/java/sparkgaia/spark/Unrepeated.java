package sparkgaia.spark;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.TableSpec;
import sparkgaia.train.Deltas;
import sparkgaia.train.Metrics;
import sparkgaia.train.RowSet;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;

import java.util.Iterator;
import java.util.List;

/**
 * A trainer whose workers are never started again, because nothing outlives a failure of theirs: what a clock changed in a
 * shard is not told.
 */
record Unrepeated<R, S>(Trainer<R, S> trainer) implements Trainer<R, S> {
    @Override
    public List<TableSpec> tables() {
        return trainer.tables();
    }

    @Override
    public List<String> metrics() {
        return trainer.metrics();
    }

    @Override
    public SyncModel model() {
        return trainer.model();
    }

    /** Nobody compares it. */
    @Override
    public long digest(R record) {
        return 0;
    }

    @Override
    public S open(ShardContext context, Iterator<R> records, Deltas out) {
        return trainer.open(context, records, out);
    }

    @Override
    public RowSet reads(S shard, int clock) {
        return trainer.reads(shard, clock);
    }

    @Override
    public void step(S shard, int clock, TableView in, Deltas out, Metrics metrics) {
        trainer.step(shard, clock, in, out, metrics);
    }

    @Override
    public boolean waitsForBarred() {
        return trainer.waitsForBarred();
    }

    @Override
    public void stepBarred(
            S shard, int clock, RowSet barred, TableView in, Deltas out, Metrics metrics) {
        trainer.stepBarred(shard, clock, barred, in, out, metrics);
    }

    @Override
    public long work(S shard, int clock) {
        return trainer.work(shard, clock);
    }

    @Override
    public byte[] save(S shard) {
        return NOTHING;
    }

    @Override
    public S restore(ShardContext context, Iterator<R> records, byte[] save) {
        throw new IllegalStateException("a worker that is never started again was");
    }
}
