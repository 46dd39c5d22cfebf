package sparkgaia.train.mf;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a shard: a header, then a rating in each line, whose user and item are the numbers that the whole job has
 * for them. Writing and reading keeps every bit and the order.
 */
public final class RatingLines {
    private static final String HEADER = "user,item,rating";
    private static final int SHOWN_MAX = 60;

    private RatingLines() {}

    public static String text(List<Rating> ratings) {
        var text = new StringBuilder(HEADER).append('\n');
        for (Rating rating : ratings) {
            text.append(rating.user()).append(',').append(rating.item()).append(',');
            text.append(rating.value()).append('\n');
        }
        return text.toString();
    }

    /**
     * Refuses with {@link IllegalArgumentException} what {@link #text} would not give.
     *
     * @param file how messages call it
     */
    public static List<Rating> parse(String file, String text) {
        var ratings = new ArrayList<Rating>();
        int line = 0;
        for (String row : (Iterable<String>) text.lines()::iterator) {
            line++;
            if (line == 1) {
                if (!row.equals(HEADER)) {
                    throw bad(file, line, row, "has to be " + HEADER);
                }
            } else {
                ratings.add(rating(file, line, row));
            }
        }
        if (line == 0) {
            throw bad(file, 1, "", "has to be " + HEADER);
        }
        return ratings;
    }

    private static Rating rating(String file, int line, String row) {
        int first = row.indexOf(',');
        int second = row.indexOf(',', first + 1);
        if (first < 0 || second < 0) {
            throw bad(file, line, row, "is not " + HEADER);
        }
        try {
            return new Rating(
                    Integer.parseInt(row, 0, first, 10),
                    Integer.parseInt(row, first + 1, second, 10),
                    Float.parseFloat(row.substring(second + 1)));
        } catch (NumberFormatException e) {
            throw bad(file, line, row, "is not two whole numbers and a rating");
        }
    }

    private static IllegalArgumentException bad(String file, int line, String row, String why) {
        String shown = row.length() <= SHOWN_MAX ? row : row.substring(0, SHOWN_MAX) + "...";
        return new IllegalArgumentException(file + " line " + line + ": \"" + shown + "\" " + why);
    }
}
