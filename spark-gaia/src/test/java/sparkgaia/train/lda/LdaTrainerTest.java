package sparkgaia.train.lda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.core.table.Mix;
import sparkgaia.core.table.RowSpace;
import sparkgaia.train.BadRecord;
import sparkgaia.train.Deltas;
import sparkgaia.train.Metrics;
import sparkgaia.train.Run;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.WorkerLoop;

import java.util.ArrayList;
import java.util.List;

class LdaTrainerTest {
    private static final Planted PLANTED = new Planted(5, 20);
    private static final int WORKERS = 3;

    private static LdaTrainer trainer(int topics, int clocksPerEpoch) {
        return new LdaTrainer(PLANTED.words(), topics, 0.1, 0.01, clocksPerEpoch);
    }

    private static List<List<Document>> records() {
        var shards = new ArrayList<List<Document>>();
        for (int worker = 0; worker < WORKERS; worker++) {
            shards.add(PLANTED.documents(1, worker, 90 + worker, 50));
        }
        return shards;
    }

    private static Run<Document, LdaShard> run(
            LdaTrainer trainer, int clocks, int saveEvery, int restartEvery) {
        Job job = Run.job(trainer, WORKERS, 2, clocks);
        return new Run<>(job, trainer, records(), saveEvery, restartEvery);
    }

    private static void countsAreTheAssignments(
            LdaTrainer trainer, Run<Document, LdaShard> run, int workers) {
        var shards = new ArrayList<LdaShard>();
        for (int worker = 0; worker < workers; worker++) {
            shards.add(run.worker(worker).shard());
        }
        int[][] counts = Planted.count(trainer.words(), trainer.topics(), shards);
        assertArrayEquals(counts, run.sidecar.table(LdaTrainer.COUNTS));
        assertArrayEquals(Planted.totals(counts), run.sidecar.table(LdaTrainer.TOTALS)[0]);
        int[][] census = run.sidecar.table(LdaTrainer.CENSUS);
        for (int word = 0; word < counts.length; word++) {
            int tokens = 0;
            for (int count : counts[word]) {
                tokens += count;
            }
            assertEquals(tokens, census[word][0]);
        }
    }

    private static double likelihood(Run<Document, LdaShard> run, int commits) {
        double sum = 0;
        double tokens = 0;
        List<long[]> all = run.sidecar.metrics();
        for (long[] metrics : all.subList(all.size() - commits, all.size())) {
            sum += Metrics.value(metrics[LdaTrainer.LIKELIHOOD]);
            tokens += Metrics.value(metrics[LdaTrainer.TOKENS]);
        }
        return sum / tokens;
    }

    @Test
    void findsTheTopicsThatWerePlanted() {
        LdaTrainer trainer = trainer(8, 4);
        var first = run(trainer, 0, 1000, 0).toEnd();
        double before = PLANTED.purity(first.sidecar.table(LdaTrainer.COUNTS));
        assertTrue(before < 0.6, "a hash knows no topics: " + before);
        var run = run(trainer, 200, 1000, 0).toEnd();
        double purity = PLANTED.purity(run.sidecar.table(LdaTrainer.COUNTS));
        assertTrue(purity > 0.9, "purity " + purity);
        countsAreTheAssignments(trainer, run, WORKERS);
        // A document that has two blocks of 20 words, unevenly used, is not to be told better than
        // this.
        double likelihood = likelihood(run, WORKERS * 4);
        assertTrue(likelihood > -3.7 && likelihood < -3.0, "log-likelihood " + likelihood);
    }

    @Test
    void aClockIsItsShareOfTheTokensAndAnEpochIsAll() {
        LdaTrainer trainer = trainer(4, 7);
        var run = run(trainer, 14, 1000, 0).toEnd();
        LdaShard shard = run.worker(1).shard();
        long epoch = 0;
        for (int clock = 1; clock <= 7; clock++) {
            long work = trainer.work(shard, clock);
            assertEquals(work, trainer.work(shard, clock + 7));
            assertTrue(Math.abs(work - shard.tokens() / 7.0) < 1);
            epoch += work;
        }
        assertEquals(shard.tokens(), epoch);
        double told = 0;
        for (long[] metrics : run.sidecar.metrics()) {
            told += Metrics.value(metrics[LdaTrainer.TOKENS]);
        }
        assertEquals(2.0 * 50 * (90 + 91 + 92), told);
    }

