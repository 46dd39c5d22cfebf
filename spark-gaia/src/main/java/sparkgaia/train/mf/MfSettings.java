package sparkgaia.train.mf;

import sparkgaia.core.table.Range;

/**
 * What a factorisation is to be. Ratings are trained as numbers of deviation one around zero, so no setting depends on
 * the scale of ratings.
 *
 * @param isBiased a rating is the mean, the user's and the item's bias and a product of factors; or a product alone
 * @param hasSharedUsers users of several regions have a shared table; else a user's factors never leave its shard
 */
public record MfSettings(
        Size size,
        Penalty penalty,
        Steps steps,
        Pace pace,
        boolean isBiased,
        boolean hasSharedUsers,
        long seed) {

    public static final int RANK_MAX = 4096;

    /** How many users and items there can be, and how many factors each has. */
    public record Size(int users, int items, int rank) {
        public Size {
            Range.check("users", users, 1, 1 << 30);
            Range.check("items", items, 1, 1 << 28);
            Range.check("rank", rank, 1, RANK_MAX);
        }
    }

    /**
     * The regularisation.
     *
     * @param lambda of squared factors, beside the squared error of a rating
     * @param isWeighted it grows with the number of ratings of a user or an item, as in MLlib; or counts once
     */
    public record Penalty(double lambda, boolean isWeighted) {
        public Penalty {
            Range.check("regularization", lambda, 0.0, 1e6);
        }
    }

    /**
     * How far a rating moves its factors.
     *
     * @param first the learning rate of the first clock; it falls in a straight line
     * @param lastPart what is left of it in the last clock
     * @param capPerEpoch the most that all regions' steps of an epoch together move an item towards where its ratings
     *     pull it
     */
    public record Steps(double first, double lastPart, double capPerEpoch) {
        public Steps {
            Range.check("learning rate", first, 1e-9, 10.0);
            Range.check("part of the learning rate that is left in the end", lastPart, 1e-6, 1.0);
            Range.check("cap of hot items", capPerEpoch, 1e-3, 1e9);
        }
    }

    /** How often the ratings are gone through, and in how many clocks each time. */
    public record Pace(int epochs, int clocksPerEpoch) {
        public Pace {
            Range.check("epochs", epochs, 1, 100_000);
            Range.check("clocks in an epoch", clocksPerEpoch, 1, 10_000);
        }
    }

    /** What suits most ratings. */
    public static MfSettings of(int users, int items, int rank) {
        return new MfSettings(
                new Size(users, items, rank),
                new Penalty(0.08, true),
                new Steps(0.05, 0.05, 1.7),
                new Pace(20, 16),
                true,
                false,
                1);
    }

    public MfSettings withRegularization(double lambda, boolean weighted) {
        var other = new Penalty(lambda, weighted);
        return new MfSettings(size, other, steps, pace, isBiased, hasSharedUsers, seed);
    }

    /** See {@link Steps}. */
    public MfSettings withSteps(double first, double lastPart, double capPerEpoch) {
        var other = new Steps(first, lastPart, capPerEpoch);
        return new MfSettings(size, penalty, other, pace, isBiased, hasSharedUsers, seed);
    }

    public MfSettings withEpochs(int count, int clocksEach) {
        var other = new Pace(count, clocksEach);
        return new MfSettings(size, penalty, steps, other, isBiased, hasSharedUsers, seed);
    }

    public MfSettings withSeed(long other) {
        return new MfSettings(size, penalty, steps, pace, isBiased, hasSharedUsers, other);
    }

    /** Products of factors alone, without mean and biases. */
    public MfSettings plain() {
        return new MfSettings(size, penalty, steps, pace, false, hasSharedUsers, seed);
    }

    public MfSettings withSharedUsers() {
        return new MfSettings(size, penalty, steps, pace, isBiased, true, seed);
    }

    public int users() {
        return size.users();
    }

    public int items() {
        return size.items();
    }

    public int rank() {
        return size.rank();
    }

    public int clocksPerEpoch() {
        return pace.clocksPerEpoch();
    }

    public int clocks() {
        return pace.clocksPerEpoch() * pace.epochs();
    }

    /** Numbers of a row of factors: the bias, if there is one, is the last. */
    int width() {
        return isBiased ? rank() + 1 : rank();
    }

    /** The step at a clock; clocks count from 1. */
    double learningRate(int clock) {
        double left = Math.max(0, 1 - (clock - 1.0) / Math.max(1, clocks() - 1));
        return steps.first() * (steps.lastPart() + (1 - steps.lastPart()) * left);
    }

    /** The step of an item that has so many ratings in all regions. */
    double itemRate(int clock, int ratings) {
        return Math.min(learningRate(clock), steps.capPerEpoch() / ratings);
    }

    /** The regularisation that one of so many ratings of a user or an item brings along. */
    double lambdaOfOne(int ratings) {
        return penalty.isWeighted() ? penalty.lambda() : penalty.lambda() / ratings;
    }
}
