package sparkgaia.train.exact;

import sparkgaia.core.table.OuterFunction;
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
 * Local SGD on the targets of {@link QuadraticTrainer}: a clock is a round of inner steps on the worker's own copy,
 * whose change goes into a mean weighted by the workers' shares. Keeps its momentum in the shard.
 */
public record AveragingTrainer(
        int rows, int width, int innerSteps, float learningRate, OuterFunction outer)
        implements Trainer<Void, AveragingTrainer.Shard> {
    private static final float MOMENTUM = 0.5f;

    /** A worker's momentum, row by row. */
    public static final class Shard {
        private final ShardContext context;
        private final float[][] momentum;

        private Shard(ShardContext context, int rows, int width) {
            this.context = context;
            this.momentum = new float[rows][width];
        }
    }

    @Override
    public List<TableSpec> tables() {
        return List.of(TableSpec.mean("model", rows, width, 20).withOuter(outer));
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
    public Shard open(ShardContext context, Iterator<Void> records, Deltas out) {
        return new Shard(context, rows, width);
    }

    @Override
    public RowSet reads(Shard shard, int clock) {
        return RowSet.all(0, rows);
    }

    @Override
    public void step(Shard shard, int clock, TableView in, Deltas out, Metrics metrics) {
        double loss = 0;
        for (int row = 0; row < rows; row++) {
            float[] model = in.floats(0, row);
            float[] delta = new float[width];
            for (int i = 0; i < width; i++) {
                float gap =
                        model[i]
                                - QuadraticTrainer.target(
                                        shard.context.seed(), shard.context.worker(), row, i);
                loss += 0.5 * gap * gap;
                delta[i] = change(shard.momentum[row], i, gap);
            }
            out.add(0, row, delta);
        }
        metrics.add(0, loss * shard.context.share());
    }

    /** How far the inner steps move a cell that is this far from its target. */
    private float change(float[] momentum, int cell, float gap) {
        float moved = 0;
        for (int inner = 0; inner < innerSteps; inner++) {
            momentum[cell] = MOMENTUM * momentum[cell] + gap + moved;
            moved -= learningRate * momentum[cell];
        }
        return moved;
    }

    @Override
    public long work(Shard shard, int clock) {
        return (long) rows * width * innerSteps;
    }

    @Override
    public byte[] patch(Shard shard, int clock) {
        return clock == 0 ? NOTHING : save(shard);
    }

    @Override
    public void apply(Shard shard, int clock, byte[] patch) {
        if (clock > 0) {
            Numbers.read(patch, shard.momentum);
        }
    }

    @Override
    public byte[] save(Shard shard) {
        return Numbers.write(shard.momentum);
    }

    @Override
    public Shard restore(ShardContext context, Iterator<Void> records, byte[] save) {
        var shard = new Shard(context, rows, width);
        Numbers.read(save, shard.momentum);
        return shard;
    }
}
