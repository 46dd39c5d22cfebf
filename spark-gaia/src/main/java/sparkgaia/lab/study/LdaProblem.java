package sparkgaia.lab.study;

import sparkgaia.core.Invariant;
import sparkgaia.core.table.Range;
import sparkgaia.lab.data.BadCorpus;
import sparkgaia.lab.data.Corpus;
import sparkgaia.train.TableView;
import sparkgaia.train.lda.Document;
import sparkgaia.train.lda.LdaShard;
import sparkgaia.train.lda.LdaTrainer;
import sparkgaia.train.lda.LogSum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Topics of a corpus whose sources are regions. Of every document each fifth word is held out; the topics of the document
 * are those of the other words. A figure is minus the mean logarithm of a token's probability, over all tokens.
 */
public final class LdaProblem implements Problem<Document, LdaShard> {
    static final int HELD_OUT_EVERY = 5;
    static final int WORKERS_PER_REGION_MAX = 10_000;

    private final LdaTrainer trainer;
    private final int clocks;
    private final long seed;
    private final List<List<Document>> shards = new ArrayList<>();
    private final List<List<Document>> heldOut = new ArrayList<>();

    /** @param workersPerRegion each source of the corpus is a region */
    public LdaProblem(
            Corpus corpus, LdaTrainer trainer, int workersPerRegion, int clocks, long seed) {
        Range.check("workers of a region", workersPerRegion, 1, WORKERS_PER_REGION_MAX);
        if (trainer.words() != corpus.vocabulary().size()) {
            throw new BadCorpus(
                    "a trainer for "
                            + trainer.words()
                            + " words and a corpus of "
                            + corpus.vocabulary().size());
        }
        this.trainer = trainer;
        this.clocks = clocks;
        this.seed = seed;
        for (Corpus.Source source : corpus.sources()) {
            deal(source, workersPerRegion);
        }
    }

    /** Each document goes to the worker that has the fewest tokens so far. */
    private void deal(Corpus.Source source, int workers) {
        int first = shards.size();
        long[] tokens = new long[workers];
        for (int worker = 0; worker < workers; worker++) {
            shards.add(new ArrayList<>());
            heldOut.add(new ArrayList<>());
        }
        for (Document document : source.documents()) {
            int least = 0;
            for (int worker = 1; worker < workers; worker++) {
                least = tokens[worker] < tokens[least] ? worker : least;
            }
            tokens[least] += document.words().length;
            shards.get(first + least).add(part(document, false));
            heldOut.get(first + least).add(part(document, true));
        }
    }

    private static Document part(Document document, boolean isHeldOut) {
        int[] words = document.words();
        int[] part = new int[words.length];
        int size = 0;
        for (int i = 0; i < words.length; i++) {
            if ((i % HELD_OUT_EVERY == HELD_OUT_EVERY - 1) == isHeldOut) {
                part[size++] = words[i];
            }
        }
        return new Document(document.id(), Arrays.copyOf(part, size));
    }

    @Override
    public String name() {
        return "lda-plain";
    }

    @Override
    public LdaTrainer trainer() {
        return trainer;
    }

    @Override
    public List<List<Document>> shards() {
        return shards;
    }

    @Override
    public int clocks() {
        return clocks;
    }

    @Override
    public long seed() {
        return seed;
    }

    /** Whether every region counts each token once, at its word and topic. */
    @Override
    public List<Fact> facts(List<TableView> copies, List<LdaShard> shards) {
        int[][] counts = new int[trainer.words()][trainer.topics()];
        int[] totals = new int[trainer.topics()];
        for (LdaShard shard : shards) {
            for (int token = 0; token < shard.tokens(); token++) {
                counts[shard.word(token)][shard.topic(token)]++;
                totals[shard.topic(token)]++;
            }
        }
        boolean isExact = true;
        for (TableView copy : copies) {
            isExact &= Arrays.equals(totals, copy.cells(LdaTrainer.TOTALS, 0));
            for (int word = 0; word < counts.length; word++) {
                isExact &= Arrays.equals(counts[word], copy.cells(LdaTrainer.COUNTS, word));
            }
        }
        return List.of(new Fact.Check("countsExact", "counts equal the assignments", isExact));
    }

    @Override
    public void judge(TableView copy, int worker, LdaShard shard, double[] sums) {
        List<Document> held = heldOut.get(worker);
        Invariant.check(shard.documents() == held.size(), "the shard is of this worker");
        var judge = new Judge(copy);
        var objective = new LogSum();
        var error = new LogSum();
        long heldTokens = 0;
        for (int document = 0; document < held.size(); document++) {
            judge.enter(shard, document);
            for (int i = shard.first(document); i < shard.first(document + 1); i++) {
                objective.add(judge.probability(shard.word(i)));
            }
            for (int word : held.get(document).words()) {
                error.add(judge.probability(word));
            }
            heldTokens += held.get(document).words().length;
        }
        sums[OBJECTIVE] -= objective.get();
        sums[HELD_OUT] -= error.get();
        sums[FIGURES + OBJECTIVE] += shard.tokens();
        sums[FIGURES + HELD_OUT] += heldTokens;
    }

    /** How probable a document's words are under a copy. */
    private final class Judge {
        private final TableView copy;
        private final double[] perTopic;
        private final double[] mixture;

        Judge(TableView copy) {
            this.copy = copy;
            int[] totals = copy.cells(LdaTrainer.TOTALS, 0);
            this.perTopic = new double[totals.length];
            this.mixture = new double[totals.length];
            for (int topic = 0; topic < totals.length; topic++) {
                perTopic[topic] =
                        1 / (Math.max(0, totals[topic]) + trainer.words() * trainer.beta());
            }
        }

        /** The document's topics, each already over the tokens of the topic. */
        void enter(LdaShard shard, int document) {
            Arrays.fill(mixture, trainer.alpha());
            for (int i = shard.first(document); i < shard.first(document + 1); i++) {
                mixture[shard.topic(i)]++;
            }
            double all =
                    shard.first(document + 1)
                            - shard.first(document)
                            + trainer.topics() * trainer.alpha();
            for (int topic = 0; topic < mixture.length; topic++) {
                mixture[topic] *= perTopic[topic] / all;
            }
        }

        double probability(int word) {
            int[] counts = copy.cells(LdaTrainer.COUNTS, word);
            double sum = 0;
            for (int topic = 0; topic < mixture.length; topic++) {
                sum += mixture[topic] * (Math.max(0, counts[topic]) + trainer.beta());
            }
            return sum;
        }
    }
}
