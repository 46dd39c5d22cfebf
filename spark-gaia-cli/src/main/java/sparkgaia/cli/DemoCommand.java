package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sparkgaia.core.Job;
import sparkgaia.lab.Fault;
import sparkgaia.lab.Faults;
import sparkgaia.lab.data.Homes;
import sparkgaia.lab.data.MovieLens;
import sparkgaia.lab.data.RatingGenerator;
import sparkgaia.lab.data.RatingGenerator.Generated;
import sparkgaia.lab.data.RatingStatistics;
import sparkgaia.lab.data.Ratings;
import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.study.Contender;
import sparkgaia.lab.study.MfProblem;
import sparkgaia.lab.study.Standing;
import sparkgaia.lab.study.Study;
import sparkgaia.lab.study.Trained;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.mf.MfSettings;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gaia lab demo}: the idea in under a minute. Every figure in its text comes from the runs it has just made. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows the idea in under a minute, on ratings of films; begin here.",
            "'gaia lab mf' is the long form."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String FAR = "far";
    private static final int RANK = 16;
    private static final int VICTIM = 1;
    private static final long KILLED_SECONDS = 600;
    private static final long BACK_SECONDS = 660;

    @Spec private CommandSpec spec;
    @Mixin private JsonFile json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the training, and of what is held out (default: ${DEFAULT-VALUE})")
    private long seed;

    private PrintWriter out;
    private Ratings ratings;
    private Wan far;

    @Override
    public Integer call() throws IOException {
        out = spec.commandLine().getOut();
        far = WanFiles.preset("three");
        StudyResult result;
        Trained<?, ?> killed;
        try (var progress = new Progress(spec.commandLine().getErr())) {
            progress.say(() -> "reading ratings and calibrating");
            ratings = ratings(DataCache.ofThisUser(), seed, progress, out);
            var studies = new RegionalStudies<>(false, MfProblem::clocksPerEpoch, this::problem);
            Study<?, ?> study = studies.study(far.size());
            progress.clear();
            introduce(study);
            var plan = new StudyPlan();
            plan.on(
                    FAR,
                    far,
                    study,
                    List.of(
                            Contender.BSP,
                            Contender.usual(studies.problem(far.size()), far.size())));
            result = StudyResult.of(plan, progress);
            progress.say(() -> "the same again, with a region that is killed");
            killed = study.over(FAR, far, Contender.BSP).with(kill()).play();
        }
        return tell(result, killed);
    }

    /** MovieLens; without it, and without a network to fetch it over, others of the same size. */
    static Ratings ratings(DataCache cache, long seed, Progress progress, PrintWriter out) {
        try {
            return RatingOptions.movieLens(cache);
        } catch (IOException e) {
            progress.clear();
            out.println("(" + e.getMessage() + ". So these ratings are made up, as many of them.)");
            int users = MovieLens.USERS;
            return new RatingGenerator(users, MovieLens.ITEMS, MovieLens.RATINGS, 1, 0, seed)
                    .generate()
                    .ratings();
        }
    }

    private MfProblem problem(int regions, int workersPerRegion) {
        MfSettings settings = MfSettings.of(ratings.users(), ratings.items(), RANK).withSeed(seed);
        return MfProblem.split(
                new Generated(ratings, Homes.anywhere()), settings, regions, workersPerRegion);
    }

    private static Faults kill() {
        long back = BACK_SECONDS * Job.Limits.SECOND;
        long killed = KILLED_SECONDS * Job.Limits.SECOND;
        return Faults.of(2 * back, new Fault.Crash(killed, VICTIM, Fault.Tail.TORN, true, back));
    }

    private void introduce(Study<?, ?> study) {
        int workers = study.problem().shards().size() / far.size();
        out.println("spark-gaia trains one model over data that stays in many regions.");
        out.println();
        out.printf(
                "Here %,d people have rated %,d films, %,d times. A third of them lives in each of%n"
                        + "%s and %s, and no rating leaves its region.%n",
                ratings.users(),
                ratings.items(),
                ratings.size(),
                String.join(", ", far.names().subList(0, far.size() - 1)),
                far.names().get(far.size() - 1));
        out.printf(
                "%d workers in each region learn what every film is like: numbers from which follows"
                        + " how a%nperson would rate it. To agree on them the regions exchange what"
                        + " they have learnt, over%nEC2's network as it was measured:%n",
                workers);
        for (int from = 0; from < far.size(); from++) {
            for (int to = from + 1; to < far.size(); to++) {
                out.printf(
                        "  %-10s - %-10s %3.0f Mb/s, %3.0f ms%n",
                        far.names().get(from),
                        far.names().get(to),
                        far.mbps(from, to),
                        far.latencyMs(from, to));
            }
        }
        out.printf(
                "A model of films is small and a real one is not: so that the network is as narrow"
                        + " for it as%nin Gaia's paper, all bandwidths are divided by %.0f. Machines,"
                        + " network and time are simulated,%n%sthe training and the protocol are"
                        + " real.%n%n",
                1 / study.factor(), ratings.name().equals(MovieLens.NAME) ? "the ratings, " : "");
    }

    private int tell(StudyResult result, Trained<?, ?> killed) throws IOException {
        Standing lan = result.standings().get(0);
        Standing bsp = result.standings().get(1);
        Standing gaia = result.standings().get(2);
        out.printf(
                "  %-18s %12s %12s %16s %8s%n",
                "", "as good", "all clocks", "between regions", "error");
        row("one data centre", lan.trained(), lan);
        row("WAN, BSP", bsp.trained(), lan);
        row("WAN, Gaia", gaia.trained(), lan);
        row("WAN, BSP, killed", killed, lan);
        out.println();
        boolean isGood = isFinished(lan, bsp, gaia, killed) && explain(bsp, gaia, killed);
        out.println();
        out.println(
                "Next: 'gaia lab mf' does this for two and eleven regions and six ways to"
                        + " synchronise,");
        out.println(
                "'gaia lab list' names what else there is, and 'gaia lab swarm' tries to break it.");
        var report = new LinkedHashMap<String, Object>();
        report.put("command", "demo");
        report.put("seed", seed);
        report.put("rows", StudyJson.rows(result));
        report.put("killedSeconds", killed.outcome().seconds());
        report.put("isGood", isGood);
        json.write(report);
        return isGood ? Gaia.DONE : Gaia.FAILED;
    }

    private void row(String name, Trained<?, ?> trained, Standing lan) {
        if (trained.atEnd() == null) {
            out.printf("  %-18s failed: %s%n", name, trained.outcome().failure());
            return;
        }
        double seconds = trained.secondsTo(MfProblem.HELD_OUT, target(lan));
        out.printf(
                "  %-18s %12s %12s %16s %8.4f%n",
                name,
                Double.isInfinite(seconds) ? "never" : Words.duration(seconds),
                Words.duration(trained.outcome().seconds()),
                Words.bytes(trained.outcome().bytes()),
                trained.atEnd()[MfProblem.HELD_OUT]);
    }

    private static double target(Standing lan) {
        return lan.trained().atEnd()[MfProblem.HELD_OUT] * (1 + Standing.TOLERANCE);
    }

    private boolean isFinished(Standing lan, Standing bsp, Standing gaia, Trained<?, ?> killed) {
        return lan.failure() == null
                && bsp.failure() == null
                && gaia.failure() == null
                && killed.outcome().isFinished();
    }

    private boolean explain(Standing bsp, Standing gaia, Trained<?, ?> killed) {
        out.printf(
                "\"Error\" is how far predictions are from ratings that were kept back, in stars"
                        + " (root of the mean%nsquare); to guess the average every time would be %.4f"
                        + " off. \"As good\" is when it first is within%n%.1f%% of what one data centre"
                        + " ends with.%n",
                new RatingStatistics(ratings).errors(seed).ofMean(), 100 * Standing.TOLERANCE);
        out.printf(
                "BSP makes every clock wait for all updates of all regions: %.1f times one data"
                        + " centre.%n",
                bsp.timeVsLanHeldOut());
        out.printf(
                "Gaia sends the largest changes first, coarsely, as much as each link can carry, and"
                        + " keeps the%nrest for later: %.2f times one data centre, with %.1f times"
                        + " fewer bytes than BSP.%n",
                gaia.timeVsLanHeldOut(), (double) bsp.outcome().bytes() / gaia.outcome().bytes());
        boolean isSame = bsp.isBitIdentical() && gaia.isBitIdentical();
        out.println(
                isSame
                        ? "In the end all three regions hold the same model, to the last bit."
                        : "FAILED: the regions' models differ in the end.");
        return isSame & returned(bsp, killed);
    }

    private boolean returned(Standing bsp, Trained<?, ?> killed) {
        boolean isSame = Arrays.deepEquals(bsp.outcome().digests(), killed.outcome().digests());
        out.println();
        out.printf(
                "Then the sidecar of %s is killed %d minutes into BSP's run and started again after"
                        + " one more.%nThe others wait for it, it reads its journal and goes on: %s"
                        + " instead of %s, and%n%s.%n",
                far.names().get(VICTIM),
                KILLED_SECONDS / 60,
                Words.duration(killed.outcome().seconds()),
                Words.duration(bsp.outcome().seconds()),
                isSame
                        ? "the result is the same to the last bit"
                        : "FAILED: the result is another");
        return isSame;
    }
}
