package sparkgaia.train.mf;

import sparkgaia.train.TableView;

import java.util.Arrays;
import java.util.List;

/** How well a copy of the items' factors and a shard's users explain ratings. */
final class MfJudge {
    private static final double SMALL = 0.01;

    private final MfSettings settings;
    private final MfKernel kernel;
    private final MfShard shard;
    private final int width;
    private final float[] items;

    MfJudge(MfSettings settings, MfKernel kernel, TableView copy, MfShard shard) {
        this.settings = settings;
        this.kernel = kernel;
        this.shard = shard;
        this.width = settings.width();
        this.items = new float[settings.items() * width];
        for (int item = 0; item < settings.items(); item++) {
            int[] cells = copy.cells(MfTrainer.ITEMS, item);
            for (int i = 0; i < width; i++) {
                items[item * width + i] = cells[i] * MfTrainer.UNIT;
            }
        }
    }

    MfErrors judge(List<Rating> heldOut, int every) {
        double objective = 0;
        long ratings = 0;
        long small = 0;
        for (MfShard.Slice slice : shard.slices) {
            for (int i = 0; i < slice.size(); i += every) {
                objective += objective(slice.user[i], slice.items[slice.item[i]], slice.value[i]);
                small += isSmall(slice.user[i], slice.items[slice.item[i]], slice.value[i]) ? 1 : 0;
                ratings++;
            }
        }
        double squares = 0;
        for (Rating rating : heldOut) {
            squares += squaredError(rating);
        }
        return new MfErrors(objective, ratings, squares, heldOut.size(), small);
    }

    /** A user without ratings here has no factors: such a rating is judged by the item's bias alone. */
    private double squaredError(Rating rating) {
        int place = Arrays.binarySearch(shard.users, rating.user());
        double guess = 0;
        if (place >= 0) {
            guess = kernel.predict(shard.factors, place * width, items, rating.item() * width);
        } else if (settings.isBiased()) {
            guess = items[rating.item() * width + settings.rank()];
        }
        double error = shard.normal(rating.value()) - guess;
        return error * error * shard.deviation() * shard.deviation();
    }

    /** Of one rating: its squared error, and its part of the regularisation. */
    private double objective(int user, int item, float value) {
        float normal = shard.normal(value);
        double error = normal - kernel.predict(shard.factors, user * width, items, item * width);
        double userPart = kernel.square(shard.factors, user * width);
        double itemPart = kernel.square(items, item * width);
        double objective =
                error * error
                        + settings.lambdaOfOne(shard.ratingsOf[user]) * userPart
                        + settings.lambdaOfOne(shard.itemRatings[item]) * itemPart;
        return objective * shard.deviation() * shard.deviation();
    }

    private boolean isSmall(int user, int item, float value) {
        int ratings = shard.itemRatings[item];
        float[] users = shard.factors;
        float guess = kernel.predict(users, user * width, items, item * width);
        float lambda = (float) settings.lambdaOfOne(ratings);
        float error = shard.normal(value) - guess;
        double step = settings.itemRate(shard.clock(), ratings);
        double move = kernel.direction(error, lambda, users, user * width, items, item * width);
        return step * step * move < SMALL * SMALL * kernel.square(items, item * width);
    }
}
