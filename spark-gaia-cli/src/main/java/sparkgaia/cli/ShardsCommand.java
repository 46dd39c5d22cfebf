package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Range;
import sparkgaia.lab.data.RatingGenerator.Generated;
import sparkgaia.lab.data.RegionalRatings;
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.MfTrainer;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gaia lab shards}: a job and its shards, for processes and for the lab. */
@Command(
        name = "shards",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Divides ratings among the workers of regions, and writes the job that trains on them.",
            "'gaia lab job DIR' plays it in virtual time; sidecars and 'gaia worker' run it."
        })
final class ShardsCommand implements Callable<Integer> {
    private static final List<String> MODELS = List.of("bsp", "gaia", "ssp", "async");
    private static final int STALENESS = 1;

    @Spec private CommandSpec spec;
    @Mixin private RatingOptions ratings;

    @Option(
            names = "--regions",
            paramLabel = "NAME",
            split = ",",
            required = true,
            description = "names of the regions, separated by commas, as in their certificates")
    private List<String> regions;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            description = "in each region (default: ${DEFAULT-VALUE})")
    private int workers;

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
            names = "--clocks-per-epoch",
            paramLabel = "N",
            description = "in how many clocks each time (default: what suits most ratings)")
    private Integer clocksPerEpoch;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "gaia",
            description = "bsp, gaia, ssp or async (default: ${DEFAULT-VALUE})")
    private String model;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the tables in each region (default: ${DEFAULT-VALUE})")
    private int partitions;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "of the training, of what is held out and of what is generated"
                            + " (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "mf",
            description = "what people call the job (default: ${DEFAULT-VALUE})")
    private String name;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "the folder that gets the job and the shards")
    private Path dir;

    @Override
    public Integer call() throws IOException {
        Range.check("--rank", rank, 1, MfSettings.RANK_MAX);
        Range.check("--epochs", epochs, 1, 10_000);
        Range.check("--workers", workers, 1, RegionalRatings.WORKERS_MAX);
        if (!MODELS.contains(model)) {
            throw new ParameterException(
                    spec.commandLine(), Trouble.unknown("model", model, MODELS));
        }
        Generated data = ratings.ratings(regions.size(), seed);
        RegionalRatings divided =
                RegionalRatings.split(data.ratings(), data.homes(), regions, workers, seed);
        MfSettings settings = settings(divided);
        JobDescription description = description(settings);
        MfJob.write(dir, description, divided);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s: job %s of %s, %d clocks under %s; what each of %d workers trains on and is judged by%n",
                dir,
                name,
                data.ratings().name(),
                settings.clocks(),
                model,
                description.job().workers());
        out.printf("'gaia lab job %s' plays it in virtual time.%n", dir);
        return Gaia.DONE;
    }

    private MfSettings settings(RegionalRatings divided) {
        MfSettings usual = MfSettings.of(divided.users(), divided.items(), rank);
        int clocks = clocksPerEpoch == null ? usual.clocksPerEpoch() : clocksPerEpoch;
        return usual.withEpochs(epochs, clocks).withSeed(seed);
    }

    private JobDescription description(MfSettings settings) {
        var trainer = new MfTrainer(settings);
        Job job =
                Job.of(regions, trainer.tables())
                        .workers(workers)
                        .partitions(partitions)
                        .model(sync(trainer))
                        .maxClock(settings.clocks())
                        .metrics(trainer.metrics().size())
                        .build();
        return new JobDescription(name, job, MfJob.trainerFields(settings));
    }

    private SyncModel sync(MfTrainer trainer) {
        return switch (model) {
            case "bsp" -> SyncModel.bsp();
            case "ssp" -> SyncModel.ssp(STALENESS);
            case "async" -> SyncModel.async();
            default -> trainer.model();
        };
    }
}