    @Test
    void aWorkerThatIsRestartedWhereverItIsChangesNoBit() {
        for (int topics : new int[] {6, 300}) {
            LdaTrainer trainer = trainer(topics, 3);
            var quiet = run(trainer, 8, 1000, 0).toEnd();
            for (int saveEvery : new int[] {1, 3, 1000}) {
                for (int restartEvery = 7; restartEvery < 20; restartEvery += 4) {
                    var run = run(trainer, 8, saveEvery, restartEvery).toEnd();
                    assertTrue(run.attempts() > WORKERS, "there were restarts");
                    for (int table = 0; table < 3; table++) {
                        assertArrayEquals(quiet.sidecar.table(table), run.sidecar.table(table));
                    }
                    assertArrayEquals(
                            quiet.sidecar.metrics().toArray(), run.sidecar.metrics().toArray());
                    for (int worker = 0; worker < WORKERS; worker++) {
                        assertArrayEquals(quiet.saves().get(worker), run.saves().get(worker));
                    }
                }
            }
        }
    }

    @Test
    void wordsThatAreBarredAreDrawnLaterAndEveryTokenOnce() {
        LdaTrainer trainer = trainer(6, 3);
        for (int every : new int[] {1, 2, 3, 10}) {
            var run = run(trainer, 9, 4, 11);
            run.sidecar.barEvery(every);
            run.toEnd();
            countsAreTheAssignments(trainer, run, WORKERS);
            double tokens = 0;
            for (long[] metrics : run.sidecar.metrics()) {
                tokens += Metrics.value(metrics[LdaTrainer.TOKENS]);
            }
            assertEquals(3.0 * 50 * (90 + 91 + 92), tokens, "every " + every);
        }
    }

    @Test
    void regionsBeginWithTheSameTopicForAWord() {
        LdaTrainer trainer = trainer(6, 3);
        var run = run(trainer, 0, 1000, 0).toEnd();
        for (int[] row : run.sidecar.table(LdaTrainer.COUNTS)) {
            int topics = 0;
            for (int count : row) {
                topics += count > 0 ? 1 : 0;
            }
            assertTrue(topics <= 1);
        }
        countsAreTheAssignments(trainer, run, WORKERS);
    }

    @Test
    void aCopyThatIsNonsenseForAMomentMayCostQualityButNeverACount() {
        LdaTrainer trainer = trainer(6, 1);
        var context = ShardContext.even(1, 0, 1, "oslo", 0);
        var spaces = List.of(new RowSpace(trainer.tables(), 0, 1));
        var deltas = new Deltas(context, spaces);
        deltas.begin(0);
        LdaShard shard = trainer.open(context, records().get(0).iterator(), deltas);
        int[] before = Planted.totals(Planted.count(PLANTED.words(), 6, List.of(shard)));
        var view = new TableView(trainer.tables());
        for (int word = 0; word < PLANTED.words(); word++) {
            int[] row = new int[6];
            for (int topic = 0; topic < 6; topic++) {
                row[topic] = (int) (Mix.hash(word, topic) % 50);
            }
            view.put(LdaTrainer.COUNTS, word, row);
        }
        view.put(LdaTrainer.TOTALS, 0, new int[] {-1000, -1, 0, 1, 7, Integer.MAX_VALUE});
        deltas.begin(1);
        var metrics = new Metrics(trainer.metrics());
        trainer.step(shard, 1, view, deltas, metrics);
        assertEquals(shard.tokens(), Metrics.value(metrics.sums()[LdaTrainer.TOKENS]));
        int[] after = Planted.totals(Planted.count(PLANTED.words(), 6, List.of(shard)));
        int[] delta = deltas.sum(LdaTrainer.TOTALS, 0);
        for (int topic = 0; topic < 6; topic++) {
            assertEquals(after[topic] - before[topic], delta[topic]);
        }
    }

