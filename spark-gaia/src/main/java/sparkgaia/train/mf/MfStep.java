package sparkgaia.train.mf;

import sparkgaia.train.Deltas;
import sparkgaia.train.Diverged;
import sparkgaia.train.Metrics;
import sparkgaia.train.RowSet;
import sparkgaia.train.TableView;

import java.util.Arrays;

/**
 * One clock of a shard: the ratings of its slice, all of them or, where rows are barred, first those that can be done
 * and then the rest.
 */
final class MfStep {
    /** No factor of numbers of deviation one changes by so much; a cell has room for it. */
    private static final float CHANGE_MAX = 256;

    private final MfSettings settings;
    private final MfKernel kernel;
    private final MfShard shard;
    private final MfShard.Slice slice;
    private final int clock;
    private final int width;
    private final boolean[] isItemBarred;
    private final boolean[] isUserBarred;

    MfStep(MfSettings settings, MfKernel kernel, MfShard shard, int clock) {
        this.settings = settings;
        this.kernel = kernel;
        this.shard = shard;
        this.slice = shard.slice(clock);
        this.clock = clock;
        this.width = settings.width();
        this.isItemBarred = new boolean[slice.items.length];
        this.isUserBarred = new boolean[slice.users.length];
    }

    /** The ratings whose rows are all there. */
    void first(TableView in, Deltas out, Metrics metrics) {
        for (int item = 0; item < isItemBarred.length; item++) {
            isItemBarred[item] = in.isBarred(MfTrainer.ITEMS, slice.items[item]);
        }
        for (int user = 0; settings.hasUserTable() && user < isUserBarred.length; user++) {
            isUserBarred[user] = in.isBarred(MfTrainer.USERS, shard.users[slice.users[user]]);
        }
        run(false, in, out, metrics);
    }

    /** The ratings of which a row was barred. */
    void rest(RowSet barred, TableView in, Deltas out, Metrics metrics) {
        for (int row : barred.rows(MfTrainer.ITEMS)) {
            isItemBarred[Arrays.binarySearch(slice.items, row)] = true;
        }
        for (int user : barred.rows(MfTrainer.USERS)) {
            int place = Arrays.binarySearch(shard.users, user);
            isUserBarred[Arrays.binarySearch(slice.users, place)] = true;
        }
        run(true, in, out, metrics);
    }

    private void run(boolean isRest, TableView in, Deltas out, Metrics metrics) {
        int[] touches = new int[slice.items.length];
        int[] userTouches = new int[slice.users.length];
        for (int i = 0; i < slice.size(); i++) {
            if (isDone(i, isRest)) {
                touches[slice.item[i]]++;
                userTouches[slice.userOf[i]]++;
            }
        }
        var items = new Rows(MfTrainer.ITEMS, slice.items, touches, in);
        if (!settings.hasUserTable()) {
            train(isRest, shard.factors, items.rows, metrics);
        } else {
            var users = new Rows(MfTrainer.USERS, shard.usersOf(slice), userTouches, in);
            train(isRest, users.rows, items.rows, metrics);
            users.add(out);
        }
        items.add(out);
    }

    private boolean isDone(int rating, boolean isRest) {
        return (isItemBarred[slice.item[rating]] || isUserBarred[slice.userOf[rating]]) == isRest;
    }

    private void train(boolean isRest, float[] users, float[] items, Metrics metrics) {
        double rate = settings.learningRate(clock);
        float[] itemStep = new float[slice.items.length];
        float[] itemDecay = new float[slice.items.length];
        for (int item = 0; item < itemStep.length; item++) {
            int ratings = shard.itemRatings[slice.items[item]];
            double step = settings.itemRate(clock, ratings);
            itemStep[item] = (float) step;
            itemDecay[item] = (float) (step * settings.lambdaOfOne(ratings, shard.deviation()));
        }
        double squares = 0;
        int count = 0;
        for (int i = 0; i < slice.size(); i++) {
            if (!isDone(i, isRest)) {
                continue;
            }
            int item = slice.item[i];
            int user = settings.hasUserTable() ? slice.userOf[i] : slice.user[i];
            double userDecay =
                    rate * settings.lambdaOfOne(shard.ratingsOf[slice.user[i]], shard.deviation());
            squares +=
                    kernel.move(
                            shard.normal(slice.value[i]),
                            users,
                            user * width,
                            (float) rate,
                            (float) userDecay,
                            items,
                            item * width,
                            itemStep[item],
                            itemDecay[item]);
            count++;
        }
        if (!(squares < Double.POSITIVE_INFINITY)) {
            throw new Diverged(shard.context, clock, "a prediction out of all bounds", rate);
        }
        shard.trainedTo(clock);
        metrics.add(0, squares);
        metrics.add(1, count);
    }

    /** The rows of a table that the clock is about, one after the other, and what they were before. */
    private final class Rows {
        private final int table;
        private final int[] numbers;
        private final int[] touches;
        private final float[] before;
        final float[] rows;

        /** {@code touches} has how many ratings of each row are gone through now. */
        Rows(int table, int[] numbers, int[] touches, TableView in) {
            this.table = table;
            this.numbers = numbers;
            this.touches = touches;
            this.rows = new float[numbers.length * width];
            this.before = new float[rows.length];
            for (int row = 0; row < numbers.length; row++) {
                if (touches[row] > 0) {
                    int[] cells = in.cells(table, numbers[row]);
                    float part = settings.isNonnegative() ? part(row) : 0;
                    for (int i = 0; i < width; i++) {
                        int at = row * width + i;
                        rows[at] = settings.number(cells[i]);
                        before[at] = rows[at] + part * Math.min(0, cells[i] * FactorCells.UNIT);
                    }
                }
            }
        }

        /**
         * Where several workers lower a factor at a time their sum can fall below zero. What is below is given back, each
         * worker its part of the ratings that an item has in a clock, or the factor would stay at zero long after it is
         * wanted again.
         */
        private float part(int row) {
            if (table != MfTrainer.ITEMS) {
                return 1;
            }
            float ofClock = (float) shard.itemRatings[numbers[row]] / settings.clocksPerEpoch();
            return Math.min(1, touches[row] / ofClock);
        }

        void add(Deltas out) {
            for (int row = 0; row < numbers.length; row++) {
                if (touches[row] > 0) {
                    float[] delta = new float[width];
                    for (int i = 0; i < width; i++) {
                        delta[i] = rows[row * width + i] - before[row * width + i];
                        check(delta[i]);
                    }
                    out.add(table, numbers[row], delta);
                }
            }
        }
    }

    private void check(float change) {
        if (!(Math.abs(change) <= CHANGE_MAX)) {
            double rate = settings.learningRate(clock);
            throw new Diverged(shard.context, clock, "a factor changed by " + change, rate);
        }
    }
}
