package sparkgaia.train.exact;

import sparkgaia.core.table.Mix;
import sparkgaia.core.table.TableSpec;
import sparkgaia.train.Deltas;
import sparkgaia.train.Metrics;
import sparkgaia.train.RowSet;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Every commit adds integers that are known in advance, whatever was read, so {@link #expected} tells the final table
 * to the last bit from the commits that were made: one lost, doubled or altered shows.
 */
public record LedgerTrainer(int rows, int width, int rowsPerClock)
        implements Trainer<Void, ShardContext> {
    /** One worker's clock. */
    public record Commit(int worker, int clock) {
        /** All commits of the workers up to a clock. */
        public static List<Commit> all(int workers, int lastClock) {
            var commits = new ArrayList<Commit>();
            for (int worker = 0; worker < workers; worker++) {
                for (int clock = 0; clock <= lastClock; clock++) {
                    commits.add(new Commit(worker, clock));
                }
            }
            return commits;
        }
    }

    private static final int AMOUNT_MAX = 1000;

    /** The final table, row by row. */
    public int[][] expected(long seed, Iterable<Commit> commits) {
        int[][] table = new int[rows][width];
        for (Commit commit : commits) {
            for (int entry = 0; entry < rowsPerClock; entry++) {
                int[] cells = table[row(seed, commit, entry)];
                int[] amounts = amounts(seed, commit, entry);
                for (int i = 0; i < width; i++) {
                    cells[i] += amounts[i];
                }
            }
        }
        return table;
    }

    private int row(long seed, Commit commit, int entry) {
        return (int) Math.floorMod(hash(seed, commit, entry), (long) rows);
    }

    private int[] amounts(long seed, Commit commit, int entry) {
        long base = hash(seed, commit, entry);
        int[] amounts = new int[width];
        for (int i = 0; i < width; i++) {
            amounts[i] = (int) Math.floorMod(Mix.hash(base, i), 2L * AMOUNT_MAX + 1) - AMOUNT_MAX;
        }
        return amounts;
    }

    private static long hash(long seed, Commit commit, int entry) {
        return Mix.hash(seed, commit.worker(), commit.clock(), entry);
    }

    private void write(ShardContext shard, int clock, Deltas out) {
        var commit = new Commit(shard.worker(), clock);
        for (int entry = 0; entry < rowsPerClock; entry++) {
            out.addExact(0, row(shard.seed(), commit, entry), amounts(shard.seed(), commit, entry));
        }
    }

    @Override
    public List<TableSpec> tables() {
        return List.of(TableSpec.sum("ledger", rows, width, 8));
    }

    @Override
    public List<String> metrics() {
        return List.of("commits");
    }

    @Override
    public long digest(Void record) {
        return 0;
    }

    @Override
    public ShardContext open(ShardContext context, Iterator<Void> records, Deltas out) {
        write(context, 0, out);
        return context;
    }

    @Override
    public RowSet reads(ShardContext shard, int clock) {
        var reads = RowSet.builder();
        for (int entry = 0; entry < rowsPerClock; entry++) {
            reads.add(0, row(shard.seed(), new Commit(shard.worker(), clock), entry));
        }
        return reads.build();
    }

    @Override
    public void step(ShardContext shard, int clock, TableView in, Deltas out, Metrics metrics) {
        write(shard, clock, out);
        metrics.add(0, 1);
    }

    @Override
    public long work(ShardContext shard, int clock) {
        return rowsPerClock;
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
