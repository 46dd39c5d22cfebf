package sparkgaia.lab.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.lab.data.BadCorpus;
import sparkgaia.lab.data.Corpus;
import sparkgaia.train.Run;
import sparkgaia.train.TableView;
import sparkgaia.train.lda.Document;
import sparkgaia.train.lda.LdaShard;
import sparkgaia.train.lda.LdaTrainer;
import sparkgaia.train.lda.Planted;

import java.util.ArrayList;
import java.util.List;

class LdaProblemTest {
    private static final Planted PLANTED = new Planted(4, 10);

    private static Corpus corpus(int words) {
        var vocabulary = new ArrayList<String>();
        for (int word = 0; word < words; word++) {
            vocabulary.add("word" + word);
        }
        var sources = new ArrayList<Corpus.Source>();
        for (int region = 0; region < 3; region++) {
            sources.add(
                    new Corpus.Source("s" + region, PLANTED.documents(1, region, 60, 50), region));
        }
        return new Corpus(vocabulary, sources);
    }

    private static LdaProblem problem(int topics, double beta, int clocks) {
        var trainer = new LdaTrainer(PLANTED.words(), topics, 0.1, beta, 2);
        return new LdaProblem(corpus(PLANTED.words()), trainer, 2, clocks, 1);
    }

    private static double[] judge(LdaProblem problem) {
        Job job = Run.job(problem.trainer(), problem.shards().size(), 1, problem.clocks());
        var run = new Run<>(job, problem.trainer(), problem.shards(), 100, 0).toEnd();
        var copy = new TableView(problem.trainer().tables());
        for (int table = 0; table < 2; table++) {
            int[][] rows = run.sidecar.table(table);
            for (int row = 0; row < rows.length; row++) {
                copy.put(table, row, rows[row]);
            }
        }
        double[] sums = new double[2 * Problem.FIGURES];
        for (int worker = 0; worker < problem.shards().size(); worker++) {
            problem.judge(copy, worker, run.worker(worker).shard(), sums);
        }
        return sums;
    }

    private static double figure(double[] sums, int figure) {
        return sums[figure] / sums[Problem.FIGURES + figure];
    }

    @Test
    void aFifthOfEveryDocumentIsHeldOutAndWorkersHaveEvenParts() {
        LdaProblem problem = problem(4, 0.01, 0);
        assertEquals(6, problem.shards().size());
        int documents = 0;
        for (List<Document> shard : problem.shards()) {
            assertEquals(30, shard.size());
            for (Document document : shard) {
                assertEquals(40, document.words().length);
                documents++;
            }
        }
        assertEquals(180, documents);
        Document whole = PLANTED.documents(1, 0, 60, 50).get(0);
        int[] kept = problem.shards().get(0).get(0).words();
        assertEquals(whole.words()[3], kept[3]);
        assertEquals(whole.words()[5], kept[4]);
    }

    @Test
    void trainingLowersBothFigures() {
        double[] before = judge(problem(4, 0.01, 0));
        double[] after = judge(problem(4, 0.01, 60));
        assertArrayEquals(
                new double[] {180 * 40, 180 * 10},
                new double[] {
                    after[Problem.FIGURES + Problem.OBJECTIVE],
                    after[Problem.FIGURES + Problem.HELD_OUT]
                });
        for (int figure : new int[] {Problem.OBJECTIVE, Problem.HELD_OUT}) {
            double gain = figure(before, figure) - figure(after, figure);
            assertTrue(gain > 0.2, "figure " + figure + " gains " + gain);
        }
        assertTrue(figure(after, Problem.HELD_OUT) > figure(after, Problem.OBJECTIVE));
    }

    @Test
    void theFiguresOfTheEvenModelAreThoseOfAUniformGuess() {
        // With one topic and an enormous beta every word is as probable as every other.
        double[] sums = judge(problem(1, 1e6, 1));
        double uniform = StrictMath.log(PLANTED.words());
        assertEquals(uniform, figure(sums, Problem.OBJECTIVE), 1e-3);
        assertEquals(uniform, figure(sums, Problem.HELD_OUT), 1e-3);
    }

    private static boolean isExact(LdaProblem problem, TableView copy, List<LdaShard> shards) {
        List<Fact> facts = problem.facts(List.of(copy(problem, shards), copy), shards);
        Fact.Check check = (Fact.Check) facts.get(0);
        assertEquals("countsExact", check.name());
        return check.holds();
    }

    /** What the counts of these shards ought to be. */
    private static TableView copy(LdaProblem problem, List<LdaShard> shards) {
        LdaTrainer trainer = problem.trainer();
        int[][] counts = Planted.count(trainer.words(), trainer.topics(), shards);
        var copy = new TableView(trainer.tables());
        for (int word = 0; word < counts.length; word++) {
            copy.put(LdaTrainer.COUNTS, word, counts[word]);
        }
        copy.put(LdaTrainer.TOTALS, 0, Planted.totals(counts));
        return copy;
    }

    @Test
    void countsThatAreWrongInOneCellOfOneRegionAreNotExact() {
        LdaProblem problem = problem(4, 0.01, 6);
        Job job = Run.job(problem.trainer(), problem.shards().size(), 1, problem.clocks());
        var run = new Run<>(job, problem.trainer(), problem.shards(), 100, 0).toEnd();
        var shards = new ArrayList<LdaShard>();
        for (int worker = 0; worker < problem.shards().size(); worker++) {
            shards.add(run.worker(worker).shard());
        }
        assertTrue(isExact(problem, copy(problem, shards), shards));
        TableView cell = copy(problem, shards);
        cell.cells(LdaTrainer.COUNTS, PLANTED.words() - 1)[3]++;
        assertFalse(isExact(problem, cell, shards));
        TableView total = copy(problem, shards);
        total.cells(LdaTrainer.TOTALS, 0)[0]--;
        assertFalse(isExact(problem, total, shards));
        // Moved within a word, so that all sums stay as they were.
        TableView moved = copy(problem, shards);
        moved.cells(LdaTrainer.COUNTS, 0)[0]++;
        moved.cells(LdaTrainer.COUNTS, 0)[1]--;
        assertFalse(isExact(problem, moved, shards));
        assertFalse(isExact(problem, copy(problem, shards), shards.subList(1, shards.size())));
    }

    @Test
    void aTrainerForAnotherVocabularyIsRefused() {
        var trainer = new LdaTrainer(7, 4, 0.1, 0.1, 2);
        assertThrows(BadCorpus.class, () -> new LdaProblem(corpus(40), trainer, 1, 3, 1));
    }
}
