package sparkgaia.ml.recommendation;

import org.apache.spark.sql.Row;

import sparkgaia.train.mf.Rating;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How rows become ratings.
 *
 * @param items ids by place, ascending
 * @param users the same, if all regions share them; or null, where a user is the id
 * @param hasRating if not, every row is a rating of 1
 */
record RatingRows(int[] items, int[] users, boolean hasRating) implements Serializable {
    static RatingRows of(FactorizationParams params, int[] items, int[] users) {
        return new RatingRows(items, users, !params.getRatingCol().isEmpty());
    }

    Rating rating(Row row) {
        int user = row.getInt(0);
        return new Rating(
                users == null ? user : Arrays.binarySearch(users, user),
                Arrays.binarySearch(items, row.getInt(1)),
                hasRating ? finite(row.getFloat(2)) : 1);
    }

    private static float finite(float rating) {
        if (!Float.isFinite(rating)) {
            throw new IllegalArgumentException(
                    "a rating is "
                            + rating
                            + ", which is no number or too large for a float: drop the row, or scale"
                            + " the ratings");
        }
        return rating;
    }
}
