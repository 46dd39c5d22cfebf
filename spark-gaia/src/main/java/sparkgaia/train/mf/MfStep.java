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
        for (int user = 0; settings.hasSharedUsers() && user < isUserBarred.length; user++) {
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
        boolean[] isTouched = new boolean[slice.items.length];
        boolean[] isUserTouched = new boolean[slice.users.length];
        for (int i = 0; i < slice.size(); i++) {
            if ((isItemBarred[slice.item[i]] || isUserBarred[userAt(i)]) == isRest) {
                isTouched[slice.item[i]] = true;
                isUserTouched[userAt(i)] = true;
            }
        }
        float[] items = new float[slice.items.length * width];
        for (int item = 0; item < isTouched.length; item++) {
            if (isTouched[item]) {
                load(in, MfTrainer.ITEMS, slice.items[item], items, item * width);
            }
        }
        float[] itemsBefore = items.clone();
        float[] usersBefore = settings.hasSharedUsers() ? loadUsers(in, isUserTouched) : null;
        train(isRest, items, metrics);
        for (int item = 0; item < isTouched.length; item++) {
            if (isTouched[item]) {
                int row = slice.items[item];
                add(out, MfTrainer.ITEMS, row, items, itemsBefore, item * width);
            }
        }
        for (int user = 0; usersBefore != null && user < isUserTouched.length; user++) {
            if (isUserTouched[user]) {
                int place = slice.users[user];
                int row = shard.users[place];
                add(out, MfTrainer.USERS, row, shard.factors, usersBefore, place * width);
            }
        }
    }

    private int userAt(int rating) {
        return slice.userOf[rating];
    }

    private void train(boolean isRest, float[] items, Metrics metrics) {
        double rate = settings.learningRate(clock);
        float[] itemStep = new float[slice.items.length];
        float[] itemDecay = new float[slice.items.length];
        for (int item = 0; item < itemStep.length; item++) {
            int ratings = shard.itemRatings[slice.items[item]];
            double step = settings.itemRate(clock, ratings);
            itemStep[item] = (float) step;
            itemDecay[item] = (float) (step * settings.lambdaOfOne(ratings));
        }
        double squares = 0;
        int count = 0;
        for (int i = 0; i < slice.size(); i++) {
            int item = slice.item[i];
            if ((isItemBarred[item] || isUserBarred[userAt(i)]) != isRest) {
                continue;
            }
            int user = slice.user[i];
            double own = settings.lambdaOfOne(shard.ratingsOf[user]);
            squares +=
                    kernel.move(
                            shard.normal(slice.value[i]),
                            shard.factors,
                            user * width,
                            (float) rate,
                            (float) (rate * own),
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
        double deviation = shard.deviation();
        metrics.add(0, squares * deviation * deviation);
        metrics.add(1, count);
    }

    private float[] loadUsers(TableView in, boolean[] isTouched) {
        for (int user = 0; user < isTouched.length; user++) {
            if (isTouched[user]) {
                int place = slice.users[user];
                load(in, MfTrainer.USERS, shard.users[place], shard.factors, place * width);
            }
        }
        return shard.factors.clone();
    }

    private void load(TableView in, int table, int row, float[] into, int at) {
        int[] cells = in.cells(table, row);
        for (int i = 0; i < width; i++) {
            into[at + i] = cells[i] * MfTrainer.UNIT;
        }
    }

    private void add(Deltas out, int table, int row, float[] after, float[] before, int at) {
        float[] delta = new float[width];
        for (int i = 0; i < width; i++) {
            delta[i] = after[at + i] - before[at + i];
        }
        out.add(table, row, delta);
    }
}
