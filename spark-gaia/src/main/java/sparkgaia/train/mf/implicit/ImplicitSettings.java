package sparkgaia.train.mf.implicit;

import sparkgaia.core.table.Range;
import sparkgaia.train.mf.MfSettings;

/**
 * What a factorisation of implicit ratings is to be. A rating r is no number to be met: its size says how sure it is
 * that the user likes the item (above zero) or not, with a confidence of {@code 1 + alpha |r|} where an item that was
 * not seen has 1.
 *
 * @param items how many there are at most, numbered from 0; every int may be a user
 * @param rank how many factors a user and an item have
 * @param lambda regularisation, which grows with the number of ratings of a user or an item, as in MLlib
 * @param pace how often every user is solved for, and in how many clocks; each clock moves all items
 */
public record ImplicitSettings(
        int items,
        int rank,
        double lambda,
        double alpha,
        boolean isNonnegative,
        MfSettings.Pace pace,
        long seed) {

    /** Work of a step grows with the third power of the rank. */
    public static final int RANK_MAX = 512;

    public ImplicitSettings {
        Range.check("items", items, 1, 1 << 28);
        Range.check("rank", rank, 1, RANK_MAX);
        Range.check("regularization", lambda, 0.0, 1e6);
        Range.check("alpha", alpha, 0.0, 1e6);
    }

    /** What suits most ratings. */
    public static ImplicitSettings of(int items, int rank) {
        return new ImplicitSettings(items, rank, 0.1, 1, false, new MfSettings.Pace(15, 4), 1);
    }

    public ImplicitSettings withWeights(double newLambda, double newAlpha) {
        return new ImplicitSettings(items, rank, newLambda, newAlpha, isNonnegative, pace, seed);
    }

    public ImplicitSettings withEpochs(int epochs, int clocksEach) {
        var other = new MfSettings.Pace(epochs, clocksEach);
        return new ImplicitSettings(items, rank, lambda, alpha, isNonnegative, other, seed);
    }

    public ImplicitSettings withSeed(long other) {
        return new ImplicitSettings(items, rank, lambda, alpha, isNonnegative, pace, other);
    }

    /** No factor is below zero. */
    public ImplicitSettings nonnegative() {
        return new ImplicitSettings(items, rank, lambda, alpha, true, pace, seed);
    }

    /** One more than the epochs have: in the last, items are still, and every user is solved for. */
    public int clocks() {
        return pace.epochs() * pace.clocksPerEpoch() + 1;
    }
}
