package sparkgaia.train.mf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class RatingLinesTest {
    @Test
    void everyBitAndTheOrderAreKept() {
        var ratings =
                List.of(
                        new Rating(3, 0, 4.5f),
                        new Rating(0, 7, 0.1f),
                        new Rating(3, 1, -1e-30f),
                        new Rating(2, 2, Float.MIN_VALUE));
        assertEquals(ratings, RatingLines.parse("f", RatingLines.text(ratings)));
        assertEquals(List.of(), RatingLines.parse("f", RatingLines.text(List.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2", "a,2,3", "1,2,", "1;2;3", "", "1,2,3,4", "99999999999,1,2"})
    void aLineThatIsNoRatingIsRefusedByItsNumber(String line) {
        refused("f line 3: \"" + line + "\"", "user,item,rating\n1,2,3\n" + line + "\n");
    }

    @Test
    void anotherHeaderIsRefused() {
        refused("f line 1: ", "userId,movieId,rating\n1,2,3\n");
        refused("f line 1: ", "");
    }

    private static void refused(String words, String text) {
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> RatingLines.parse("f", text));
        assertTrue(refusal.getMessage().startsWith(words), refusal.getMessage());
    }
}
