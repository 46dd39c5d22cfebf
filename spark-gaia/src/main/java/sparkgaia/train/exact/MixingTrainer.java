package sparkgaia.train.exact;

import sparkgaia.core.table.Mix;
import sparkgaia.core.table.TableSpec;
import sparkgaia.train.Deltas;
import sparkgaia.train.Metrics;
import sparkgaia.train.RowSet;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/**
 * Adds small integers that are a hash of everything the worker has ever read, so any difference in what was read, or
 * in a shard that was restored, changes the final table.
 *
 * @param waitsForBarred whether a step wants all its rows at once
 * @param hasRegional whether the same is done to a second table, which stays in its region
 */
public record MixingTrainer(
        int rows, int width, int rowsPerClock, boolean waitsForBarred, boolean hasRegional)
        implements Trainer<Void, MixingTrainer.Shard> {
    /** A running hash of all that was read. */
    public static final class Shard {
        private long hash;

        private Shard(long hash) {
            this.hash = hash;
        }

        public long hash() {
            return hash;
        }
    }

    private static final int STEP_MAX = 8;

    public MixingTrainer(int rows, int width, int rowsPerClock) {
        this(rows, width, rowsPerClock, true, false);
    }

    @Override
    public List<TableSpec> tables() {
        var mixed = TableSpec.sum("mixed", rows, width, 4);
        return hasRegional
                ? List.of(mixed, TableSpec.sum("mixed at home", rows, width, 4).regional())
                : List.of(mixed);
    }

    @Override
    public List<String> metrics() {
        return List.of("rows");
    }

    @Override
    public long digest(Void record) {
        return 0;
    }

    @Override
    public Shard open(ShardContext context, Iterator<Void> records, Deltas out) {
        var shard = new Shard(Mix.hash(context.seed(), context.worker()));
        write(shard, reads(shard, 0), out);
        return shard;
    }

    /** Which rows are read depends on what was read before. */
    @Override
    public RowSet reads(Shard shard, int clock) {
        var reads = RowSet.builder();
        for (int table = 0; table < (hasRegional ? 2 : 1); table++) {
            for (int i = 0; i < rowsPerClock; i++) {
                reads.add(
                        table,
                        (int) Math.floorMod(Mix.hash(shard.hash, clock, table, i), (long) rows));
            }
        }
        return reads.build();
    }

    @Override
    public void step(Shard shard, int clock, TableView in, Deltas out, Metrics metrics) {
        var readable = RowSet.builder();
        RowSet reads = reads(shard, clock);
        for (int table = 0; table < reads.tables(); table++) {
            for (int row : reads.rows(table)) {
                if (!in.isBarred(table, row)) {
                    readable.add(table, row);
                }
            }
        }
        mix(shard, readable.build(), in, out, metrics);
    }

    @Override
    public void stepBarred(
            Shard shard, int clock, RowSet barred, TableView in, Deltas out, Metrics metrics) {
        mix(shard, barred, in, out, metrics);
    }

    private void mix(Shard shard, RowSet set, TableView in, Deltas out, Metrics metrics) {
        for (int table = 0; table < set.tables(); table++) {
            for (int row : set.rows(table)) {
                shard.hash = Mix.hash(shard.hash, table, row);
                for (int cell : in.cells(table, row)) {
                    shard.hash = Mix.hash(shard.hash, cell);
                }
            }
        }
        write(shard, set, out);
        metrics.add(0, set.size());
    }

    private void write(Shard shard, RowSet set, Deltas out) {
        for (int table = 0; table < set.tables(); table++) {
            for (int row : set.rows(table)) {
                int[] delta = new int[width];
                for (int i = 0; i < delta.length; i++) {
                    delta[i] =
                            (int)
                                            Math.floorMod(
                                                    Mix.hash(shard.hash, table, row, i),
                                                    2L * STEP_MAX + 1)
                                    - STEP_MAX;
                }
                out.addExact(table, row, delta);
            }
        }
    }

    @Override
    public long work(Shard shard, int clock) {
        return rowsPerClock;
    }

    @Override
    public byte[] patch(Shard shard, int clock) {
        return save(shard);
    }

    @Override
    public void apply(Shard shard, int clock, byte[] patch) {
        shard.hash = ByteBuffer.wrap(patch).getLong();
    }

    @Override
    public byte[] save(Shard shard) {
        return ByteBuffer.allocate(Long.BYTES).putLong(shard.hash).array();
    }

    @Override
    public Shard restore(ShardContext context, Iterator<Void> records, byte[] save) {
        return new Shard(ByteBuffer.wrap(save).getLong());
    }
}
