package sparkgaia.train.mf;

import sparkgaia.core.table.Mix;

import java.util.ArrayList;
import java.util.List;

/**
 * Ratings that products of a few factors explain, but for a noise of known deviation. A user's ratings are with one
 * worker; every fifth rating is held out.
 */
public record PlantedRatings(int users, int items, double noise, boolean isBiased) {
    private static final int RANK = 2;
    private static final double MEAN = 3.5;
    private static final double DENSITY = 0.8;

    /** Spread evenly, with a deviation of one. */
    private static double even(long... where) {
        long hash = 11;
        for (long number : where) {
            hash = Mix.hash(hash, number);
        }
        return Math.sqrt(12) * (Mix.unit(hash) - 0.5);
    }

    private float value(int user, int item) {
        double value = isBiased ? MEAN + 0.5 * even(1, user) + 0.5 * even(2, item) : 0;
        for (int i = 0; i < RANK; i++) {
            value += 0.7 * even(3, user, i) * even(4, item, i);
        }
        return (float) (value + noise * even(5, user, item));
    }

    public List<List<Rating>> training(int workers) {
        return ratings(workers, false);
    }

    public List<List<Rating>> heldOut(int workers) {
        return ratings(workers, true);
    }

    private List<List<Rating>> ratings(int workers, boolean isHeldOut) {
        var shards = new ArrayList<List<Rating>>();
        for (int worker = 0; worker < workers; worker++) {
            shards.add(new ArrayList<>());
        }
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < items; item++) {
                double drawn = Mix.unit(Mix.hash(6, user, item));
                if (drawn < DENSITY && drawn < DENSITY / 5 == isHeldOut) {
                    shards.get(user * workers / users)
                            .add(new Rating(user, item, value(user, item)));
                }
            }
        }
        return shards;
    }

    public MfSettings settings() {
        MfSettings settings =
                MfSettings.of(users, items, RANK)
                        .withRegularization(0.01, true)
                        .withSteps(0.1, 0.02, 1e9)
                        .withEpochs(60, 2);
        return isBiased ? settings : settings.plain();
    }
}
