package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.lab.data.HeldOut;
import sparkgaia.lab.data.Homes;
import sparkgaia.lab.data.MovieLens;
import sparkgaia.lab.data.RatingGenerator;
import sparkgaia.lab.data.RatingStatistics;
import sparkgaia.lab.data.Ratings;
import sparkgaia.lab.data.RegionalRatings;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class RatingsCommandTest {
    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int ratings(String... options) {
        String[] line = new String[options.length + 2];
        line[0] = "lab";
        line[1] = "ratings";
        System.arraycopy(options, 0, line, 2, options.length);
        return Gaia.run(line, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private String file(String text) throws IOException {
        Path file = folder.resolve("r.csv");
        Files.writeString(file, text);
        return file.toString();
    }

    private void refused(int status, String words, String... options) {
        err.getBuffer().setLength(0);
        assertEquals(status, ratings(options));
        assertTrue(err.toString().startsWith("gaia: " + words), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void generatedRatingsAreToldInFigures() throws IOException {
        Path json = folder.resolve("r.json");
        String[] options = {
            "--data",
            "generated",
            "--users",
            "100",
            "--items",
            "200",
            "--ratings",
            "2000",
            "--skew",
            "1",
            "--json",
            json.toString()
        };
        assertEquals(0, ratings(options), err.toString());
        assertTrue(out.toString().contains("  ratings per user, median  "), out.toString());
        assertTrue(out.toString().contains("  ratings of value 1  "), out.toString());
        assertTrue(out.toString().contains("  likeness of regions  "), out.toString());
        assertTrue(Files.readString(json).contains("\"users\": 100"), Files.readString(json));
    }

    @Test
    void aFileIsReadByTheNamesOfItsColumns() throws IOException {
        String file = file("u,i,r\n1,1,2.5\n2,2,4\n2,1,4\n2,1,3\n");
        assertEquals(0, ratings("--data", file, "--columns", "u,i,r"), err.toString());
        assertTrue(out.toString().matches("(?s).*duplicates dropped +1\n.*"), out.toString());
        assertTrue(out.toString().contains("  ratings of value 2.5  "), out.toString());
    }

    @Test
    void badRatingsAreOneLineAndStatusOne() throws IOException {
        String file = file("user,item,rating\n1,1,NaN\n");
        refused(
                1,
                file + " line 2 column 3 (rating): \"NaN\" is not a finite number\n",
                "--data",
                file);
        refused(1, file + "x: there is no such file", "--data", file + "x");
        refused(1, "users is 3, but must be", "--data", "generated", "--users", "3");
    }

    @Test
    void optionsThatWouldNotBeHeededAreWrongUsage() throws IOException {
        String[] users = {"--data", "movielens", "--users", "100"};
        refused(2, "--users is for --data generated, not for --data movielens", users);
        refused(2, "--columns is for --data FILE", "--data", "generated", "--columns", "a,b,c");
        refused(2, "unknown data \"movielense\"; the nearest is", "--data", "movielense");
        refused(2, "--columns takes three", "--data", file(""), "--columns", "a,b");
    }

    @Test
    @Tag("slow")
    void movieLensIsWhatItIsAndTheGeneratorIsLikeIt() throws IOException {
        Ratings real = RatingOptions.movieLens(DataCache.ofThisUser());
        assertEquals(MovieLens.RATINGS, real.size());
        assertEquals("MovieLens 100K", real.name(), "on any machine, wherever its file is");
        Ratings made = new RatingGenerator(943, 1682, 100_000, 1, 0, 1).generate().ratings();
        var figures = new RatingStatistics(real);
        var others = new RatingStatistics(made);
        for (double share : new double[] {0.01, 0.1, 0.5}) {
            assertEquals(figures.shareOfTop(share), others.shareOfTop(share), 0.015);
        }
        for (double share : new double[] {0, 0.5, 0.9}) {
            assertEquals(figures.ratingsOfUser(share), others.ratingsOfUser(share), 3);
        }
        assertEquals(figures.means().mean(), others.means().mean(), 0.005);
        assertEquals(figures.means().users(), others.means().users(), 0.05);
        assertEquals(figures.means().items(), others.means().items(), 0.05);
        assertEquals(figures.means().popularity(), others.means().popularity(), 0.05);
        assertEquals(figures.errors(1).gainOfBiases(), others.errors(1).gainOfBiases(), 0.02);
        assertEquals(figures.errors(1).gainOfLowRank(), others.errors(1).gainOfLowRank(), 0.01);
    }

    @Test
    @Tag("slow")
    void movieLensCanBeDividedAmongRegionsOfDifferentTaste() throws IOException {
        Ratings real = RatingOptions.movieLens(DataCache.ofThisUser());
        var figures = new RatingStatistics(real);
        double last = 1;
        for (double skew : new double[] {0.01, 0.5, 1}) {
            Homes homes = Homes.byTaste(real, 2, skew, 1);
            double likeness = figures.likenessOfRegions(homes);
            assertTrue(likeness < last - 0.05, "skew " + skew + ": " + likeness);
            last = likeness;
            var split = RegionalRatings.split(real, homes, List.of("A", "B"), 11, 1);
            for (var ofWorker : split.training()) {
                assertEquals(100_000 * (1 - HeldOut.SHARE) / 22, ofWorker.size(), 400);
            }
        }
    }
}
