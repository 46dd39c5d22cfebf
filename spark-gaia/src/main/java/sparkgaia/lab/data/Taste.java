package sparkgaia.lab.data;

import sparkgaia.core.table.Mix;

import java.util.Arrays;

/**
 * A user's taste as one number, by which items the user has rated at all: users with like numbers have rated like items.
 *
 * <p>Reciprocal averaging: an item's number is the mean of its users' and a user's the mean of the items', over and over.
 * That converges on the direction in which users differ most.
 */
final class Taste {
    private static final int ROUNDS = 60;

    /** So many ratings of an item by nobody in particular, so that items that few have rated do not set the direction. */
    private static final int DAMPING = 20;

    private Taste() {}

    static double[] ofUsers(Ratings ratings) {
        int[] countsOfUsers = ratings.countsOfUsers();
        int[] countsOfItems = ratings.countsOfItems();
        double[] users = new double[ratings.users()];
        for (int user = 0; user < users.length; user++) {
            users[user] = Shuffle.normal(Mix.hash(user));
        }
        double[] items = new double[ratings.items()];
        for (int round = 0; round < ROUNDS; round++) {
            centre(users, countsOfUsers);
            average(ratings, users, items, countsOfItems);
            averageBack(ratings, items, users, countsOfUsers);
        }
        return users;
    }

    private static void average(Ratings ratings, double[] users, double[] items, int[] counts) {
        Arrays.fill(items, 0);
        for (int row = 0; row < ratings.size(); row++) {
            items[ratings.item(row)] += users[ratings.user(row)];
        }
        for (int item = 0; item < items.length; item++) {
            items[item] /= counts[item] + DAMPING;
        }
    }

    private static void averageBack(Ratings ratings, double[] items, double[] users, int[] counts) {
        Arrays.fill(users, 0);
        for (int row = 0; row < ratings.size(); row++) {
            users[ratings.user(row)] += items[ratings.item(row)];
        }
        for (int user = 0; user < users.length; user++) {
            users[user] /= counts[user];
        }
    }

    /** Takes away what all have in common, and keeps the numbers from vanishing. */
    private static void centre(double[] users, int[] counts) {
        double sum = 0;
        double weight = 0;
        for (int user = 0; user < users.length; user++) {
            sum += users[user] * counts[user];
            weight += counts[user];
        }
        double mean = sum / weight;
        double squares = 0;
        for (int user = 0; user < users.length; user++) {
            users[user] -= mean;
            squares += users[user] * users[user] * counts[user];
        }
        double deviation = Math.sqrt(squares / weight);
        for (int user = 0; deviation > 0 && user < users.length; user++) {
            users[user] /= deviation;
        }
    }
}
