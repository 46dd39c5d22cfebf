package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Range;
import sparkgaia.lab.run.FashionMnist;
import sparkgaia.lab.study.Contender;
import sparkgaia.lab.study.LabelSkew;
import sparkgaia.lab.study.LogisticProblem;
import sparkgaia.lab.study.Shape;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.linear.LogisticTrainer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code gaia lab logreg}: multinomial logistic regression on pictures. */
@Command(
        name = "logreg",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = LogregCommand.ABOUT)
final class LogregCommand implements Callable<Integer> {
    static final String ABOUT =
            "Learns to tell pictures of clothes apart by logistic regression, under every model,"
                    + " beside one data centre.";

    private static final int STALENESS = 1;
    private static final int ROUND_BITS = 8;
    private static final double BUDGET = 0.5;
    private static final int BITS = 4;
    private static final int AGE = 4;
    private static final int SLACK = 2;
    private static final List<String> MODELS =
            List.of("bsp", "ssp", "async", "local-sgd", "gaia-rows", Contender.GAIA);

    @Spec private CommandSpec spec;
    @Mixin private NetworkOptions network;
    @Mixin private StudyOptions study;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "your own pictures, in files named like those of MNIST (*-ubyte.gz; default:"
                            + " Fashion-MNIST, fetched once)")
    private Path data;

    @Option(
            names = "--train",
            paramLabel = "N",
            defaultValue = "20000",
            description = "pictures to learn from, at most (default: ${DEFAULT-VALUE})")
    private int train;

    @Option(
            names = "--test",
            paramLabel = "N",
            defaultValue = "2000",
            description = "pictures held out, at most (default: ${DEFAULT-VALUE})")
    private int test;

    @Option(
            names = "--shrink",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "pixels in both directions that are averaged into one (default: ${DEFAULT-VALUE})")
    private int shrink;

    @Option(
            names = "--skew",
            paramLabel = "0..1",
            defaultValue = "0",
            description =
                    "how much regions differ in their classes; at 1 each has some that no other has"
                            + " (default: ${DEFAULT-VALUE})")
    private double skew;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "how often the pictures are gone through (default: ${DEFAULT-VALUE})")
    private int epochs;

    @Option(
            names = "--clocks",
            paramLabel = "N",
            defaultValue = "8",
            description = "of an epoch (default: ${DEFAULT-VALUE})")
    private int clocks;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "mini-batches of a clock, on a worker's own copy (default: ${DEFAULT-VALUE})")
    private int steps;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description = "of learning (default: by the number of pixels)")
    private Double rate;

    private FashionMnist pictures;

    @Override
    public Integer call() throws IOException {
        Range.check("--train", train, 1, 1 << 24);
        Range.check("--test", test, 1, 1 << 24);
        Range.check("--shrink", shrink, 1, 1 << 10);
        Range.check("--skew", skew, 0.0, 1.0);
        Range.check("--epochs", epochs, 1, 10_000);
        Range.check("--clocks", clocks, 1, 1_000);
        Range.check("--steps", steps, 1, 100_000);
        study.check(MODELS);
        Map<String, Wan> networks = network.networks();
        try (var progress = new Progress(spec.commandLine().getErr())) {
            progress.say(() -> "reading pictures and calibrating");
            pictures = pictures();
            var plan = new StudyPlan();
            var studies =
                    new RegionalStudies<LogisticProblem>(
                            skew > 0, problem -> clocks, this::problem);
            for (Map.Entry<String, Wan> there : networks.entrySet()) {
                int regions = there.getValue().size();
                LogisticProblem problem = studies.problem(regions);
                plan.on(
                        there.getKey(),
                        there.getValue(),
                        studies.study(regions),
                        contenders(problem, regions));
            }
            return study.play("logreg", intro(), plan, progress);
        }
    }

    private FashionMnist pictures() throws IOException {
        if (data != null) {
            return FashionMnist.read(data, shrink, train, test);
        }
        Path unpacked = DataCache.ofThisUser().debian("fashion-mnist", FashionMnist.PACKAGE);
        return FashionMnist.load(unpacked, shrink, train, test);
    }

    private LogisticProblem problem(int regions, int workersPerRegion) {
        int features = pictures.train().get(0).features().length;
        int classes = pictures.classes();
        LogisticTrainer usual = LogisticTrainer.of(features, classes).withClocks(clocks, steps);
        LogisticTrainer trainer = rate == null ? usual : usual.withLearningRate(rate);
        // Without skew the regions do not matter: the same workers have the same pictures anywhere.
        LabelSkew spread =
                skew == 0
                        ? new LabelSkew(0, classes, 1, regions * workersPerRegion, study.seed())
                        : new LabelSkew(skew, classes, regions, workersPerRegion, study.seed());
        return new LogisticProblem(
                trainer, pictures.train(), pictures.test(), spread, epochs * clocks);
    }

    private List<Contender> contenders(LogisticProblem problem, int regions) {
        return study.chosen(
                List.of(
                        Contender.BSP,
                        new Contender("ssp", SyncModel.ssp(STALENESS), Shape.MESH),
                        new Contender("async", SyncModel.async(), Shape.MESH),
                        new Contender("local-sgd", SyncModel.localSgd(ROUND_BITS), Shape.MESH),
                        new Contender(
                                "gaia-rows",
                                SyncModel.gaia(BUDGET, BITS, AGE, SLACK),
                                Shape.usual(regions)),
                        Contender.usual(problem, regions)));
    }

    private List<String> intro() {
        return List.of(
                String.format(
                        "%s of %d pixels in %s, label skew %s, %s, seed %d",
                        Words.count(pictures.train().size(), "picture"),
                        pictures.train().get(0).features().length,
                        pictures.classes() + " classes",
                        skew,
                        Words.count(epochs, "epoch"),
                        study.seed()),
                "Figures are mean cross-entropies; accuracy is the part of the held-out pictures that"
                        + " the model gets right.");
    }
}
