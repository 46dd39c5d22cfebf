package sparkgaia.spark;

import sparkgaia.train.AroundTrainer;
import sparkgaia.train.Deltas;
import sparkgaia.train.ShardContext;
import sparkgaia.train.Trainer;

import java.util.Iterator;

/**
 * A trainer whose workers are never started again, because nothing outlives a failure of theirs: what a clock changed in a
 * shard is not told.
 */
record Unrepeated<R, S>(Trainer<R, S> trainer) implements AroundTrainer<R, S, S> {
    @Override
    public S inner(S shard) {
        return shard;
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
    public byte[] patch(S shard, int clock) {
        return NOTHING;
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
