package sparkgaia.train.exact;

import sparkgaia.core.table.TableSpec;
import sparkgaia.train.Deltas;
import sparkgaia.train.Metrics;
import sparkgaia.train.RowSet;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;

import java.util.Iterator;
import java.util.List;

/** Reads nothing and adds nothing: what is left is the protocol's own cost. */
public record EmptyTrainer(long workPerClock) implements Trainer<Void, ShardContext> {
    @Override
    public List<TableSpec> tables() {
        return List.of(TableSpec.sum("empty", 1, 1, 0));
    }

    @Override
    public long digest(Void record) {
        return 0;
    }

    @Override
    public ShardContext open(ShardContext context, Iterator<Void> records, Deltas out) {
        return context;
    }

    @Override
    public RowSet reads(ShardContext shard, int clock) {
        return RowSet.EMPTY;
    }

    @Override
    public void step(ShardContext shard, int clock, TableView in, Deltas out, Metrics metrics) {}

    @Override
    public long work(ShardContext shard, int clock) {
        return workPerClock;
    }

    @Override
    public byte[] save(ShardContext shard) {
        return NOTHING;
    }

    @Override
    public ShardContext restore(ShardContext context, Iterator<Void> records, byte[] save) {
        return context;
    }
}
