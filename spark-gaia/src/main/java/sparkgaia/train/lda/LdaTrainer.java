package sparkgaia.train.lda;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Mix;
import sparkgaia.core.table.Range;
import sparkgaia.core.table.TableSpec;
import sparkgaia.train.Deltas;
import sparkgaia.train.Metrics;
import sparkgaia.train.RowSet;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Latent Dirichlet allocation by exact collapsed Gibbs sampling. A token's first topic is a hash of its word, the same
 * in every region, so that regions whose words differ begin with the same idea of what a topic is.
 *
 * @param words of the vocabulary, numbered from 0
 * @param alpha how even the topics of a document are expected to be, per topic
 * @param beta how even the words of a topic are expected to be, per word
 * @param clocksPerEpoch a clock is this part of a shard's tokens
 */
public record LdaTrainer(int words, int topics, double alpha, double beta, int clocksPerEpoch)
        implements Trainer<Document, LdaShard> {
    /** Tokens of a word by topic. */
    public static final int COUNTS = 0;

    /** Tokens of a topic: one row. */
    public static final int TOTALS = 1;

    /** Tokens of a word, frozen. */
    public static final int CENSUS = 2;

    /** The sum over a clock's tokens of the logarithm of a token's probability, given all others. */
    public static final int LIKELIHOOD = 0;

    /** The clock's tokens. */
    public static final int TOKENS = 1;

    public static final int TOPICS_MAX = 1 << 16;
    public static final int CLOCKS_PER_EPOCH_MAX = 1 << 16;

    private static final long FIRST_TOPICS = 0x6c6461;

    public LdaTrainer {
        Range.check("words of the vocabulary", words, 1, TableSpec.ROWS_MAX);
        Range.check("topics", topics, 1, TOPICS_MAX);
        Range.check("alpha", alpha, 1e-9, 1e6);
        Range.check("beta", beta, 1e-9, 1e6);
        Range.check("clocks per epoch", clocksPerEpoch, 1, CLOCKS_PER_EPOCH_MAX);
    }

    @Override
    public List<TableSpec> tables() {
        return List.of(
                TableSpec.sum("counts", words, topics, 0),
                TableSpec.sum("totals", 1, topics, 0),
                TableSpec.sum("census", words, 1, 0).frozen());
    }

    @Override
    public SyncModel model() {
        return SyncModel.gaiaCounts(0.5, 0.25, 4, 2);
    }

    @Override
    public List<String> metrics() {
        return List.of("log-likelihood", "tokens");
    }

    @Override
    public long digest(Document document) {
        long digest = document.id();
        for (int word : document.words()) {
            digest = Mix.hash(digest, word);
        }
        return digest;
    }

    @Override
    public LdaShard open(ShardContext context, Iterator<Document> records, Deltas out) {
        var shard = new LdaShard(this, context, records);
        int[] census = new int[words];
        for (int token = 0; token < shard.tokens(); token++) {
            shard.assign(token, firstTopic(context.seed(), shard.word(token)));
            census[shard.word(token)]++;
        }
        int[] totals = new int[topics];
        int[] row = new int[topics];
        for (int word = 0; word < words; word++) {
            if (census[word] > 0) {
                int topic = firstTopic(context.seed(), word);
                row[topic] = census[word];
                out.addExact(COUNTS, word, row);
                out.addExact(CENSUS, word, new int[] {census[word]});
                row[topic] = 0;
                totals[topic] += census[word];
            }
        }
        out.addExact(TOTALS, 0, totals);
        return shard;
    }

    private int firstTopic(long seed, int word) {
        return (int) Math.floorMod(Mix.hash(seed, FIRST_TOPICS, word), (long) topics);
    }

    @Override
    public RowSet reads(LdaShard shard, int clock) {
        return shard.reads(clock);
    }

    @Override
    public boolean waitsForBarred() {
        return false;
    }

    /** Tokens of barred words are drawn later; without the totals no token can be. */
    @Override
    public void step(LdaShard shard, int clock, TableView in, Deltas out, Metrics metrics) {
        shard.begin(clock);
        if (!in.isBarred(TOTALS, 0)) {
            shard.sweep(this).run(clock, word -> !in.isBarred(COUNTS, word), in, out, metrics);
        }
    }

    @Override
    public void stepBarred(
            LdaShard shard, int clock, RowSet barred, TableView in, Deltas out, Metrics metrics) {
        boolean isAll = barred.rows(TOTALS).length > 0;
        int[] late = barred.rows(COUNTS);
        shard.sweep(this)
                .run(
                        clock,
                        word -> isAll || Arrays.binarySearch(late, word) >= 0,
                        in,
                        out,
                        metrics);
    }

    @Override
    public long work(LdaShard shard, int clock) {
        int part = shard.part(clock);
        return (long) shard.start(part + 1) - shard.start(part);
    }

    @Override
    public byte[] patch(LdaShard shard, int clock) {
        return clock == 0 ? NOTHING : shard.patch(clock);
    }

    @Override
    public void apply(LdaShard shard, int clock, byte[] patch) {
        if (clock > 0) {
            shard.apply(clock, patch);
        }
    }

    @Override
    public byte[] save(LdaShard shard) {
        return shard.save();
    }

    @Override
    public LdaShard restore(ShardContext context, Iterator<Document> records, byte[] save) {
        var shard = new LdaShard(this, context, records);
        shard.load(save);
        return shard;
    }
}
