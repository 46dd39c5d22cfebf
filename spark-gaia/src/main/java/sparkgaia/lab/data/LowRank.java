package sparkgaia.lab.data;

import sparkgaia.core.table.Mix;

/**
 * What products of a few factors explain beyond biases: a plain factorisation, there to measure data and not to be fast.
 * It learns by gradient descent over the rows in one shuffled order.
 */
final class LowRank {
    static final int RANK = 8;

    private static final int EPOCHS = 40;
    private static final double RATE = 0.01;
    private static final double REGULARISATION = 0.08;
    private static final double START_DEVIATION = 0.1;
    private static final int ORDER = 1;
    private static final int USERS = 2;
    private static final int ITEMS = 3;

    private final Biases biases;
    private final double[] users;
    private final double[] items;

    private LowRank(Biases biases) {
        this.biases = biases;
        this.users = start(USERS, biases.users.length);
        this.items = start(ITEMS, biases.items.length);
    }

    private static double[] start(int salt, int count) {
        double[] factors = new double[count * RANK];
        for (int place = 0; place < factors.length; place++) {
            factors[place] = START_DEVIATION * Shuffle.normal(Mix.hash(salt, place));
        }
        return factors;
    }

    /** Fitted to the rows that are not left out; the biases stay as they are. */
    static LowRank fit(Ratings ratings, boolean[] isLeftOut, Biases biases) {
        var model = new LowRank(biases);
        int[] order = Shuffle.order(ratings.size(), ORDER);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int row : order) {
                if (!isLeftOut[row]) {
                    model.step(ratings.user(row), ratings.item(row), ratings.value(row));
                }
            }
        }
        return model;
    }

    private void step(int user, int item, double value) {
        double error = value - guess(user, item);
        for (int factor = 0; factor < RANK; factor++) {
            double ofUser = users[user * RANK + factor];
            double ofItem = items[item * RANK + factor];
            users[user * RANK + factor] += RATE * (error * ofItem - REGULARISATION * ofUser);
            items[item * RANK + factor] += RATE * (error * ofUser - REGULARISATION * ofItem);
        }
    }

    double guess(int user, int item) {
        double guess = biases.guess(user, item);
        for (int factor = 0; factor < RANK; factor++) {
            guess += users[user * RANK + factor] * items[item * RANK + factor];
        }
        return guess;
    }
}
