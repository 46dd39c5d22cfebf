package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sparkgaia.lab.data.Homes;
import sparkgaia.lab.data.RatingGenerator.Generated;
import sparkgaia.lab.data.RatingStatistics;
import sparkgaia.lab.data.Ratings;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code gaia lab ratings}: what ratings look like, in figures. */
@Command(
        name = "ratings",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Tells what ratings look like: MovieLens 100K, generated ones, or a file's.")
final class RatingsCommand implements Callable<Integer> {
    private static final double[] TOPS = {0.01, 0.1, 0.5};

    @Spec private CommandSpec spec;
    @Mixin private RatingOptions options;
    @Mixin private JsonFile json;

    @Option(
            names = "--regions",
            paramLabel = "N",
            defaultValue = "2",
            description = "how many regions the users live in (default: ${DEFAULT-VALUE})")
    private int regions;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "of what is generated and of what is held out (default: ${DEFAULT-VALUE})")
    private long seed;

    private final Map<String, Object> figures = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        Generated data = options.ratings(regions, seed);
        Ratings ratings = data.ratings();
        var statistics = new RatingStatistics(ratings);
        PrintWriter out = spec.commandLine().getOut();
        out.println(ratings.name());
        tell("ratings", ratings.size());
        tell("users", ratings.users());
        tell("items", ratings.items());
        tell("duplicates dropped", ratings.duplicates());
        for (double top : TOPS) {
            tellShare(
                    "ratings of the top " + percent(top) + " of items", statistics.shareOfTop(top));
        }
        tell("ratings per user, least", statistics.ratingsOfUser(0));
        tell("ratings per user, median", statistics.ratingsOfUser(0.5));
        tell("ratings per user, 90 %", statistics.ratingsOfUser(0.9));
        tell("ratings per user, most", statistics.ratingsOfUser(1));
        statistics
                .histogram()
                .forEach((value, share) -> tellShare("ratings of value " + plain(value), share));
        tellMeans(statistics.means());
        tellErrors(statistics.errors(seed));
        Homes homes = data.homes();
        if (!homes.areAnywhere()) {
            tell("likeness of regions", statistics.likenessOfRegions(homes));
        }
        var report = new LinkedHashMap<String, Object>();
        report.put("command", "ratings");
        report.put("data", ratings.name());
        report.put("figures", figures);
        json.write(report);
        return Gaia.DONE;
    }

    private void tellMeans(RatingStatistics.Means means) {
        tell("mean", means.mean());
        tell("deviation", means.deviation());
        tell("deviation of users' means", means.users());
        String known = RatingStatistics.RATINGS_OF_KNOWN_ITEM + " ratings and more";
        tell("deviation of items' means, " + known, means.items());
        tell("correlation of items' means and log of ratings", means.popularity());
    }

    private void tellErrors(RatingStatistics.Errors errors) {
        tell("held-out RMSE of the mean", errors.ofMean());
        tell("held-out RMSE of biases", errors.ofBiases());
        tell("held-out RMSE of biases and 8 factors", errors.ofLowRank());
        tellShare("gain of biases over the mean", errors.gainOfBiases());
        tellShare("gain of factors over biases", errors.gainOfLowRank());
    }

    private void tell(String what, int figure) {
        tell(what, String.format(Locale.ROOT, "%,d", figure), figure);
    }

    private void tell(String what, double figure) {
        tell(what, String.format(Locale.ROOT, "%.3f", figure), figure);
    }

    private void tellShare(String what, double share) {
        tell(what, String.format(Locale.ROOT, "%.1f %%", 100 * share), share);
    }

    private void tell(String what, String text, Object figure) {
        figures.put(what, figure);
        spec.commandLine().getOut().printf("  %-50s %12s%n", what, text);
    }

    private static String plain(float value) {
        return value == Math.rint(value) ? String.format("%.0f", value) : String.valueOf(value);
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
