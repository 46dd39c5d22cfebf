package sparkgaia.train.mf;

import sparkgaia.train.TableView;

import java.util.Arrays;
import java.util.List;

/** How well a copy of the factors and a shard's users explain ratings. For one use. */
final class MfJudge {
    private static final double SMALL = 0.01;

    private final MfSettings settings;
    private final MfKernel kernel;
    private final MfShard shard;
    private final int width;
    private final float[] items;
    private final float[] users;
    private double objective;
    private long ratings;
    private long small;

    MfJudge(MfSettings settings, MfKernel kernel, TableView copy, MfShard shard) {
        this.settings = settings;
        this.kernel = kernel;
        this.shard = shard;
        this.width = settings.width();
        this.items = rows(copy, MfTrainer.ITEMS, settings.items());
        this.users =
                settings.hasUserTable()
                        ? rows(copy, MfTrainer.USERS, settings.users())
                        : shard.factors;
    }

    private float[] rows(TableView copy, int table, int count) {
        float[] rows = new float[count * width];
        for (int row = 0; row < count; row++) {
            int[] cells = copy.cells(table, row);
            for (int i = 0; i < width; i++) {
                rows[row * width + i] = settings.number(cells[i]);
            }
        }
        return rows;
    }

    /** Where the factors of a user are; below zero if they are nowhere. */
    private int at(int user) {
        int place = settings.hasUserTable() ? user : Arrays.binarySearch(shard.users, user);
        return place * width;
    }

    MfErrors judge(List<Rating> heldOut, int every) {
        for (MfShard.Slice slice : shard.slices) {
            for (int i = 0; i < slice.size(); i += every) {
                look(slice.user[i], slice.items[slice.item[i]], slice.value[i]);
            }
        }
        double squares = 0;
        for (Rating rating : heldOut) {
            squares += squaredError(rating);
        }
        double variance = shard.deviation() * shard.deviation();
        return new MfErrors(
                objective * variance, ratings, squares * variance, heldOut.size(), small);
    }

    /** At a rating that is trained on: its squared error, with its part of the regularisation. */
    private void look(int user, int item, float value) {
        int p = (settings.hasUserTable() ? shard.users[user] : user) * width;
        int q = item * width;
        float error = shard.normal(value) - kernel.predict(users, p, items, q);
        double userLambda = settings.lambdaOfOne(shard.ratingsOf[user], shard.deviation());
        double itemLambda = settings.lambdaOfOne(shard.itemRatings[item], shard.deviation());
        double square = kernel.square(items, q);
        objective +=
                (double) error * error + userLambda * kernel.square(users, p) + itemLambda * square;
        double step = settings.itemRate(shard.clock(), shard.itemRatings[item]);
        double move = kernel.direction(error, (float) itemLambda, users, p, items, q);
        small += step * step * move < SMALL * SMALL * square ? 1 : 0;
        ratings++;
    }

    /** A user whose factors nobody has: such a rating is judged by the item's bias alone. */
    private double squaredError(Rating rating) {
        int user = at(rating.user());
        double guess = 0;
        if (user >= 0) {
            guess = kernel.predict(users, user, items, rating.item() * width);
        } else if (settings.isBiased()) {
            guess = items[rating.item() * width + settings.rank()];
        }
        double error = shard.normal(rating.value()) - guess;
        return error * error;
    }
}
