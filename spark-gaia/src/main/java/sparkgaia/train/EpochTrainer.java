package sparkgaia.train;

import sparkgaia.core.table.Range;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * A trainer that also tells how epochs went: at the last clock of each, the sum of one of the trainer's metrics and of the
 * next, which counts what was summed, over this epoch and over the one before. A stop rule is asked about one clock at
 * a time, and so can compare two epochs. A trainer with one metric is taken to count one a clock.
 *
 * @param metric the place of the metric that is summed
 */
public record EpochTrainer<R, T>(Trainer<R, T> trainer, int clocksPerEpoch, int metric)
        implements AroundTrainer<R, T, EpochTrainer.Epochs<T>> {
    private static final int SUMS = 4;
    private static final int SUM = 0;
    private static final int COUNT = 1;
    private static final int BEFORE = 2;

    public EpochTrainer {
        Range.check("clocks of an epoch", clocksPerEpoch, 1, Integer.MAX_VALUE);
        if (trainer.metrics().size() <= metric) {
            throw new IllegalArgumentException(
                    "a trainer without a metric does not say how an epoch went");
        }
    }

    /** A shard, and the sums of the epoch that it is in and the one before. */
    public static final class Epochs<T> {
        private final T shard;
        private final double[] sums = new double[SUMS];

        /** What the clock has added. */
        private final double[] added = new double[BEFORE];

        private Epochs(T shard) {
            this.shard = shard;
        }

        public T shard() {
            return shard;
        }

        private void add(double sum, double count) {
            sums[SUM] += sum;
            sums[COUNT] += count;
            added[SUM] += sum;
            added[COUNT] += count;
        }
    }

    /** The place of the first of the four metrics that are added. */
    public int first() {
        return trainer.metrics().size();
    }

    @Override
    public List<String> metrics() {
        var names = new ArrayList<>(trainer.metrics());
        String sum = names.get(metric);
        String count = isCounted() ? names.get(metric + 1) : "clocks";
        names.addAll(
                List.of(
                        "epoch's " + sum,
                        "epoch's " + count,
                        "last epoch's " + sum,
                        "last epoch's " + count));
        return names;
    }

    private boolean isCounted() {
        return trainer.metrics().size() > metric + 1;
    }

    @Override
    public T inner(Epochs<T> shard) {
        return shard.shard;
    }

    @Override
    public Epochs<T> open(ShardContext context, Iterator<R> records, Deltas out) {
        return new Epochs<>(trainer.open(context, records, out));
    }

    private void begin(Epochs<T> epochs, int clock) {
        Arrays.fill(epochs.added, 0);
        if ((clock - 1) % clocksPerEpoch == 0) {
            System.arraycopy(epochs.sums, 0, epochs.sums, BEFORE, BEFORE);
            Arrays.fill(epochs.sums, 0, BEFORE, 0);
        }
    }

    @Override
    public void step(Epochs<T> epochs, int clock, TableView in, Deltas out, Metrics metrics) {
        begin(epochs, clock);
        var own = new Metrics(trainer.metrics());
        trainer.step(epochs.shard, clock, in, out, own);
        double[] told = tell(own, metrics);
        epochs.add(told[metric], isCounted() ? told[metric + 1] : 1);
        if (clock % clocksPerEpoch == 0) {
            for (int i = 0; i < SUMS; i++) {
                metrics.add(first() + i, epochs.sums[i]);
            }
        }
    }

    @Override
    public void stepBarred(
            Epochs<T> epochs, int clock, RowSet barred, TableView in, Deltas out, Metrics metrics) {
        var own = new Metrics(trainer.metrics());
        trainer.stepBarred(epochs.shard, clock, barred, in, out, own);
        double[] told = tell(own, metrics);
        double count = isCounted() ? told[metric + 1] : 0;
        epochs.add(told[metric], count);
        if (clock % clocksPerEpoch == 0) {
            metrics.add(first() + SUM, told[metric]);
            metrics.add(first() + COUNT, count);
        }
    }

    private static double[] tell(Metrics own, Metrics metrics) {
        double[] values = Arrays.stream(own.sums()).mapToDouble(Metrics::value).toArray();
        for (int i = 0; i < values.length; i++) {
            metrics.add(i, values[i]);
        }
        return values;
    }

    /** What the clock has added to the sums, and the trainer's own patch; the opening has added nothing. */
    @Override
    public byte[] patch(Epochs<T> epochs, int clock) {
        byte[] own = trainer.patch(epochs.shard, clock);
        return clock == 0 ? own : behind(epochs.added, own);
    }

    @Override
    public void apply(Epochs<T> epochs, int clock, byte[] patch) {
        if (clock == 0) {
            trainer.apply(epochs.shard, clock, patch);
            return;
        }
        var added = ByteBuffer.wrap(patch);
        begin(epochs, clock);
        epochs.add(added.getDouble(), added.getDouble());
        trainer.apply(epochs.shard, clock, rest(added));
    }

    @Override
    public byte[] save(Epochs<T> epochs) {
        return behind(epochs.sums, trainer.save(epochs.shard));
    }

    @Override
    public Epochs<T> restore(ShardContext context, Iterator<R> records, byte[] save) {
        var saved = ByteBuffer.wrap(save);
        double[] sums = new double[SUMS];
        saved.asDoubleBuffer().get(sums);
        saved.position(SUMS * Double.BYTES);
        var epochs = new Epochs<>(trainer.restore(context, records, rest(saved)));
        System.arraycopy(sums, 0, epochs.sums, 0, SUMS);
        return epochs;
    }

    private static byte[] behind(double[] numbers, byte[] own) {
        var bytes = ByteBuffer.allocate(numbers.length * Double.BYTES + own.length);
        for (double number : numbers) {
            bytes.putDouble(number);
        }
        return bytes.put(own).array();
    }

    private static byte[] rest(ByteBuffer of) {
        byte[] rest = new byte[of.remaining()];
        of.get(rest);
        return rest;
    }
}
