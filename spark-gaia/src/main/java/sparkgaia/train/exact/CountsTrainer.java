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
 * A stand-in for topic modelling: tokens of a word move from topic to topic. The counts of a word over all topics must
 * for ever add up to its tokens in the census, and the totals of the topics to all tokens. A record is a token's word.
 */
public record CountsTrainer(int words, int topics, int clocksPerEpoch)
        implements Trainer<Integer, CountsTrainer.Shard> {
    /** Counts of a word by topic. */
    public static final int COUNTS = 0;

    /** Tokens of a topic: one row. */
    public static final int TOTALS = 1;

    /** Tokens of a word, frozen. */
    public static final int CENSUS = 2;

    /** The topic of every token. */
    public static final class Shard {
        private final ShardContext context;
        private final int[] words;
        private int[] topics;

        private Shard(ShardContext context, Iterator<Integer> records) {
            this.context = context;
            var tokens = new ArrayList<Integer>();
            records.forEachRemaining(tokens::add);
            this.words = tokens.stream().mapToInt(Integer::intValue).toArray();
            this.topics = new int[words.length];
        }
    }

    /** The tokens of one worker, drawn from a seed: low words are frequent. */
    public List<Integer> records(long seed, int worker, int tokens) {
        var records = new ArrayList<Integer>();
        for (int i = 0; i < tokens; i++) {
            double unit = Mix.unit(Mix.hash(seed, worker, i));
            records.add((int) (unit * unit * words));
        }
        return records;
    }

    @Override
    public List<TableSpec> tables() {
        return List.of(
                TableSpec.sum("counts", words, topics, 0),
                TableSpec.sum("totals", 1, topics, 0),
                TableSpec.sum("census", words, 1, 0).frozen());
    }

    @Override
    public List<String> metrics() {
        return List.of("moved");
    }

    @Override
    public long digest(Integer word) {
        return word;
    }

    @Override
    public Shard open(ShardContext context, Iterator<Integer> records, Deltas out) {
        var shard = new Shard(context, records);
        for (int i = 0; i < shard.words.length; i++) {
            shard.topics[i] =
                    (int)
                            Math.floorMod(
                                    Mix.hash(context.seed(), context.worker(), i), (long) topics);
            int[] one = new int[topics];
            one[shard.topics[i]] = 1;
            out.addExact(COUNTS, shard.words[i], one);
            out.addExact(TOTALS, 0, one);
            out.addExact(CENSUS, shard.words[i], new int[] {1});
        }
        return shard;
    }

    /** The first token of a clock; the others follow at a distance of an epoch's clocks. */
    private int first(int clock) {
        return Math.floorMod(clock - 1, clocksPerEpoch);
    }

    @Override
    public RowSet reads(Shard shard, int clock) {
        var reads = RowSet.builder().add(TOTALS, 0);
        for (int i = first(clock); i < shard.words.length; i += clocksPerEpoch) {
            reads.add(COUNTS, shard.words[i]);
        }
        return reads.build();
    }

    @Override
    public void step(Shard shard, int clock, TableView in, Deltas out, Metrics metrics) {
        long base = Mix.hash(shard.context.seed(), shard.context.worker(), clock);
        for (int i = first(clock); i < shard.words.length; i += clocksPerEpoch) {
            int[] counts = in.cells(COUNTS, shard.words[i]);
            int topic = draw(counts, in.cells(TOTALS, 0), Mix.unit(Mix.hash(base, i)));
            if (topic != shard.topics[i]) {
                int[] move = new int[topics];
                move[shard.topics[i]]--;
                move[topic]++;
                out.addExact(COUNTS, shard.words[i], move);
                out.addExact(TOTALS, 0, move);
                metrics.add(0, 1);
                shard.topics[i] = topic;
            }
        }
    }

    /** Draws a topic that the word, and then few other words, are frequent in. A copy may be negative for a moment. */
    private int draw(int[] counts, int[] totals, double unit) {
        double[] upTo = new double[topics];
        double sum = 0;
        for (int topic = 0; topic < topics; topic++) {
            sum += (Math.max(0, counts[topic]) + 0.1) / (Math.max(0, totals[topic]) + 0.1 * words);
            upTo[topic] = sum;
        }
        int drawn = 0;
        while (drawn < topics - 1 && upTo[drawn] <= unit * sum) {
            drawn++;
        }
        return drawn;
    }

    @Override
    public long work(Shard shard, int clock) {
        return ((long) shard.words.length + clocksPerEpoch - 1 - first(clock)) / clocksPerEpoch;
    }

    /** The topics of the clock's tokens. */
    @Override
    public byte[] patch(Shard shard, int clock) {
        int[] moved = new int[clock == 0 ? 0 : (int) work(shard, clock)];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = shard.topics[first(clock) + i * clocksPerEpoch];
        }
        return Numbers.write(moved);
    }

    @Override
    public void apply(Shard shard, int clock, byte[] patch) {
        int[] moved = Numbers.readInts(patch);
        for (int i = 0; i < moved.length; i++) {
            shard.topics[first(clock) + i * clocksPerEpoch] = moved[i];
        }
    }

    @Override
    public byte[] save(Shard shard) {
        return Numbers.write(shard.topics);
    }

    @Override
    public Shard restore(ShardContext context, Iterator<Integer> records, byte[] save) {
        var shard = new Shard(context, records);
        shard.topics = Numbers.readInts(save);
        return shard;
    }
}