    @Test
    void ofAnInventoryOfTwoTokensTheSamplerDrawsFromTheExactPosterior() {
        // One document with the words 0 and 1, two topics. With alpha = 1 the chance that both have
        // one topic is
        // P(same) : P(other) = 2 * 2 * (beta / (2 beta + 1)) : 2 * 1 * 1 / 2, by hand.
        double beta = 0.5;
        var trainer = new LdaTrainer(2, 2, 1, beta, 1);
        int clocks = 20_000;
        var document = new Document(1, new int[] {0, 1});
        Job job = Run.job(trainer, 1, 1, 0);
        var context = ShardContext.even(3, 0, 1, "oslo", 0);
        var deltas = new Deltas(context, List.of(job.space(0)));
        deltas.begin(0);
        LdaShard shard = trainer.open(context, List.of(document).iterator(), deltas);
        var view = new TableView(trainer.tables());
        int same = 0;
        for (int clock = 1; clock <= clocks; clock++) {
            int[][] counts = Planted.count(2, 2, List.of(shard));
            view.put(LdaTrainer.COUNTS, 0, counts[0]);
            view.put(LdaTrainer.COUNTS, 1, counts[1]);
            view.put(LdaTrainer.TOTALS, 0, Planted.totals(counts));
            deltas.begin(clock);
            trainer.step(shard, clock, view, deltas, new Metrics(trainer.metrics()));
            same += shard.topic(0) == shard.topic(1) ? 1 : 0;
        }
        double inSame = 2 * beta / (2 * beta + 1);
        double expected = inSame / (inSame + 0.5);
        assertEquals(expected, (double) same / clocks, 0.02);
    }

    @Test
    void aWordOutsideTheVocabularyIsRefusedByDocumentAndPlace() {
        LdaTrainer trainer = trainer(6, 3);
        for (int word : new int[] {-1, PLANTED.words()}) {
            var bad = new Document(77, new int[] {3, 4, word});
            var loop =
                    new WorkerLoop<>(
                            Run.job(trainer, 1, 1, 3),
                            trainer,
                            ShardContext.even(1, 0, 1, "oslo", 0),
                            List.of(bad),
                            2);
            var context = ShardContext.even(1, 0, 1, "oslo", 0);
            var spaces = List.of(new RowSpace(trainer.tables(), 0, 1));
            var thrown =
                    assertThrows(
                            BadRecord.class,
                            () ->
                                    trainer.open(
                                            context,
                                            List.of(bad).iterator(),
                                            new Deltas(context, spaces)));
            assertEquals(
                    "record 0 of worker 0 in region oslo: word "
                            + word
                            + " at place 2 is not in the vocabulary of 100: number words from 0,"
                            + " and give the trainer their count",
                    thrown.getMessage());
            assertEquals(-1, loop.clock());
        }
    }

    @Test
    void documentsAndShardsWithoutWordsAreFine() {
        LdaTrainer trainer = trainer(6, 3);
        var empty = new Document(0, new int[0]);
        var few =
                List.of(
                        empty,
                        new Document(1, new int[] {1, 2}),
                        empty,
                        empty,
                        new Document(2, new int[] {3}),
                        empty);
        Job job = Run.job(trainer, 2, 2, 7);
        var run = new Run<>(job, trainer, List.of(few, List.of()), 2, 9).toEnd();
        countsAreTheAssignments(trainer, run, 2);
        assertEquals(3, run.worker(0).shard().tokens());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> trainer(0, 1));
        assertThrows(IllegalArgumentException.class, () -> trainer(LdaTrainer.TOPICS_MAX + 1, 1));
        assertThrows(IllegalArgumentException.class, () -> trainer(3, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new LdaTrainer(3, 3, Double.NaN, 0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> new LdaTrainer(0, 3, 0.1, 0.1, 1));
    }
}
