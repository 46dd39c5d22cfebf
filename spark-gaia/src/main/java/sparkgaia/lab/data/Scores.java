package sparkgaia.lab.data;

import sparkgaia.core.table.Mix;

/**
 * How much users like what they rate: the user's habit, the item's standing, which is higher if it is popular, the
 * product of their factors, and noise.
 */
final class Scores {
    static final int RANK = 8;

    private static final int USER = 1;
    private static final int ITEM = 2;
    private static final int USER_FACTOR = 3;
    private static final int ITEM_FACTOR = 4;
    private static final int REGION_FACTOR = 5;
    private static final int NOISE = 6;

    // Deviations, fitted to MovieLens 100K by the figures of RatingStatistics.
    private static final double USER_DEVIATION = 0.46;
    private static final double ITEM_DEVIATION = 0.77;
    private static final double ITEM_DEVIATION_PER_LOG_WEIGHT = -0.065;
    private static final double ITEM_PER_LOG_WEIGHT = 0.30;
    private static final double TASTE_DEVIATION = 0.48;
    private static final double NOISE_DEVIATION = 0.86;

    /** How much of the variance of a user's taste is the region's if the skew is 1. */
    private static final double REGION_PART = 0.5;

    private final RatingGenerator setting;
    private final long salt;
    private final int[] regionOfUser;
    private final Popularity popularity;

    Scores(RatingGenerator setting, long salt, int[] regionOfUser, Popularity popularity) {
        this.setting = setting;
        this.salt = salt;
        this.regionOfUser = regionOfUser;
        this.popularity = popularity;
    }

    float[] of(Picks picks) {
        double[] users = new double[setting.users()];
        for (int user = 0; user < users.length; user++) {
            users[user] = USER_DEVIATION * normal(USER, user, 0);
        }
        double[] items = standings();
        double[] userFactors = userFactors();
        double[] itemFactors = itemFactors();
        float[] scores = new float[setting.ratings()];
        for (int row = 0; row < scores.length; row++) {
            int user = picks.users()[row];
            int item = picks.items()[row];
            double score = users[user] + items[item] + NOISE_DEVIATION * normal(NOISE, user, item);
            for (int factor = 0; factor < RANK; factor++) {
                score += userFactors[user * RANK + factor] * itemFactors[item * RANK + factor];
            }
            scores[row] = (float) score;
        }
        return scores;
    }

    /** What items are worth by themselves: popular ones more, and of those one knows better how much. */
    private double[] standings() {
        double[] standings = new double[setting.items()];
        for (int item = 0; item < standings.length; item++) {
            double logWeight = popularity.logWeight(item);
            double deviation = ITEM_DEVIATION + ITEM_DEVIATION_PER_LOG_WEIGHT * logWeight;
            standings[item] = ITEM_PER_LOG_WEIGHT * logWeight + deviation * normal(ITEM, item, 0);
        }
        return standings;
    }

    private double[] userFactors() {
        double part = REGION_PART * setting.skew() * setting.skew();
        double[] factors = new double[setting.users() * RANK];
        for (int user = 0; user < setting.users(); user++) {
            for (int factor = 0; factor < RANK; factor++) {
                factors[user * RANK + factor] =
                        Math.sqrt(1 - part) * normal(USER_FACTOR, user, factor)
                                + Math.sqrt(part)
                                        * normal(REGION_FACTOR, regionOfUser[user], factor);
            }
        }
        return factors;
    }

    /** Of the deviation that makes the product with a user's factors have the deviation of tastes. */
    private double[] itemFactors() {
        double deviation = TASTE_DEVIATION / Math.sqrt(RANK);
        double[] factors = new double[setting.items() * RANK];
        for (int item = 0; item < setting.items(); item++) {
            for (int factor = 0; factor < RANK; factor++) {
                factors[item * RANK + factor] = deviation * normal(ITEM_FACTOR, item, factor);
            }
        }
        return factors;
    }

    private double normal(int what, int which, int part) {
        return Shuffle.normal(Mix.hash(salt, what, which, part));
    }
}
