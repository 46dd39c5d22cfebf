package sparkgaia.lab.data;

import sparkgaia.core.table.Mix;

import java.util.Arrays;

/**
 * Who rates what: first every item is given to somebody, then each user takes items by their popularity, none twice,
 * until the user has as many as the user's activity says.
 */
final class Picks {
    private static final int ORDER_OF_USERS = 1;
    private static final int FIRST_OF_ITEM = 2;
    private static final int OF_USER = 3;

    /** A user rates at most one item in so many. */
    private static final int PART_MAX = 2;

    /** The logarithm of a user's number of ratings, by the share of users who have fewer: MovieLens 100K. */
    private static final Curve ACTIVITY =
            new Curve(
                    new double[] {0, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .98, .99, 1},
                    logs(
                            20, 21, 23, 29, 38, 50, 65, 93, 127.4, 171.6, 244.4, 310.6, 388, 442.5,
                            737));

    private final RatingGenerator setting;
    private final long salt;
    private final int[] starts;
    private final int[] filled;
    private final int[] users;
    private final int[] items;

    Picks(RatingGenerator setting, long salt, int[] regionOfUser, Popularity popularity) {
        this.setting = setting;
        this.salt = salt;
        this.starts = starts();
        this.filled = new int[setting.users()];
        this.users = new int[setting.ratings()];
        this.items = new int[setting.ratings()];
        giveEachItemOnce();
        // A region's popularity is held one at a time; where homes mean nothing there is only one.
        int tastes = setting.skew() == 0 ? 1 : setting.regions();
        int[] lastOwner = new int[setting.items()];
        Arrays.fill(lastOwner, -1);
        for (int region = 0; region < tastes; region++) {
            double[] sums = popularity.sums(region);
            for (int user = 0; user < setting.users(); user++) {
                if (tastes == 1 || regionOfUser[user] == region) {
                    fill(user, sums, lastOwner);
                }
            }
        }
    }

    private static double[] logs(double... numbers) {
        return Arrays.stream(numbers).map(StrictMath::log).toArray();
    }

    /** The user of each rating; users in order. */
    int[] users() {
        return users;
    }

    /** The item of each rating. */
    int[] items() {
        return items;
    }

    /** Where each user's ratings begin: as many for each as its activity says, all of them together exactly as asked. */
    private int[] starts() {
        int count = setting.users();
        double[] activity = new double[count];
        int[] order = Shuffle.order(count, Mix.hash(salt, ORDER_OF_USERS));
        for (int place = 0; place < count; place++) {
            activity[order[place]] = StrictMath.exp(ACTIVITY.at((place + 0.5) / count));
        }
        double low = 0;
        double high = setting.items();
        for (int step = 0; step < 100; step++) {
            double middle = (low + high) / 2;
            if (total(activity, middle) < setting.ratings()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return rounded(activity, low);
    }

    private double total(double[] activity, double scale) {
        double total = 0;
        for (double one : activity) {
            total += bounded(one * scale);
        }
        return total;
    }

    /** Every user has a rating. */
    private double bounded(double activity) {
        return Math.max(1, Math.min(activity, setting.items() / (double) PART_MAX));
    }

    /** Rounds the sums, not the numbers: so the last sum is right. */
    private int[] rounded(double[] activity, double scale) {
        int[] rounded = new int[activity.length + 1];
        double sum = 0;
        for (int user = 0; user < activity.length; user++) {
            sum += bounded(activity[user] * scale);
            rounded[user + 1] = (int) Math.round(sum);
        }
        rounded[activity.length] = setting.ratings();
        return rounded;
    }

    private int room(int user) {
        return starts[user + 1] - starts[user] - filled[user];
    }

    private void take(int user, int item) {
        int row = starts[user] + filled[user]++;
        users[row] = user;
        items[row] = item;
    }

    private void giveEachItemOnce() {
        long first = Mix.hash(salt, FIRST_OF_ITEM);
        for (int item = 0; item < setting.items(); item++) {
            int user;
            int attempt = 0;
            do {
                double row = Mix.unit(Mix.hash(first, item, attempt++)) * setting.ratings();
                user = ownerOf((int) row);
            } while (room(user) == 0);
            take(user, item);
        }
    }

    private int ownerOf(int row) {
        int place = Arrays.binarySearch(starts, row);
        return place < 0 ? -place - 2 : place;
    }

    private void fill(int user, double[] sums, int[] lastOwner) {
        for (int row = starts[user]; row < starts[user] + filled[user]; row++) {
            lastOwner[items[row]] = user;
        }
        long own = Mix.hash(salt, OF_USER, user);
        double total = sums[sums.length - 1];
        for (long attempt = 0; room(user) > 0; attempt++) {
            int item = itemAt(sums, Mix.unit(Mix.hash(own, attempt)) * total);
            if (lastOwner[item] != user) {
                lastOwner[item] = user;
                take(user, item);
            }
        }
    }

    private static int itemAt(double[] sums, double point) {
        int place = Arrays.binarySearch(sums, point);
        return place < 0 ? -place - 1 : Math.min(place + 1, sums.length - 1);
    }
}
