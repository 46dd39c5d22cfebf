package sparkgaia.lab.data;

import sparkgaia.core.table.Mix;
import sparkgaia.core.table.Range;

import java.util.Arrays;

/**
 * Ratings out of a seed, of any size, like MovieLens 100K: as uneven among items and users, with the same histogram of
 * values, users and items that are liked or critical by themselves, and tastes of a low rank below the noise.
 *
 * <p>Each user has a home region. With a skew of 0 it means nothing. With 1 every region has its own order of popularity
 * among the items and half of a user's taste is the region's.
 *
 * @param ratings how many, of different pairs of a user and an item
 * @param regions how many regions users live in
 */
public record RatingGenerator(
        int users, int items, int ratings, int regions, double skew, long seed) {
    public static final int SIZE_MIN = 16;
    public static final int USERS_MAX = 1 << 22;
    public static final int ITEMS_MAX = 1 << 20;

    /** So few of all pairs may be rated at most: one in so many. */
    public static final int SPARSITY_MIN = 8;

    /** So many ratings at least for each user, and for each item, in the mean. */
    public static final int RATINGS_MIN = 2;

    private static final int ORDER_OF_HOMES = 1;
    private static final int PICKS = 2;
    private static final int SCORES = 3;
    private static final int POPULARITY = 4;

    /** Of MovieLens 100K: the share of ratings with each value from 1 on. */
    private static final double[] SHARE_OF_VALUE = {0.06110, 0.11370, 0.27145, 0.34174, 0.21201};

    /** The ratings and where their users live. */
    public record Generated(Ratings ratings, Homes homes) {}

    public RatingGenerator {
        Range.check("users", users, SIZE_MIN, USERS_MAX);
        Range.check("items", items, SIZE_MIN, ITEMS_MAX);
        Range.check("regions", regions, 1, Math.min(users, Homes.REGIONS_MAX));
        Range.check("skew", skew, 0, 1);
        long densest = (long) users * items / SPARSITY_MIN;
        Range.check(
                "ratings of " + users + " users and " + items + " items",
                ratings,
                (long) RATINGS_MIN * Math.max(users, items),
                Math.min(Ratings.RATINGS_MAX, densest));
    }

    public Generated generate() {
        int[] regionOfUser = regionsOfUsers();
        var popularity = new Popularity(this, Mix.hash(POPULARITY, seed));
        var picks = new Picks(this, Mix.hash(PICKS, seed), regionOfUser, popularity);
        var scores = new Scores(this, Mix.hash(SCORES, seed), regionOfUser, popularity).of(picks);
        float[] values = valued(scores);
        var generated = Ratings.of(name(), widened(picks.users()), widened(picks.items()), values);
        Homes homes = skew == 0 ? Homes.anywhere() : Homes.of(regions, regionOfUser);
        return new Generated(generated, homes);
    }

    private String name() {
        String where = skew == 0 ? "" : " in " + regions + " regions with skew " + skew;
        return "generated ratings" + where + " (seed " + seed + ")";
    }

    private int[] regionsOfUsers() {
        int[] order = Shuffle.order(users, Mix.hash(ORDER_OF_HOMES, seed));
        int[] regionOfUser = new int[users];
        for (int place = 0; place < users; place++) {
            regionOfUser[order[place]] = (int) ((long) place * regions / users);
        }
        return regionOfUser;
    }

    /** Values from 1 on, each as often as in MovieLens: a score's rank decides. */
    private static float[] valued(float[] scores) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        float[] limits = new float[SHARE_OF_VALUE.length - 1];
        double share = 0;
        for (int value = 0; value < limits.length; value++) {
            share += SHARE_OF_VALUE[value];
            limits[value] = sorted[(int) (share * sorted.length)];
        }
        float[] values = new float[scores.length];
        for (int row = 0; row < scores.length; row++) {
            int value = 1;
            while (value <= limits.length && scores[row] >= limits[value - 1]) {
                value++;
            }
            values[row] = value;
        }
        return values;
    }

    private static long[] widened(int[] numbers) {
        return Arrays.stream(numbers).asLongStream().toArray();
    }
}
