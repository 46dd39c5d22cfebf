package sparkgaia.train.lda;

import sparkgaia.core.table.Mix;
import sparkgaia.train.Deltas;
import sparkgaia.train.Metrics;
import sparkgaia.train.TableView;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Draws the topics of a clock's tokens, one after the other, each given all others as far as they are known here: the
 * copy that the clock read, and at once what the clock itself has changed. The copy may be inconsistent or negative for
 * a moment; such counts weigh nothing.
 */
final class Sweep {
    private final LdaTrainer trainer;
    private final LdaShard shard;
    private final int[][] rows;
    private final BitSet touched = new BitSet();
    private final int[] totals;
    private final int[] totalsBefore;
    private final int[] inDocument;
    private final double[] shares;
    private final double[] upTo;
    private final int[] delta;
    private int document;
    private TableView in;
    private LogSum likelihood;
    private long drawn;

    Sweep(LdaTrainer trainer, LdaShard shard) {
        this.trainer = trainer;
        this.shard = shard;
        this.rows = new int[trainer.words()][];
        this.totals = new int[trainer.topics()];
        this.totalsBefore = new int[trainer.topics()];
        this.inDocument = new int[trainer.topics()];
        this.shares = new double[trainer.topics()];
        this.upTo = new double[trainer.topics()];
        this.delta = new int[trainer.topics()];
    }

    /** Which words of the clock are to be done now. */
    interface Words {
        boolean has(int word);
    }

    void run(int clock, Words words, TableView view, Deltas out, Metrics metrics) {
        in = view;
        likelihood = new LogSum();
        drawn = 0;
        document = -1;
        System.arraycopy(in.cells(LdaTrainer.TOTALS, 0), 0, totalsBefore, 0, totalsBefore.length);
        addOwn(out.sum(LdaTrainer.TOTALS, 0), totalsBefore);
        System.arraycopy(totalsBefore, 0, totals, 0, totals.length);
        for (int topic = 0; topic < totals.length; topic++) {
            share(topic);
        }
        long base = Mix.hash(shard.context.seed(), shard.context.worker(), clock);
        int part = shard.part(clock);
        for (int token = shard.start(part); token < shard.start(part + 1); token++) {
            if (words.has(shard.word(token))) {
                draw(token, Mix.unit(Mix.hash(base, token)));
            }
        }
        addTo(out);
        metrics.add(LdaTrainer.LIKELIHOOD, likelihood.get());
        metrics.add(LdaTrainer.TOKENS, drawn);
    }

    /** What the clock's first half has added already. */
    private static void addOwn(int[] own, int[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += own[i];
        }
    }

    private void draw(int token, double unit) {
        enter(token);
        int[] row = row(shard.word(token));
        int old = shard.topic(token);
        inDocument[old]--;
        row[old]--;
        totals[old]--;
        share(old);
        double sum = weigh(row);
        likelihood.add(sum / (others() + trainer.topics() * trainer.alpha()));
        drawn++;
        int topic = find(unit * sum);
        inDocument[topic]++;
        row[topic]++;
        totals[topic]++;
        share(topic);
        shard.assign(token, topic);
    }

    /** Counts the topics of a token's document, if it is another than the last one's. */
    private void enter(int token) {
        if (document >= 0 && token < shard.first(document + 1)) {
            return;
        }
        document = shard.documentOf(token);
        Arrays.fill(inDocument, 0);
        for (int other = shard.first(document); other < shard.first(document + 1); other++) {
            inDocument[shard.topic(other)]++;
        }
    }

    private int others() {
        return shard.first(document + 1) - shard.first(document) - 1;
    }

    private void share(int topic) {
        shares[topic] = 1 / (Math.max(0, totals[topic]) + trainer.words() * trainer.beta());
    }

    private double weigh(int[] row) {
        double alpha = trainer.alpha();
        double beta = trainer.beta();
        double sum = 0;
        for (int topic = 0; topic < upTo.length; topic++) {
            sum += (inDocument[topic] + alpha) * (Math.max(0, row[topic]) + beta) * shares[topic];
            upTo[topic] = sum;
        }
        return sum;
    }

    /** The first topic whose weights up to it are above a number; the last one if rounding leaves none. */
    private int find(double number) {
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] > number) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int[] row(int word) {
        int[] row = rows[word];
        if (!touched.get(word)) {
            int[] cells = in.cells(LdaTrainer.COUNTS, word);
            if (row == null) {
                row = new int[cells.length];
                rows[word] = row;
            }
            System.arraycopy(cells, 0, row, 0, cells.length);
            touched.set(word);
        }
        return row;
    }

    /** Adds what has changed: each row once. */
    private void addTo(Deltas out) {
        for (int word = touched.nextSetBit(0); word >= 0; word = touched.nextSetBit(word + 1)) {
            subtract(rows[word], in.cells(LdaTrainer.COUNTS, word));
            out.addExact(LdaTrainer.COUNTS, word, delta);
        }
        touched.clear();
        subtract(totals, totalsBefore);
        out.addExact(LdaTrainer.TOTALS, 0, delta);
    }

    private void subtract(int[] now, int[] before) {
        for (int i = 0; i < delta.length; i++) {
            delta[i] = now[i] - before[i];
        }
    }
}
