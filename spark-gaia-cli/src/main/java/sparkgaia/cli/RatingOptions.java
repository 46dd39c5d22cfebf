package sparkgaia.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sparkgaia.lab.data.Homes;
import sparkgaia.lab.data.RatingGenerator;
import sparkgaia.lab.data.RatingGenerator.Generated;
import sparkgaia.lab.data.Ratings;
import sparkgaia.lab.data.RatingsText;
import sparkgaia.lab.run.RatingFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The options that say which ratings are meant and where their users live. */
final class RatingOptions {
    private static final String MOVIE_LENS = "movielens";
    private static final String GENERATED = "generated";
    private static final int USERS = 6_000;
    private static final int ITEMS = 3_000;
    private static final int RATINGS = 1_000_000;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            defaultValue = GENERATED,
            description =
                    "movielens (100K, fetched once), generated, or FILE with a header"
                            + " (default: ${DEFAULT-VALUE})")
    private String data;

    @Option(
            names = "--columns",
            paramLabel = "USER,ITEM,RATING",
            split = ",",
            description = "what FILE calls its columns (default: user,item,rating)")
    private String[] columns;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "of generated ratings (default: 6000)")
    private Integer users;

    @Option(
            names = "--items",
            paramLabel = "N",
            description = "of generated ratings (default: 3000)")
    private Integer items;

    @Option(
            names = "--ratings",
            paramLabel = "N",
            description = "how many to generate (default: 1000000)")
    private Integer ratings;

    @Option(
            names = "--skew",
            paramLabel = "0..1",
            defaultValue = "0",
            description = "how much regions differ in taste (default: ${DEFAULT-VALUE})")
    private double skew;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The ratings, and where their users live if they live in so many regions. */
    Generated ratings(int regions, long seed) throws IOException {
        boolean isGenerated = data.equals(GENERATED);
        boolean isFile = !isGenerated && !data.equals(MOVIE_LENS);
        needs(isGenerated, "--users", users, GENERATED);
        needs(isGenerated, "--items", items, GENERATED);
        needs(isGenerated, "--ratings", ratings, GENERATED);
        needs(isFile, "--columns", columns, "FILE");
        if (isGenerated) {
            return new RatingGenerator(
                            users == null ? USERS : users,
                            items == null ? ITEMS : items,
                            ratings == null ? RATINGS : ratings,
                            regions,
                            skew,
                            seed)
                    .generate();
        }
        Ratings read = isFile ? file() : movieLens(DataCache.ofThisUser());
        return new Generated(read, Homes.byTaste(read, regions, skew, seed));
    }

    private void needs(boolean isThere, String option, Object value, String wanted) {
        if (value != null && !isThere) {
            throw misused(option + " is for --data " + wanted + ", not for --data " + data);
        }
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /** MovieLens 100K, fetched if it is not in the cache. */
    static Ratings movieLens(DataCache cache) throws IOException {
        return RatingFiles.movieLens(movieLensFile(cache, "ml-100k.inter"));
    }

    static Path movieLensFile(DataCache cache, String name) throws IOException {
        String member = "recbole/dataset_example/ml-100k/" + name;
        return cache.wheelMember(MOVIE_LENS, "recbole", "1.2.1", member);
    }

    private Ratings file() throws IOException {
        Path file = Path.of(data);
        if (!data.contains(".") && !data.contains("/") && !Files.exists(file)) {
            throw misused(Trouble.unknown("data", data, List.of(MOVIE_LENS, GENERATED)));
        }
        if (columns == null) {
            return RatingFiles.load(file, RatingsText.Columns.SPARK);
        }
        if (columns.length != 3) {
            throw misused("--columns takes three names, of the user, the item and the rating");
        }
        return RatingFiles.load(file, new RatingsText.Columns(columns[0], columns[1], columns[2]));
    }

    boolean isSkewed() {
        return skew > 0;
    }
}
