package sparkgaia.train.mf;

import java.io.Serializable;

/**
 * Brings what is trained to rows whose product is a rating. Factors of numbers of deviation one are stretched by its
 * root. With biases a row has two places more: a user's are the mean with the bias, and one; an item's are one, and the
 * bias.
 */
public record Folding(boolean isBiased, double mean, double deviation) implements Serializable {
    /** Rows as they were trained. */
    public static final Folding NONE = new Folding(false, 0, 1);

    /** How long a row of so many factors is. */
    public int width(int rank) {
        return isBiased ? rank + 2 : rank;
    }

    public float[] user(float[] trained) {
        float[] row = stretched(trained);
        if (isBiased) {
            int rank = trained.length - 1;
            row[rank] = (float) (mean + deviation * trained[rank]);
            row[rank + 1] = 1;
        }
        return row;
    }

    public float[] item(float[] trained) {
        float[] row = stretched(trained);
        if (isBiased) {
            int rank = trained.length - 1;
            row[rank] = 1;
            row[rank + 1] = (float) (deviation * trained[rank]);
        }
        return row;
    }

    private float[] stretched(float[] trained) {
        int rank = isBiased ? trained.length - 1 : trained.length;
        float[] row = new float[width(rank)];
        for (int i = 0; i < rank; i++) {
            row[i] = (float) (Math.sqrt(deviation) * trained[i]);
        }
        return row;
    }
}
