package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.lab.data.BadRatings;
import sparkgaia.lab.data.MovieLens;
import sparkgaia.lab.data.Ratings;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the demo's ratings come from; what it says of them is tested by running it. */
class DemoCommandTest {
    private static final String NOWHERE = "no-such-program-of-gaia";

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();

    private Ratings ratings() {
        var cache = new DataCache(folder, new DataCache.Tools(NOWHERE, NOWHERE, NOWHERE, folder));
        var err = new Progress(new PrintWriter(new StringWriter()));
        return DemoCommand.ratings(cache, 1, err, new PrintWriter(out, true));
    }

    @Test
    void withoutMovieLensRatingsOfItsSizeAreMadeUpAndThatIsSaid() {
        Ratings ratings = ratings();
        assertEquals(MovieLens.USERS, ratings.users());
        assertEquals(MovieLens.ITEMS, ratings.items());
        assertEquals(MovieLens.RATINGS, ratings.size());
        assertTrue(ratings.name().contains("generated"), ratings.name());
        assertTrue(out.toString().contains(NOWHERE), out.toString());
        assertTrue(out.toString().contains("So these ratings are made up"), out.toString());
    }

    @Test
    void aFileInItsPlaceThatIsNotMovieLensIsRefusedAndNotReplaced() throws IOException {
        Path file = Files.createDirectories(folder.resolve("movielens")).resolve("ml-100k.inter");
        Files.writeString(file, "user_id\titem_id\trating\n1\t1\t3\n");
        BadRatings refusal = assertThrows(BadRatings.class, this::ratings);
        assertTrue(refusal.getMessage().contains("is not MovieLens 100K"), refusal.getMessage());
        assertEquals("", out.toString());
    }
}
