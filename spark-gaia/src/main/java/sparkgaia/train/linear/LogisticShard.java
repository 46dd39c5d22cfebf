package sparkgaia.train.linear;

import sparkgaia.core.table.Mix;
import sparkgaia.train.ShardContext;

import java.util.List;

/**
 * A worker's examples, and the order in which an epoch takes them: a function of the job's seed, the worker and the
 * epoch, so there is nothing to be saved.
 */
public final class LogisticShard {
    final ShardContext context;
    private final List<Example> examples;
    private final int[] order;
    private int orderedFor = -1;

    LogisticShard(ShardContext context, List<Example> examples) {
        this.context = context;
        this.examples = List.copyOf(examples);
        this.order = new int[examples.size()];
    }

    int size() {
        return order.length;
    }

    /** The example that stands at a place in an epoch's order. */
    Example at(int epoch, int place) {
        if (orderedFor != epoch) {
            shuffle(epoch);
        }
        return examples.get(order[place]);
    }

    private void shuffle(int epoch) {
        long base = Mix.hash(context.seed(), context.worker(), epoch);
        for (int i = 0; i < order.length; i++) {
            int other = (int) (Mix.unit(Mix.hash(base, i)) * (i + 1));
            order[i] = order[other];
            order[other] = i;
        }
        orderedFor = epoch;
    }
}
