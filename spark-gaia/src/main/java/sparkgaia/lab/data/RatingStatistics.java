package sparkgaia.lab.data;

import sparkgaia.core.table.Range;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What ratings look like, in figures by which two sets of them can be compared. */
public final class RatingStatistics {
    /** So many different values a histogram has at most; where there are more there is none. */
    public static final int VALUES_MAX = 20;

    /** Items with fewer ratings say little of what their mean is. */
    public static final int RATINGS_OF_KNOWN_ITEM = 20;

    private static final long CELLS_MAX = 1 << 26;

    private final Ratings ratings;
    private final int[] userCounts;
    private final int[] itemCounts;

    /**
     * Mean values and how far they stray.
     *
     * @param users the deviation of the users' mean ratings
     * @param items the deviation of the mean ratings of items with some ratings
     * @param popularity how the logarithm of such an item's number of ratings and its mean are correlated
     */
    public record Means(
            double mean, double deviation, double users, double items, double popularity) {}

    /** The error on held-out ratings, as a root of its mean square, of three ways to guess them. */
    public record Errors(double ofMean, double ofBiases, double ofLowRank) {
        public double gainOfBiases() {
            return 1 - ofBiases / ofMean;
        }

        public double gainOfLowRank() {
            return 1 - ofLowRank / ofBiases;
        }
    }

    public RatingStatistics(Ratings ratings) {
        this.ratings = ratings;
        this.userCounts = ratings.countsOfUsers();
        this.itemCounts = ratings.countsOfItems();
        Arrays.sort(userCounts);
        Arrays.sort(itemCounts);
    }

    /** How much of all ratings the most popular items have, that share of the items. */
    public double shareOfTop(double share) {
        int top = (int) Math.max(1, Math.round(share * itemCounts.length));
        long sum = 0;
        for (int place = 0; place < top; place++) {
            sum += itemCounts[itemCounts.length - 1 - place];
        }
        return (double) sum / ratings.size();
    }

    /** The number of ratings that a share of all users stays below or has; with 1 the largest. */
    public int ratingsOfUser(double share) {
        int place = (int) Math.ceil(share * userCounts.length) - 1;
        return userCounts[Math.max(0, place)];
    }

    /** The share of the ratings of each value, or nothing if there are too many values. */
    public Map<Float, Double> histogram() {
        var histogram = new TreeMap<Float, Double>();
        for (int row = 0; row < ratings.size(); row++) {
            histogram.merge(ratings.value(row), 1.0, Double::sum);
            if (histogram.size() > VALUES_MAX) {
                return new TreeMap<>();
            }
        }
        histogram.replaceAll((value, count) -> count / ratings.size());
        return histogram;
    }

    public Means means() {
        double[] users = new double[ratings.users()];
        double[] items = new double[ratings.items()];
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < ratings.size(); row++) {
            double value = ratings.value(row);
            users[ratings.user(row)] += value;
            items[ratings.item(row)] += value;
            sum += value;
            squares += value * value;
        }
        int[] ofUser = ratings.countsOfUsers();
        int[] ofItem = ratings.countsOfItems();
        var userMeans = new Pairs(users.length);
        for (int user = 0; user < users.length; user++) {
            userMeans.add(StrictMath.log(ofUser[user]), users[user] / ofUser[user]);
        }
        var itemMeans = new Pairs(items.length);
        for (int item = 0; item < items.length; item++) {
            if (ofItem[item] >= RATINGS_OF_KNOWN_ITEM) {
                itemMeans.add(StrictMath.log(ofItem[item]), items[item] / ofItem[item]);
            }
        }
        double mean = sum / ratings.size();
        double deviation = Math.sqrt(Math.max(0, squares / ratings.size() - mean * mean));
        return new Means(
                mean,
                deviation,
                userMeans.deviation(),
                itemMeans.deviation(),
                itemMeans.correlation());
    }

    /** Guesses one rating in ten from the others. */
    public Errors errors(long seed) {
        boolean[] isHeldOut = HeldOut.of(ratings, seed);
        Biases biases = Biases.fit(ratings, isHeldOut);
        LowRank lowRank = LowRank.fit(ratings, isHeldOut, biases);
        return new Errors(
                error(isHeldOut, row -> biases.mean),
                error(isHeldOut, row -> biases.guess(ratings.user(row), ratings.item(row))),
                error(isHeldOut, row -> lowRank.guess(ratings.user(row), ratings.item(row))));
    }

    private double error(boolean[] isHeldOut, ToDoubleFunction<Integer> guess) {
        double squares = 0;
        int count = 0;
        for (int row = 0; row < isHeldOut.length; row++) {
            if (isHeldOut[row]) {
                double error = ratings.value(row) - guess.applyAsDouble(row);
                squares += error * error;
                count++;
            }
        }
        return count == 0 ? Double.NaN : Math.sqrt(squares / count);
    }

    /**
     * How alike the popularity of items is in the regions, of each two of them the mean: 1 if an item has the same share
     * of the ratings everywhere, 0 if no two regions rate the same items.
     */
    public double likenessOfRegions(Homes homes) {
        int regions = homes.regions();
        Range.check("regions times items", (long) regions * ratings.items(), 0, CELLS_MAX);
        double[][] shares = new double[regions][ratings.items()];
        double[] totals = new double[regions];
        for (int row = 0; row < ratings.size(); row++) {
            int region = homes.of(ratings.user(row));
            shares[region][ratings.item(row)]++;
            totals[region]++;
        }
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < regions; a++) {
            for (int b = a + 1; b < regions; b++) {
                for (int item = 0; item < ratings.items(); item++) {
                    sum += Math.min(shares[a][item] / totals[a], shares[b][item] / totals[b]);
                }
                pairs++;
            }
        }
        return pairs == 0 ? 1 : sum / pairs;
    }

    /** Two columns of numbers. */
    private static final class Pairs {
        private final double[] x;
        private final double[] y;
        private int size;

        Pairs(int sizeMax) {
            x = new double[sizeMax];
            y = new double[sizeMax];
        }

        void add(double ofX, double ofY) {
            x[size] = ofX;
            y[size++] = ofY;
        }

        /** Of the second column. */
        double deviation() {
            return Math.sqrt(covariance(y, y));
        }

        double correlation() {
            return covariance(x, y) / Math.sqrt(covariance(x, x) * covariance(y, y));
        }

        private double covariance(double[] a, double[] b) {
            double sumA = 0;
            double sumB = 0;
            for (int i = 0; i < size; i++) {
                sumA += a[i];
                sumB += b[i];
            }
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += (a[i] - sumA / size) * (b[i] - sumB / size);
            }
            return sum / size;
        }
    }
}
