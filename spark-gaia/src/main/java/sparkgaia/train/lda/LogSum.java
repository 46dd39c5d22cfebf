package sparkgaia.train.lda;

/** A sum of logarithms of probabilities that takes few of them: numbers are multiplied while they fit. */
public final class LogSum {
    private static final double SMALL = 1e-250;
    private static final double LARGE = 1e250;

    private double product = 1;
    private double sum;

    public void add(double probability) {
        product *= probability;
        if (product < SMALL || product > LARGE) {
            settle();
        }
    }

    private void settle() {
        sum += StrictMath.log(product);
        product = 1;
    }

    public double get() {
        settle();
        return sum;
    }
}
