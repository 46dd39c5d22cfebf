package sparkgaia.train.linear;

import sparkgaia.train.TableView;

import java.util.Arrays;

/**
 * A copy of the weights as numbers: of each feature, and last of the constant 1, one weight for each class. Arithmetic in
 * a fixed order, so that equal cells and equal examples give equal bits.
 *
 * <p>Not for two threads: the probabilities of the example looked at last are kept in the model.
 */
public final class LinearModel {
    private final WeightLayout layout;
    private final int classes;
    private final int features;
    private final double[] probabilities;
    final float[] weights;

    LinearModel(WeightLayout layout) {
        this.layout = layout;
        this.classes = layout.classes();
        this.features = layout.features();
        this.probabilities = new double[classes];
        this.weights = new float[layout.rows() * layout.width()];
    }

    /** Takes the weights of a copy, all rows of the table. */
    void read(TableView copy, int table) {
        float[] row = new float[layout.width()];
        for (int i = 0; i < layout.rows(); i++) {
            copy.read(table, i, row);
            System.arraycopy(row, 0, weights, i * row.length, row.length);
        }
    }

    /** The cross-entropy of an example: minus the logarithm of what its class is given. */
    public double loss(Example example) {
        float[] scores = scores(example.features());
        double top = scores[0];
        for (float score : scores) {
            top = Math.max(top, score);
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            probabilities[k] = StrictMath.exp(scores[k] - top);
            sum += probabilities[k];
        }
        for (int k = 0; k < classes; k++) {
            probabilities[k] /= sum;
        }
        return StrictMath.log(sum) + top - scores[example.label()];
    }

    /** Adds the slope of an example's cross-entropy, weight by weight, and returns the cross-entropy. */
    public double addGradient(Example example, float[] gradient) {
        double loss = loss(example);
        float[] errors = new float[classes];
        for (int k = 0; k < classes; k++) {
            errors[k] = (float) (probabilities[k] - (k == example.label() ? 1 : 0));
        }
        float[] values = example.features();
        for (int feature = 0; feature < features; feature++) {
            if (values[feature] != 0) {
                add(errors, values[feature], gradient, feature * classes);
            }
        }
        add(errors, 1, gradient, features * classes);
        return loss;
    }

    private void add(float[] errors, float value, float[] gradient, int at) {
        for (int k = 0; k < classes; k++) {
            gradient[at + k] += value * errors[k];
        }
    }

    /** The class with the highest score, the first of equals. */
    public int predict(float[] values) {
        float[] scores = scores(values);
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = scores[k] > scores[best] ? k : best;
        }
        return best;
    }

    private float[] scores(float[] values) {
        float[] scores = Arrays.copyOfRange(weights, features * classes, (features + 1) * classes);
        for (int feature = 0; feature < features; feature++) {
            float value = values[feature];
            if (value != 0) {
                int at = feature * classes;
                for (int k = 0; k < classes; k++) {
                    scores[k] += value * weights[at + k];
                }
            }
        }
        return scores;
    }

    /** Half the sum of the squared weights, without those of the constant. */
    public double halfSquares() {
        double sum = 0;
        for (int i = 0; i < features * classes; i++) {
            sum += (double) weights[i] * weights[i];
        }
        return sum / 2;
    }
}
