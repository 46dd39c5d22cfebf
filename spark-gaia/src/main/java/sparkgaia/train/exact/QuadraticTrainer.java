package sparkgaia.train.exact;

import sparkgaia.core.table.Mix;
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
 * A noisy quadratic: every worker pulls a shared vector towards a target of its own, by SGD in floats. The optimum is
 * the mean of the targets; summed over {@code W} workers the steps converge while {@code learningRate * W} is below 2
 * and values are fresh, and visibly do not beyond.
 */
public record QuadraticTrainer(int rows, int width, float learningRate, float noise)
        implements Trainer<Void, ShardContext> {
    private static final int SCALE = 20;

    /** What a worker wants a cell to be, within -1 and 1. */
    public static float target(long seed, int worker, int row, int cell) {
        return (float) (2 * Mix.unit(Mix.hash(seed, worker, row, cell)) - 1);
    }

    /** What is best for all workers together. */
    public static double optimum(long seed, int workers, int row, int cell) {
        double sum = 0;
        for (int worker = 0; worker < workers; worker++) {
            sum += target(seed, worker, row, cell);
        }
        return sum / workers;
    }

    /** The root of the mean square distance of a table from the optimum. */
    public double distance(long seed, int workers, int[][] table) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                double gap =
                        Math.scalb((double) table[row][i], -SCALE) - optimum(seed, workers, row, i);
                sum += gap * gap;
            }
        }
        return Math.sqrt(sum / ((double) rows * width));
    }

    @Override
    public List<TableSpec> tables() {
        return List.of(TableSpec.sum("vector", rows, width, SCALE));
    }

    @Override
    public List<String> metrics() {
        return List.of("loss");
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
        return RowSet.all(0, rows);
    }

    @Override
    public void step(ShardContext shard, int clock, TableView in, Deltas out, Metrics metrics) {
        double loss = 0;
        for (int row = 0; row < rows; row++) {
            float[] delta = in.floats(0, row);
            long base = Mix.hash(shard.seed(), shard.worker(), clock, row);
            for (int i = 0; i < width; i++) {
                float gap = delta[i] - target(shard.seed(), shard.worker(), row, i);
                loss += 0.5 * gap * gap;
                float jitter = noise * (float) (2 * Mix.unit(Mix.hash(base, i)) - 1);
                delta[i] = -learningRate * (gap + jitter);
            }
            out.add(0, row, delta);
        }
        metrics.add(0, loss);
    }

    @Override
    public long work(ShardContext shard, int clock) {
        return (long) rows * width;
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
