package sparkgaia.train.mf;

/** The inner loop: one rating after the other moves its user's and its item's factors. Allocates nothing. */
final class MfKernel {
    /** An error of so many deviations is not one of data. */
    private static final float ERROR_MAX = 1e4f;

    private final int rank;
    private final int width;
    private final boolean isBiased;
    private final boolean isNonnegative;

    MfKernel(MfSettings settings) {
        this.rank = settings.rank();
        this.width = settings.width();
        this.isBiased = settings.isBiased();
        this.isNonnegative = settings.isNonnegative();
    }

    /** The prediction, in the numbers that are trained. */
    float predict(float[] users, int user, float[] items, int item) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < rank; i += 4) {
            s0 += users[user + i] * items[item + i];
            s1 += users[user + i + 1] * items[item + i + 1];
            s2 += users[user + i + 2] * items[item + i + 2];
            s3 += users[user + i + 3] * items[item + i + 3];
        }
        for (; i < rank; i++) {
            s0 += users[user + i] * items[item + i];
        }
        float product = (s0 + s1) + (s2 + s3);
        return isBiased ? product + (users[user + rank] + items[item + rank]) : product;
    }

    /**
     * Moves both towards a rating, and gives the squared error that it had before; infinite if training has diverged.
     *
     * @param userStep the step of the user's factors, and {@code userDecay} the part of them that it takes away
     */
    float move(
            float value,
            float[] users,
            int user,
            float userStep,
            float userDecay,
            float[] items,
            int item,
            float itemStep,
            float itemDecay) {
        float error = value - predict(users, user, items, item);
        if (!(Math.abs(error) <= ERROR_MAX)) {
            return Float.POSITIVE_INFINITY;
        }
        float userGain = userStep * error;
        float itemGain = itemStep * error;
        float userKept = 1 - userDecay;
        float itemKept = 1 - itemDecay;
        for (int i = 0; i < rank; i++) {
            float p = users[user + i];
            float q = items[item + i];
            users[user + i] = userKept * p + userGain * q;
            items[item + i] = itemKept * q + itemGain * p;
        }
        if (isBiased) {
            users[user + rank] = userKept * users[user + rank] + userGain;
            items[item + rank] = itemKept * items[item + rank] + itemGain;
        }
        if (isNonnegative) {
            clamp(users, user);
            clamp(items, item);
        }
        return error * error;
    }

    private void clamp(float[] rows, int at) {
        for (int i = at; i < at + rank; i++) {
            rows[i] = Math.max(0, rows[i]);
        }
    }

    /** The square of the direction in which an error moves an item; the step's length squared is left out. */
    float direction(float error, float lambda, float[] users, int user, float[] items, int item) {
        float sum = 0;
        for (int i = 0; i < rank; i++) {
            float move = error * users[user + i] - lambda * items[item + i];
            sum += move * move;
        }
        if (isBiased) {
            float move = error - lambda * items[item + rank];
            sum += move * move;
        }
        return sum;
    }

    /** The sum of squares of a row. */
    float square(float[] rows, int at) {
        float sum = 0;
        for (int i = 0; i < width; i++) {
            sum += rows[at + i] * rows[at + i];
        }
        return sum;
    }
}
