package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import sparkgaia.lab.data.Corpus;
import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.study.Contender;
import sparkgaia.lab.study.Fact;
import sparkgaia.lab.study.LdaProblem;
import sparkgaia.lab.study.Problem;
import sparkgaia.lab.study.Study;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;
import sparkgaia.train.lda.Document;
import sparkgaia.train.lda.LdaShard;
import sparkgaia.train.lda.LdaTrainer;
import sparkgaia.train.lda.Planted;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** What has to be true after every run, where over a WAN it is not. */
class StudyResultTest {
    private static final Planted PLANTED = new Planted(8, 25);

    /** Counts of fewer shards than there are: as if a region had lost a commit, but only over a WAN. */
    private record Forgetful(LdaProblem whole, boolean forgets)
            implements Problem<Document, LdaShard> {
        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public Trainer<Document, LdaShard> trainer() {
            return whole.trainer();
        }

        @Override
        public List<List<Document>> shards() {
            return whole.shards();
        }

        @Override
        public int clocks() {
            return whole.clocks();
        }

        @Override
        public void judge(TableView copy, int worker, LdaShard shard, double[] sums) {
            whole.judge(copy, worker, shard, sums);
        }

        @Override
        public List<Fact> facts(List<TableView> copies, List<LdaShard> shards) {
            boolean isWrong = forgets && copies.size() > 1;
            return whole.facts(copies, isWrong ? shards.subList(1, shards.size()) : shards);
        }
    }

    @Command(name = "study")
    private static final class StudyCommand implements Callable<Integer> {
        @Mixin private StudyOptions study;
        private final StudyPlan plan;

        StudyCommand(StudyPlan plan) {
            this.plan = plan;
        }

        @Override
        public Integer call() throws IOException {
            return study.play(
                    "study", List.of(), plan, new Progress(new PrintWriter(new StringWriter())));
        }
    }

    private final StringWriter out = new StringWriter();

    private int play(boolean forgets) {
        var sources = new ArrayList<Corpus.Source>();
        for (int region = 0; region < 3; region++) {
            List<Document> documents = PLANTED.documents(1, 2 * region, 40, 60);
            sources.add(new Corpus.Source("s" + region, documents, 0));
        }
        var corpus = new Corpus(Collections.nCopies(PLANTED.words(), "word"), sources);
        var trainer = new LdaTrainer(PLANTED.words(), 4, 0.1, 0.01, 2);
        var problem = new Forgetful(new LdaProblem(corpus, trainer, 2, 4, 1), forgets);
        var study = Study.of(problem, StudyOptions.near(3), 2);
        var plan = new StudyPlan();
        plan.on("three", WanFiles.preset("three"), study, List.of(Contender.BSP));
        return new CommandLine(new StudyCommand(plan)).setOut(new PrintWriter(out, true)).execute();
    }

    @Test
    void aRunWhoseCountsAreWrongIsNamedAndTheCommandFails() {
        assertEquals(Gaia.FAILED, play(true));
        assertTrue(
                out.toString()
                        .contains("FAILED: counts equal the assignments: no, bsp over three\n"),
                out.toString());
    }

    @Test
    void withoutAWrongOneItIsDone() {
        assertEquals(Gaia.DONE, play(false), out.toString());
        assertTrue(out.toString().contains("counts equal the assignments: yes"), out.toString());
    }
}
