package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Range;
import sparkgaia.lab.data.Corpus;
import sparkgaia.lab.data.CorpusBuilder.Preparation;
import sparkgaia.lab.data.TextSource;
import sparkgaia.lab.run.CorpusFiles;
import sparkgaia.lab.study.Contender;
import sparkgaia.lab.study.LdaProblem;
import sparkgaia.lab.study.Shape;
import sparkgaia.lab.study.Study;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.lda.LdaTrainer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code gaia lab lda-plain}: topics of texts that differ from region to region, by collapsed Gibbs sampling. */
@Command(
        name = "lda-plain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = LdaPlainCommand.ABOUT)
final class LdaPlainCommand implements Callable<Integer> {
    static final String ABOUT =
            "Finds the topics of texts whose sources are regions, under every model, beside one data"
                    + " centre, and checks the counts.";

    private static final int STALENESS = 1;
    private static final int PAPER_SLACK = 2;
    private static final List<String> MODELS =
            List.of("bsp", "ssp", "async", "paper", Contender.GAIA);

    @Spec private CommandSpec spec;
    @Mixin private NetworkOptions network;
    @Mixin private StudyOptions study;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "your own texts (.txt, .md, .rst, .html, also .gz), a folder for each region"
                            + " (default: documentation of linux, openjdk and perl, fetched once)")
    private Path data;

    @Option(
            names = "--words",
            paramLabel = "N",
            defaultValue = "200000",
            description = "of a source, at most (default: ${DEFAULT-VALUE})")
    private int words;

    @Option(
            names = "--topics",
            paramLabel = "N",
            defaultValue = "20",
            description = "to find (default: ${DEFAULT-VALUE})")
    private int topics;

    @Option(
            names = "--alpha",
            paramLabel = "X",
            defaultValue = "0.1",
            description = "how even a document's topics are expected to be (default: 0.1)")
    private double alpha;

    @Option(
            names = "--beta",
            paramLabel = "X",
            defaultValue = "0.01",
            description = "how even a topic's words are expected to be (default: 0.01)")
    private double beta;

    @Option(
            names = "--sweeps",
            paramLabel = "N",
            defaultValue = "60",
            description = "how often the texts are gone through (default: ${DEFAULT-VALUE})")
    private int sweeps;

    @Option(
            names = "--clocks",
            paramLabel = "N",
            defaultValue = "4",
            description = "of a sweep (default: ${DEFAULT-VALUE})")
    private int clocks;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "4",
            description = "of a region (default: ${DEFAULT-VALUE})")
    private int workers;

    @Option(
            names = "--threshold",
            paramLabel = "V",
            defaultValue = "0.2",
            description = "significance for the paper's rule (default: ${DEFAULT-VALUE})")
    private double threshold;

    @Override
    public Integer call() throws IOException {
        Range.check("--topics", topics, 1, 10_000);
        Range.check("--sweeps", sweeps, 1, 10_000);
        Range.check("--clocks", clocks, 1, 1_000);
        Range.check("--workers", workers, 1, 1_000);
        study.check(MODELS);
        int sources = data == null ? TextSource.DEBIAN.size() : CorpusFiles.sources(data).size();
        Map<String, Wan> networks =
                network.networksOf(sources, "each of the " + sources + " sources is a region");
        try (var progress = new Progress(spec.commandLine().getErr())) {
            progress.say(() -> "reading texts and calibrating");
            Corpus corpus = corpus();
            var trainer = new LdaTrainer(corpus.vocabulary().size(), topics, alpha, beta, clocks);
            var problem = new LdaProblem(corpus, trainer, workers, sweeps * clocks, study.seed());
            Study<?, ?> calibrated = Study.of(problem, StudyOptions.near(sources), clocks);
            var plan = new StudyPlan();
            networks.forEach(
                    (name, wan) -> plan.on(name, wan, calibrated, contenders(problem, wan)));
            return study.play("lda-plain", intro(corpus), plan, progress);
        }
    }

    private Corpus corpus() throws IOException {
        Preparation preparation = Preparation.USUAL.withWordsOfSource(words).withSeed(study.seed());
        return data == null
                ? new CorpusCache(DataCache.ofThisUser()).corpus(TextSource.DEBIAN, preparation)
                : CorpusFiles.corpus(data, preparation);
    }

    private List<Contender> contenders(LdaProblem problem, Wan there) {
        var rule = new RowChoice.SignificantRows(threshold, RowChoice.Significance.NORM);
        return study.chosen(
                List.of(
                        Contender.BSP,
                        new Contender("ssp", SyncModel.ssp(STALENESS), Shape.MESH),
                        new Contender("async", SyncModel.async(), Shape.MESH),
                        new Contender("paper", SyncModel.paper(rule, PAPER_SLACK), Shape.MESH),
                        Contender.usual(problem, there.size())));
    }

    private List<String> intro(Corpus corpus) {
        String sources =
                corpus.sources().stream()
                        .map(Corpus.Source::name)
                        .collect(Collectors.joining(", "));
        return List.of(
                String.format(
                        "%s of %s: %s, %s, seed %d",
                        Words.count(corpus.tokens(), "word"),
                        sources,
                        Words.count(topics, "topic"),
                        Words.count(sweeps, "sweep"),
                        study.seed()),
                "Figures are minus the mean logarithm of a word's probability; each fifth word is"
                        + " held out.");
    }
}
