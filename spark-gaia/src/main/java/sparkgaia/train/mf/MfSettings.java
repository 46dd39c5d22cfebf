package sparkgaia.train.mf;

import sparkgaia.core.table.Range;

/**
 * What a factorisation is to be. Ratings are trained as numbers of deviation one around zero, so no setting depends on
 * the scale of ratings.
 *
 * @param isBiased a rating is the mean, the user's and the item's bias and a product of factors; or a product alone
 * @param regularization of squared factors, beside the squared error of a rating
 * @param isWeighted regularisation grows with the number of ratings of a user or an item, as in MLlib; or counts once
 * @param learningRate the first step; it falls in a straight line to {@code lastRate} of it
 * @param cap the most that all regions' steps of a clock together may move an item towards where the ratings pull it
 * @param hasSharedUsers users of several regions have a shared table; else a user's factors never leave its shard
 */
public record MfSettings(
        int users,
        int items,
        int rank,
        boolean isBiased,
        double regularization,
        boolean isWeighted,
        double learningRate,
        double lastRate,
        double cap,
        int clocksPerEpoch,
        int epochs,
        boolean hasSharedUsers,
        long seed) {

    public static final int RANK_MAX = 4096;

    public MfSettings {
        Range.check("users", users, 1, 1 << 30);
        Range.check("items", items, 1, 1 << 28);
        Range.check("rank", rank, 1, RANK_MAX);
        Range.check("regularization", regularization, 0.0, 1e6);
        Range.check("learning rate", learningRate, 1e-9, 10.0);
        Range.check("part of the learning rate that is left in the end", lastRate, 1e-6, 1.0);
        Range.check("cap of hot items", cap, 1e-3, 1e9);
        Range.check("clocks in an epoch", clocksPerEpoch, 1, 10_000);
        Range.check("epochs", epochs, 1, 100_000);
    }

    /** What suits most ratings. */
    public static MfSettings of(int users, int items, int rank) {
        return new MfSettings(
                users, items, rank, true, 0.05, true, 0.05, 0.05, 1.0, 8, 20, false, 1);
    }

    public MfSettings withRegularization(double lambda, boolean weighted) {
        return new MfSettings(
                users,
                items,
                rank,
                isBiased,
                lambda,
                weighted,
                learningRate,
                lastRate,
                cap,
                clocksPerEpoch,
                epochs,
                hasSharedUsers,
                seed);
    }

    public MfSettings withSteps(double first, double last, double hottest) {
        return new MfSettings(
                users,
                items,
                rank,
                isBiased,
                regularization,
                isWeighted,
                first,
                last,
                hottest,
                clocksPerEpoch,
                epochs,
                hasSharedUsers,
                seed);
    }

    public MfSettings withEpochs(int count, int clocksEach) {
        return new MfSettings(
                users,
                items,
                rank,
                isBiased,
                regularization,
                isWeighted,
                learningRate,
                lastRate,
                cap,
                clocksEach,
                count,
                hasSharedUsers,
                seed);
    }

    public MfSettings withSeed(long other) {
        return new MfSettings(
                users,
                items,
                rank,
                isBiased,
                regularization,
                isWeighted,
                learningRate,
                lastRate,
                cap,
                clocksPerEpoch,
                epochs,
                hasSharedUsers,
                other);
    }

    /** Products of factors alone, without mean and biases. */
    public MfSettings plain() {
        return new MfSettings(
                users,
                items,
                rank,
                false,
                regularization,
                isWeighted,
                learningRate,
                lastRate,
                cap,
                clocksPerEpoch,
                epochs,
                hasSharedUsers,
                seed);
    }

    public MfSettings withSharedUsers() {
        return new MfSettings(
                users,
                items,
                rank,
                isBiased,
                regularization,
                isWeighted,
                learningRate,
                lastRate,
                cap,
                clocksPerEpoch,
                epochs,
                true,
                seed);
    }

    public int clocks() {
        return clocksPerEpoch * epochs;
    }

    /** Numbers of a row of factors: the bias, if there is one, is the last. */
    int width() {
        return isBiased ? rank + 1 : rank;
    }

    /** The step at a clock; clocks count from 1. */
    double learningRate(int clock) {
        double left = 1 - (clock - 1.0) / Math.max(1, clocks() - 1);
        return learningRate * (lastRate + (1 - lastRate) * Math.max(0, left));
    }
}
