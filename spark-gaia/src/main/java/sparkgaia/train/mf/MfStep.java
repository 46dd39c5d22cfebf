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
    private final Half trained;

    /** The ratings that are held out, or null. */
    private final Half heldOut;

    MfStep(MfSettings settings, MfKernel kernel, MfShard shard, int clock) {
        this.settings = settings;
        this.kernel = kernel;
        this.shard = shard;
        this.slice = shard.slice(clock);
        this.clock = clock;
        this.width = settings.width();
        this.trained = new Half(slice);
        this.heldOut = settings.hasHeldOut() ? new Half(shard.heldOut(clock)) : null;
    }

    /** The ratings whose rows are all there. */
    void first(TableView in, Deltas out, Metrics metrics) {
        trained.bar(in);
        train(in, out, metrics);
        if (heldOut != null) {
            heldOut.bar(in);
            look(in, metrics);
        }
    }

    /** The ratings of which a row was barred. */
    void rest(RowSet barred, TableView in, Deltas out, Metrics metrics) {
        trained.bar(barred);
        train(in, out, metrics);
        if (heldOut != null) {
            heldOut.bar(barred);
            look(in, metrics);
        }
    }

    /** Those of a slice's ratings that are gone through now: without barred rows, or afterwards with them. */
    private final class Half {
        final MfShard.Slice slice;
        private final boolean[] isItemBarred;
        private final boolean[] isUserBarred;
        private boolean isRest;
        private boolean isAnyBarred;

        Half(MfShard.Slice slice) {
            this.slice = slice;
            this.isItemBarred = new boolean[slice.items.length];
            this.isUserBarred = new boolean[slice.users.length];
        }

        void bar(TableView in) {
            for (int item = 0; item < isItemBarred.length; item++) {
                isItemBarred[item] = in.isBarred(MfTrainer.ITEMS, slice.items[item]);
                isAnyBarred |= isItemBarred[item];
            }
            for (int user = 0; settings.hasUserTable() && user < isUserBarred.length; user++) {
                isUserBarred[user] = in.isBarred(MfTrainer.USERS, shard.users[slice.users[user]]);
                isAnyBarred |= isUserBarred[user];
            }
        }

        /** Some of these rows may be of the other slice only. */
        void bar(RowSet barred) {
            isRest = true;
            for (int row : barred.rows(MfTrainer.ITEMS)) {
                bar(isItemBarred, Arrays.binarySearch(slice.items, row));
            }
            for (int user : barred.rows(MfTrainer.USERS)) {
                int place = Arrays.binarySearch(shard.users, user);
                bar(isUserBarred, Arrays.binarySearch(slice.users, place));
            }
        }

        private void bar(boolean[] isBarred, int place) {
            if (place >= 0) {
                isBarred[place] = true;
                isAnyBarred = true;
            }
        }

        boolean has(int rating) {
            return isAnyBarred ? isBarred(rating) == isRest : !isRest;
        }

        private boolean isBarred(int rating) {
            return isItemBarred[slice.item[rating]] || isUserBarred[slice.userOf[rating]];
        }

        Rows items(TableView in) {
            return new Rows(MfTrainer.ITEMS, slice.items, touches(slice.item, slice.items), in);
        }

        /** Of users who have a table. */
        Rows users(TableView in) {
            int[] touches = touches(slice.userOf, slice.users);
            return new Rows(MfTrainer.USERS, shard.usersOf(slice), touches, in);
        }

        /** How many ratings of each row are gone through now. */
        private int[] touches(int[] rowOf, int[] rows) {
            int[] touches = new int[rows.length];
            for (int i = 0; i < slice.size(); i++) {
                if (has(i)) {
                    touches[rowOf[i]]++;
                }
            }
            return touches;
        }

        /** Whose row of users it is. */
        int user(int rating) {
            return settings.hasUserTable() ? slice.userOf[rating] : slice.user[rating];
        }
    }

    private void train(TableView in, Deltas out, Metrics metrics) {
        Rows items = trained.items(in);
        if (!settings.hasUserTable()) {
            train(shard.factors, items.rows, metrics);
        } else {
            Rows users = trained.users(in);
            train(users.rows, items.rows, metrics);
            users.add(out);
        }
        items.add(out);
    }

    /** How well ratings are predicted that nothing is learnt from. Of an item that nobody trains nothing can be said. */
    private void look(TableView in, Metrics metrics) {
        MfShard.Slice slice = heldOut.slice;
        float[] items = heldOut.items(in).rows;
        float[] users = settings.hasUserTable() ? heldOut.users(in).rows : shard.factors;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < slice.size(); i++) {
            if (heldOut.has(i) && shard.itemRatings[slice.items[slice.item[i]]] > 0) {
                int user = heldOut.user(i) * width;
                float guess = kernel.predict(users, user, items, slice.item[i] * width);
                double error = shard.normal(slice.value[i]) - guess;
                squares += error * error;
                count++;
            }
        }
        metrics.add(MfTrainer.HELD_OUT_METRIC, squares);
        metrics.add(MfTrainer.HELD_OUT_METRIC + 1, count);
    }

    private void train(float[] users, float[] items, Metrics metrics) {
        double rate = settings.learningRate(clock);
        float[] itemStep = new float[slice.items.length];
        float[] itemDecay = new float[slice.items.length];
        for (int item = 0; item < itemStep.length; item++) {
            int ratings = shard.itemRatings[slice.items[item]];
            double step = settings.itemRate(clock, ratings);
            itemStep[item] = (float) step;
            itemDecay[item] = (float) (step * settings.lambdaOfOne(ratings, shard.deviation()));
        }
        float[] userDecay = new float[slice.users.length];
        for (int user = 0; user < userDecay.length; user++) {
            int ratings = shard.ratingsOf[slice.users[user]];
            userDecay[user] = (float) (rate * settings.lambdaOfOne(ratings, shard.deviation()));
        }
        double squares = 0;
        int count = 0;
        for (int i = 0; i < slice.size(); i++) {
            if (!trained.has(i)) {
                continue;
            }
            int item = slice.item[i];
            int user = trained.user(i);
            squares +=
                    kernel.move(
                            shard.normal(slice.value[i]),
                            users,
                            user * width,
                            (float) rate,
                            userDecay[slice.userOf[i]],
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
                    for (int i = 0; i < width; i++) {
                        rows[row * width + i] = settings.number(cells[i]);
                    }
                    System.arraycopy(rows, row * width, before, row * width, width);
                    if (settings.isNonnegative()) {
                        giveBack(row, cells);
                    }
                }
            }
        }

        private void giveBack(int row, int[] cells) {
            float part = part(row);
            for (int i = 0; i < width; i++) {
                before[row * width + i] += part * Math.min(0, cells[i] * FactorCells.UNIT);
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
