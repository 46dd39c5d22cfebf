package sparkgaia.train.mf;

import sparkgaia.core.table.Range;
import sparkgaia.core.table.TableSpec;

import java.util.Locale;

/**
 * What a factorisation is to be. Ratings are trained as numbers of deviation one around zero, so no setting depends on
 * the scale of ratings.
 *
 * @param form what a rating is explained by
 * @param userFactors where they are kept
 * @param heldOut the part of the ratings that is not trained on, by which it is seen how well others are predicted
 */
public record MfSettings(
        Size size,
        Penalty penalty,
        Steps steps,
        Pace pace,
        Form form,
        UserFactors userFactors,
        double heldOut,
        long seed) {

    public static final int RANK_MAX = 4096;
    public static final double HELD_OUT_MAX = 0.9;

    /** What a rating is explained by. */
    public enum Form {
        /** The mean, the user's and the item's bias and a product of factors. */
        BIASED,
        /** A product of factors alone. */
        PLAIN,
        /** A product of factors of which none is below zero. */
        NONNEGATIVE
    }

    /** Where users' factors are kept; they are between regions only if they are {@code SHARED}. */
    public enum UserFactors {
        /** In the worker's shard. Another worker that has ratings of the same user learns other factors. */
        PINNED,
        /** In a table of the region's sidecar, for users whose ratings are with several workers of a region. */
        REGIONAL,
        /** In a table of all regions, for users who have rated in several. */
        SHARED
    }

    public MfSettings {
        Range.check("part of the ratings that is held out", heldOut, 0.0, HELD_OUT_MAX);
        if (userFactors != UserFactors.PINNED && size.users() == Size.ANY) {
            throw new IllegalArgumentException(
                    "users: a table of "
                            + userFactors.name().toLowerCase(Locale.ROOT)
                            + " user factors needs a row for each: say how many there are, and number"
                            + " them from 0");
        }
    }

    /**
     * How much there is.
     *
     * @param users how many there are at most, numbered from 0; or {@link #ANY}, where every int may be one
     * @param items how many there are at most, numbered from 0
     * @param rank how many factors a user and an item have
     */
    public record Size(int users, int items, int rank) {
        public static final int ANY = 0;

        public Size {
            Range.check("users", users, ANY, TableSpec.ROWS_MAX);
            Range.check("items", items, 1, 1 << 28);
            Range.check("rank", rank, 1, RANK_MAX);
        }
    }

    /**
     * The regularisation.
     *
     * @param lambda of squared factors, beside the squared error of a rating
     * @param isWeighted it grows with the number of ratings of a user or an item, as in MLlib; or counts once
     * @param isOfRatings beside squared errors of ratings as they are, as in MLlib; or of the numbers that are trained
     */
    public record Penalty(double lambda, boolean isWeighted, boolean isOfRatings) {
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
                new Penalty(0.08, true, false),
                new Steps(0.05, 0.05, 1.7),
                new Pace(20, 16),
                Form.BIASED,
                UserFactors.PINNED,
                0,
                1);
    }

    /** What suits most ratings, whoever they are by. */
    public static MfSettings ofAnyUsers(int items, int rank) {
        return of(Size.ANY, items, rank);
    }

    public MfSettings withRegularization(double lambda, boolean weighted) {
        return with(new Penalty(lambda, weighted, false));
    }

    public MfSettings with(Penalty other) {
        return new MfSettings(size, other, steps, pace, form, userFactors, heldOut, seed);
    }

    /** See {@link Steps}. */
    public MfSettings withSteps(double first, double lastPart, double capPerEpoch) {
        var other = new Steps(first, lastPart, capPerEpoch);
        return new MfSettings(size, penalty, other, pace, form, userFactors, heldOut, seed);
    }

    public MfSettings withEpochs(int count, int clocksEach) {
        var other = new Pace(count, clocksEach);
        return new MfSettings(size, penalty, steps, other, form, userFactors, heldOut, seed);
    }

    public MfSettings withSeed(long other) {
        return new MfSettings(size, penalty, steps, pace, form, userFactors, heldOut, other);
    }

    /** See {@link MfTrainer#metrics}. */
    public MfSettings withHeldOut(double part) {
        return new MfSettings(size, penalty, steps, pace, form, userFactors, part, seed);
    }

    /** Products of factors alone, without mean and biases. */
    public MfSettings plain() {
        return with(Form.PLAIN);
    }

    public MfSettings with(Form other) {
        return new MfSettings(size, penalty, steps, pace, other, userFactors, heldOut, seed);
    }

    public MfSettings with(UserFactors other) {
        return new MfSettings(size, penalty, steps, pace, form, other, heldOut, seed);
    }

    public MfSettings withSharedUsers() {
        return with(UserFactors.SHARED);
    }

    boolean isBiased() {
        return form == Form.BIASED;
    }

    boolean isNonnegative() {
        return form == Form.NONNEGATIVE;
    }

    boolean hasHeldOut() {
        return heldOut > 0;
    }

    /** Whether users' factors are in a table, and not in shards. */
    boolean hasUserTable() {
        return userFactors != UserFactors.PINNED;
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
        return isBiased() ? rank() + 1 : rank();
    }

    /** What a cell of a factor stands for. */
    float number(int cell) {
        return isNonnegative() ? Math.max(0, cell) * FactorCells.UNIT : cell * FactorCells.UNIT;
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

    /**
     * The regularisation that one of so many ratings of a user or an item brings along. Factors of numbers of deviation
     * one are smaller than those of ratings by its root, and squared errors by its square.
     */
    double lambdaOfOne(int ratings, double deviation) {
        double lambda = penalty.isOfRatings() ? penalty.lambda() / deviation : penalty.lambda();
        return penalty.isWeighted() ? lambda : lambda / ratings;
    }
}
