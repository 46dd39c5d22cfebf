package sparkgaia.train.lda;

import sparkgaia.core.table.Mix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Documents with topics that were put there: a topic is a block of words of its own, and a document has two topics.
 * Regions differ in what they write about.
 */
public record Planted(int blocks, int wordsPerBlock) {
    public int words() {
        return blocks * wordsPerBlock;
    }

    /** @param skew the blocks that most documents of a region are about begin here */
    public List<Document> documents(long seed, int skew, int count, int length) {
        var documents = new ArrayList<Document>();
        for (int document = 0; document < count; document++) {
            long base = Mix.hash(seed, skew, document);
            int[] words = new int[length];
            for (int i = 0; i < length; i++) {
                double which = Mix.unit(Mix.hash(base, i, 1));
                int block = block(base, skew, which < 0.7 ? 0 : 1);
                double unit = Mix.unit(Mix.hash(base, i, 2));
                words[i] = block * wordsPerBlock + (int) (unit * unit * wordsPerBlock);
            }
            documents.add(new Document(document, words));
        }
        return documents;
    }

    private int block(long base, int skew, int nth) {
        double unit = Mix.unit(Mix.hash(base, -1 - nth));
        return (skew + (int) ((nth == 0 ? unit * unit : unit) * blocks)) % blocks;
    }

    /** The part of all tokens that are in the largest block of their topic. */
    public double purity(int[][] counts) {
        int topics = counts[0].length;
        long pure = 0;
        long all = 0;
        for (int topic = 0; topic < topics; topic++) {
            long[] byBlock = new long[blocks];
            for (int word = 0; word < counts.length; word++) {
                byBlock[word / wordsPerBlock] += counts[word][topic];
            }
            pure += Arrays.stream(byBlock).max().orElseThrow();
            all += Arrays.stream(byBlock).sum();
        }
        return (double) pure / all;
    }

    /** What the counts ought to be, from the topics of all tokens of some shards. */
    public static int[][] count(int words, int topics, List<LdaShard> shards) {
        int[][] counts = new int[words][topics];
        for (LdaShard shard : shards) {
            for (int token = 0; token < shard.tokens(); token++) {
                counts[shard.word(token)][shard.topic(token)]++;
            }
        }
        return counts;
    }

    /** The sums over words, topic by topic. */
    public static int[] totals(int[][] counts) {
        int[] totals = new int[counts[0].length];
        for (int[] row : counts) {
            IntUnaryOperator sum = topic -> totals[topic] + row[topic];
            Arrays.setAll(totals, sum);
        }
        return totals;
    }
}
