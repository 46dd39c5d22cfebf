package sparkgaia.lab.data;

/** Ratings explained by who gives them and what they are given to, each by itself: mean + user + item. */
final class Biases {
    private static final int ROUNDS = 20;

    /** So many ratings of the mean value are added to a user's and to an item's own. */
    private static final double DAMPING = 5;

    final double mean;
    final double[] users;
    final double[] items;

    private Biases(double mean, int users, int items) {
        this.mean = mean;
        this.users = new double[users];
        this.items = new double[items];
    }

    /** Fitted to the rows that are not left out. */
    static Biases fit(Ratings ratings, boolean[] isLeftOut) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < ratings.size(); row++) {
            if (!isLeftOut[row]) {
                sum += ratings.value(row);
                count++;
            }
        }
        var biases = new Biases(sum / count, ratings.users(), ratings.items());
        for (int round = 0; round < ROUNDS; round++) {
            biases.improve(ratings, isLeftOut, biases.items, false);
            biases.improve(ratings, isLeftOut, biases.users, true);
        }
        return biases;
    }

    private void improve(Ratings ratings, boolean[] isLeftOut, double[] biases, boolean isOfUsers) {
        double[] sums = new double[biases.length];
        int[] counts = new int[biases.length];
        for (int row = 0; row < ratings.size(); row++) {
            if (!isLeftOut[row]) {
                int user = ratings.user(row);
                int item = ratings.item(row);
                int place = isOfUsers ? user : item;
                double others = mean + (isOfUsers ? items[item] : users[user]);
                sums[place] += ratings.value(row) - others;
                counts[place]++;
            }
        }
        for (int place = 0; place < biases.length; place++) {
            biases[place] = sums[place] / (counts[place] + DAMPING);
        }
    }

    double guess(int user, int item) {
        return mean + users[user] + items[item];
    }
}
