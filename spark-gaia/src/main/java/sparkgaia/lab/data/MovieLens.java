package sparkgaia.lab.data;

/** MovieLens 100K, known by its counts. */
public final class MovieLens {
    /** What its ratings are called, wherever their file is. */
    public static final String NAME = "MovieLens 100K";

    public static final int RATINGS = 100_000;
    public static final int USERS = 943;
    public static final int ITEMS = 1_682;
    public static final int VALUE_MIN = 1;
    public static final int VALUE_MAX = 5;

    private MovieLens() {}

    /** The ratings of the text of {@code ml-100k.inter}; other ratings are refused. */
    public static Ratings parse(String file, String text) {
        Ratings ratings = RatingsText.parse(file, text, RatingsText.Columns.INTER);
        check(file, "ratings", ratings.size() + ratings.duplicates(), RATINGS);
        check(file, "duplicates", ratings.duplicates(), 0);
        check(file, "users", ratings.users(), USERS);
        check(file, "items", ratings.items(), ITEMS);
        for (int row = 0; row < ratings.size(); row++) {
            float value = ratings.value(row);
            if (value < VALUE_MIN || value > VALUE_MAX || value != (int) value) {
                String whose =
                        " of user "
                                + ratings.userId(ratings.user(row))
                                + " for item "
                                + ratings.itemId(ratings.item(row));
                throw strange(file, "has a rating " + value + whose + ", which is none of 1 to 5");
            }
        }
        return ratings.named(NAME);
    }

    private static void check(String file, String what, int found, int expected) {
        if (found != expected) {
            throw strange(file, "has " + found + " " + what + " where it has " + expected);
        }
    }

    private static BadRatings strange(String file, String why) {
        return new BadRatings(
                file + ": is not " + NAME + ": " + why + "; delete the file to fetch it again");
    }
}
