package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Range;
import sparkgaia.lab.data.RatingGenerator.Generated;
import sparkgaia.lab.study.Contender;
import sparkgaia.lab.study.MfProblem;
import sparkgaia.lab.study.Shape;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.mf.MfSettings;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code gaia lab mf}: matrix factorisation over regions, beside one data centre. */
@Command(
        name = "mf",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Factorises ratings of many regions under every model, and puts each beside one"
                        + " data centre with the same workers.")
final class MfCommand implements Callable<Integer> {
    private static final int STALENESS = 1;
    private static final int PAPER_SLACK = 2;
    private static final List<String> MODELS =
            List.of("bsp", "bsp-sharded", "ssp", "async", "paper", Contender.GAIA);

    @Spec private CommandSpec spec;
    @Mixin private RatingOptions ratings;
    @Mixin private NetworkOptions network;
    @Mixin private StudyOptions study;

    @Option(
            names = "--rank",
            paramLabel = "N",
            defaultValue = "32",
            description = "factors of a user and an item (default: ${DEFAULT-VALUE})")
    private int rank;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "how often the ratings are gone through (default: ${DEFAULT-VALUE})")
    private int epochs;

    @Option(
            names = "--cap",
            paramLabel = "X",
            defaultValue = "1.7",
            description =
                    "the most that an epoch's steps of all regions together move an item towards"
                            + " where its ratings pull it (default: ${DEFAULT-VALUE})")
    private double cap;

    @Option(
            names = "--threshold",
            paramLabel = "V",
            description =
                    "significance for the paper's rule (default: 2 for two regions, 1 for more, the"
                            + " best of 1, 2, 3 and 4 on MovieLens over two and eleven)")
    private Double threshold;

    private String name;

    @Override
    public Integer call() throws IOException {
        Range.check("--rank", rank, 1, MfSettings.RANK_MAX);
        Range.check("--epochs", epochs, 1, 10_000);
        study.check(MODELS);
        Map<String, Wan> networks = network.networks();
        try (var progress = new Progress(spec.commandLine().getErr())) {
            progress.say(() -> "reading ratings and calibrating");
            var plan = new StudyPlan();
            var studies =
                    new RegionalStudies<>(
                            ratings.isSkewed(), MfProblem::clocksPerEpoch, this::problem);
            for (Map.Entry<String, Wan> network : networks.entrySet()) {
                Wan there = network.getValue();
                int regions = there.size();
                List<Contender> contenders = contenders(studies.problem(regions), there);
                plan.on(network.getKey(), there, studies.study(regions), contenders);
            }
            papers(plan);
            List<String> intro =
                    List.of(
                            name
                                    + ", rank "
                                    + rank
                                    + ", "
                                    + epochs
                                    + " epochs, seed "
                                    + study.seed());
            return study.play("mf", intro, plan, progress);
        }
    }

    private MfProblem problem(int regions, int workersPerRegion) throws IOException {
        Generated data = ratings.ratings(regions, study.seed());
        name = data.ratings().name();
        MfSettings usual = MfSettings.of(data.ratings().users(), data.ratings().items(), rank);
        MfSettings settings =
                usual.withEpochs(epochs, usual.clocksPerEpoch())
                        .withSteps(usual.steps().first(), usual.steps().lastPart(), cap)
                        .withSeed(study.seed());
        return MfProblem.split(data, settings, regions, workersPerRegion);
    }

    private List<Contender> contenders(MfProblem problem, Wan there) {
        double significant = threshold != null ? threshold : there.size() == 2 ? 2 : 1;
        var paper = new RowChoice.SignificantRows(significant, RowChoice.Significance.NORM);
        List<Contender> all =
                List.of(
                        Contender.BSP,
                        new Contender("bsp-sharded", SyncModel.bsp(), Shape.SHARDED),
                        ssp(there.size()),
                        new Contender("async", SyncModel.async(), Shape.MESH),
                        new Contender("paper", SyncModel.paper(paper, PAPER_SLACK), Shape.MESH),
                        Contender.usual(problem, there.size()));
        return study.chosen(all);
    }

    /** On sharded servers, as the paper's systems are. Between two regions each row crosses the same link either way. */
    private static Contender ssp(int regions) {
        return regions == 2
                ? new Contender("ssp", SyncModel.ssp(STALENESS), Shape.MESH)
                : new Contender("ssp", SyncModel.sspByClock(), Shape.SHARDED);
    }

    /**
     * Figures of the paper: its figure 3 for the baselines, and those divided by Gaia's speed-ups over them. Its servers
     * are sharded, which is mirrors over two regions and not over more.
     */
    private static void papers(StudyPlan plan) {
        plan.paper("bsp", 3.5, 23.8, Double.NaN).paper("bsp-sharded", 3.5, 23.8, 3.7);
        plan.paper("ssp", 2.3, 13.7, 2.7);
        plan.paper("paper", 3.5 / 3.7, 23.8 / 25, 3.7 / 3.8);
        plan.paper("gaia", 3.5 / 3.7, 23.8 / 25, 3.7 / 3.8);
    }
}
