package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Values;
import sparkgaia.lab.Fault;
import sparkgaia.lab.Fault.Tail;
import sparkgaia.lab.Faults;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.data.Corpus;
import sparkgaia.lab.data.CorpusBuilder.Preparation;
import sparkgaia.lab.data.TextSource;
import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.study.LdaProblem;
import sparkgaia.lab.study.Problem;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.TableView;
import sparkgaia.train.lda.LdaShard;
import sparkgaia.train.lda.LdaTrainer;
import sparkgaia.train.lda.Planted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.TreeSet;

/** The texts that packages carry, as a corpus, and topics of it over three regions that are not left in peace. */
@Tag("slow")
class CorpusCacheTest {
    private static final long SECOND = Job.Limits.SECOND;

    private static Corpus corpus(int wordsOfSource) throws IOException {
        return new CorpusCache(DataCache.ofThisUser())
                .corpus(TextSource.DEBIAN, Preparation.USUAL.withWordsOfSource(wordsOfSource));
    }

    @Test
    void theUsualCorpusIsLargeEnoughToTellSchemesApartAndItsSourcesDiffer() throws IOException {
        Corpus corpus = corpus(Preparation.USUAL.wordsOfSourceMax());
        assertEquals(3, corpus.sources().size());
        assertTrue(corpus.tokens() > 250_000 && corpus.tokens() < 600_000, "" + corpus.tokens());
        assertTrue(corpus.vocabulary().size() > 2_000, "" + corpus.vocabulary().size());
        var words = new ArrayList<TreeSet<Integer>>();
        for (Corpus.Source source : corpus.sources()) {
            var of = new TreeSet<Integer>();
            source.documents()
                    .forEach(
                            document -> {
                                for (int word : document.words()) {
                                    of.add(word);
                                }
                            });
            assertTrue(source.tokens() > 50_000, source.name() + " has " + source.tokens());
            words.add(of);
        }
        var common = new TreeSet<>(words.get(0));
        common.retainAll(words.get(1));
        common.retainAll(words.get(2));
        assertTrue(common.size() > 300, common.size() + " words are in all sources");
        assertTrue(common.size() < 0.7 * corpus.vocabulary().size(), "" + common.size());
    }

    @Test
    void countsOfTheRealCorpusAreItsAssignmentsAndSayMoreOfHeldOutWordsThanBefore()
            throws IOException {
        Corpus corpus = corpus(40_000);
        double before = heldOut(corpus, 0, Faults.NONE);
        Faults faults =
                Faults.of(
                        20 * SECOND,
                        new Fault.WorkerCrash(4 * SECOND, 1, 6 * SECOND),
                        new Fault.Crash(8 * SECOND, 2, Tail.LOST, true, 10 * SECOND),
                        new Fault.Crash(15 * SECOND, 0, Tail.TORN, true, 17 * SECOND));
        double after = heldOut(corpus, 80, faults);
        assertTrue(before - after > 0.3, "from " + before + " to " + after);
    }

    /** Minus the mean logarithm of a held-out word's probability, under a copy whose counts are exact. */
    private static double heldOut(Corpus corpus, int clocks, Faults faults) {
        var trainer = new LdaTrainer(corpus.vocabulary().size(), 20, 0.1, 0.01, 4);
        var problem = new LdaProblem(corpus, trainer, 2, clocks, 1);
        Wan wan = WanFiles.preset("ec2").of("Virginia", "Singapore", "SaoPaulo").scaled(0.05);
        Job job =
                Job.of(wan.names(), trainer.tables())
                        .workers(2)
                        .metrics(trainer.metrics().size())
                        .model(SyncModel.gaiaCounts(0.5, 1, 4, 1))
                        .maxClock(clocks)
                        .build();
        var run =
                new Run(
                        Scenario.of(job, wan, trainer, problem.shards())
                                .machines(Machines.of(100_000))
                                .faults(faults)
                                .waitForAll());
        Outcome outcome = run.play();
        assertNull(outcome.failure());
        assertTrue(outcome.isConverged());
        var shards = new ArrayList<LdaShard>();
        for (int worker = 0; worker < job.workers(); worker++) {
            shards.add((LdaShard) run.shard(worker));
        }
        TableView copy = copy(job, run.region(1, 0).values());
        int[][] counts = Planted.count(trainer.words(), trainer.topics(), shards);
        for (int word = 0; word < trainer.words(); word++) {
            assertArrayEquals(counts[word], copy.cells(LdaTrainer.COUNTS, word));
        }
        assertArrayEquals(Planted.totals(counts), copy.cells(LdaTrainer.TOTALS, 0));
        double[] sums = new double[2 * Problem.FIGURES];
        for (int worker = 0; worker < job.workers(); worker++) {
            problem.judge(copy, worker, shards.get(worker), sums);
        }
        return sums[Problem.HELD_OUT] / sums[Problem.FIGURES + Problem.HELD_OUT];
    }

    private static TableView copy(Job job, Values values) {
        var copy = new TableView(job.tables());
        for (int table : new int[] {LdaTrainer.COUNTS, LdaTrainer.TOTALS}) {
            for (int row = 0; row < job.tables().get(table).rows(); row++) {
                copy.put(table, row, values.get(job.space(0).id(table, row)));
            }
        }
        return copy;
    }
}
