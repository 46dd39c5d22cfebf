package sparkgaia.lab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RatingsTextTest {
    private static Ratings parsed(String text) {
        return RatingsText.parse("r.csv", text, RatingsText.Columns.SPARK);
    }

    private static void refused(String text, String words) {
        assertEquals(words, assertThrows(BadRatings.class, () -> parsed(text)).getMessage());
    }

    @Test
    void usersAndItemsAreNumberedInTheOrderOfTheirIds() {
        Ratings ratings = parsed("user,item,rating\n70,9,1\n-5,10,2.5\n70,10,-3e0\n");
        assertEquals("r.csv", ratings.name());
        assertEquals(3, ratings.size());
        assertEquals(2, ratings.users());
        assertEquals(2, ratings.items());
        assertRow(ratings, 0, 1, 0, 1);
        assertRow(ratings, 1, 0, 1, 2.5f);
        assertRow(ratings, 2, 1, 1, -3);
        assertEquals(-5, ratings.userId(0));
        assertEquals(70, ratings.userId(1));
        assertEquals(10, ratings.itemId(1));
        assertEquals(0, ratings.duplicates());
    }

    private static void assertRow(Ratings ratings, int row, int user, int item, float value) {
        assertEquals(user, ratings.user(row));
        assertEquals(item, ratings.item(row));
        assertEquals(value, ratings.value(row));
    }

    @Test
    void columnsAreFoundByNameWhateverElseThereIs() {
        Ratings tabs =
                RatingsText.parse(
                        "a.inter",
                        "\uFEFFtimestamp:float\trating:float\titem_id:token\tuser_id:token\r\n"
                                + "88\t4\t7\t1\r\n\r\n",
                        RatingsText.Columns.INTER);
        assertEquals(1, tabs.size());
        assertEquals(7, tabs.itemId(0));
        assertEquals(4, tabs.value(0));
        var own = new RatingsText.Columns("who", "what", "how much");
        Ratings spaces = RatingsText.parse("b", "who, what, how much\n 1 , 2 , 3 ", own);
        assertEquals(3, spaces.value(0));
    }

    @Test
    void theLastOfTwoRatingsCountsAndTheFirstIsCounted() {
        Ratings ratings = parsed("user,item,rating\n1,1,5\n1,2,4\n2,1,3\n1,1,2\n1,1,1\n");
        assertEquals(2, ratings.duplicates());
        assertEquals(3, ratings.size());
        assertRow(ratings, 0, 0, 1, 4);
        assertRow(ratings, 1, 1, 0, 3);
        assertRow(ratings, 2, 0, 0, 1);
    }

    @Test
    void aBadCellIsNamedByLineColumnAndName() {
        String good = "user,item,rating\n1,1,5\n";
        refused(good + "1,2,NaN", "r.csv line 3 column 3 (rating): \"NaN\" is not a finite number");
        refused(
                good + "1,2,-inf",
                "r.csv line 3 column 3 (rating): \"-inf\" is not a finite number");
        refused(
                good + "1,2,9e99",
                "r.csv line 3 column 3 (rating): \"9e99\" is too large a number");
        refused(good + "1,2,good", "r.csv line 3 column 3 (rating): \"good\" is not a number");
        refused(good + "1,2,1f", "r.csv line 3 column 3 (rating): \"1f\" is not a number");
        refused(good + "1,2,", "r.csv line 3 column 3 (rating): is missing");
        refused(
                good + "1.5,2,3",
                "r.csv line 3 column 1 (user): \"1.5\" is not an integer; ids must be integers");
        refused(
                good + "1,x,3",
                "r.csv line 3 column 2 (item): \"x\" is not an integer; ids must be integers");
        refused(good + "1,99999999999999999999,3", tooLong());
    }

    private static String tooLong() {
        return "r.csv line 3 column 2 (item): \"99999999999999999999\" is not an integer; ids must be"
                + " integers";
    }

    @Test
    void aBadLineIsNamed() {
        String good = "user,item,rating\n1,1,5\n";
        refused(good + "1,2", "r.csv line 3: has 2 columns, but the header has 3");
        refused(good + "1,2,3,4", "r.csv line 3: has 4 columns, but the header has 3");
        refused(good + "\n1,2,3", "r.csv line 3: is blank");
    }

    @Test
    void aHeaderThatDoesNotFitIsAnsweredWithTheColumnsThatThereAre() {
        refused(
                "userId,item,rating\n1,1,1",
                "r.csv line 1: no column is called \"user\"; the nearest is \"userId\"; the columns"
                        + " are userId, item, rating");
        refused(
                "user,item,stars\n1,1,1",
                "r.csv line 1: no column is called \"rating\"; the columns are user, item, stars");
        refused("user,user,rating\n", "r.csv line 1 column 2 (user): is named twice");
        refused("1,1,5\n", "r.csv line 1 column 2 (1): is named twice");
    }

    @Test
    void nothingIsNoRatings() {
        String empty =
                "r.csv: is empty; the first line should name the columns, as in user,item,rating";
        refused("", empty);
        refused("\n \n", empty);
        refused("user,item,rating\n", "r.csv: has a header but no ratings");
    }

    @Test
    void otherRatingsAreNotMovieLens() {
        String text = "user_id:token\titem_id:token\trating:float\n1\t1\t5\n";
        assertEquals(
                "ml: is not MovieLens 100K: has 1 ratings where it has 100000; delete the file to fetch"
                        + " it again",
                assertThrows(BadRatings.class, () -> MovieLens.parse("ml", text)).getMessage());
    }
}
