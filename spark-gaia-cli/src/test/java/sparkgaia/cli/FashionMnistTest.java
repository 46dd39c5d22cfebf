package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowSpace;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.data.BadIdx;
import sparkgaia.lab.run.FashionMnist;
import sparkgaia.lab.study.LabelSkew;
import sparkgaia.lab.study.LogisticProblem;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.TableView;
import sparkgaia.train.linear.Example;
import sparkgaia.train.linear.LogisticTrainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real pictures, in three regions. */
class FashionMnistTest {
    private static final String FOLDER = "usr/share/datasets/fashion-mnist";

    @Test
    @Tag("slow")
    void roundsOfLocalSgdNameFourPicturesInFiveRightly() throws IOException {
        Path unpacked = DataCache.ofThisUser().debian("fashion-mnist", FashionMnist.PACKAGE);
        FashionMnist pictures = FashionMnist.load(unpacked, 1, 20_000, 10_000);
        assertEquals(20_000, pictures.train().size());
        assertEquals(10_000, pictures.test().size());
        assertEquals(1000, pictures.test().stream().filter(p -> p.label() == 3).count());
        double mean = 0;
        for (Example example : pictures.train()) {
            for (float pixel : example.features()) {
                mean += pixel / (20_000.0 * 784);
            }
        }
        assertEquals(0.286, mean, 0.002);

        var trainer = LogisticTrainer.of(784, FashionMnist.CLASSES).withClocks(4, 64);
        var skew = new LabelSkew(0, FashionMnist.CLASSES, 3, 2, 1);
        var problem = new LogisticProblem(trainer, pictures.train(), pictures.test(), skew, 40);
        double accuracy = problem.accuracy(trained(problem));
        assertTrue(accuracy >= 0.82 && accuracy < 0.86, "accuracy " + accuracy);
    }

    private static TableView trained(LogisticProblem problem) {
        Wan wan = Wan.uniform(3, 10, 50);
        Job job =
                Job.of(wan.names(), problem.trainer().tables())
                        .metrics(problem.trainer().metrics().size())
                        .workers(2)
                        .model(SyncModel.localSgd(8))
                        .maxClock(problem.clocks())
                        .build();
        var run =
                new Run(
                        Scenario.of(job, wan, problem.trainer(), problem.shards())
                                .machines(Machines.of(100_000)));
        Outcome outcome = run.play();
        assertTrue(outcome.isComplete() && outcome.isConverged(), outcome.toString());
        var copy = new TableView(job.tables());
        RowSpace space = job.space(0);
        for (int id = 0; id < space.size(); id++) {
            copy.put(space.table(id), space.row(id), run.region(2, 0).values().get(id));
        }
        return copy;
    }

    @Test
    void whatIsMissingOrBrokenIsNamed(@TempDir Path folder) throws IOException {
        assertTrue(refusal(folder).startsWith("train-images-idx3-ubyte.gz: is not in "));
        Files.createDirectories(folder.resolve(FOLDER));
        Path images = folder.resolve(FOLDER).resolve("train-images-idx3-ubyte.gz");
        Files.write(images, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        assertTrue(
                refusal(folder).startsWith("train-images-idx3-ubyte.gz: cannot be unpacked"),
                refusal(folder));
    }

    private static String refusal(Path folder) {
        return assertThrows(BadIdx.class, () -> FashionMnist.load(folder, 2, 10, 10)).getMessage();
    }
}
