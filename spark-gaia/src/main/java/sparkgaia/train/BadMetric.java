package sparkgaia.train;

/** A trainer reported something that is no metric: not a number, infinite, or too large to sum exactly. */
public final class BadMetric extends TrainingFault {
    private static final long serialVersionUID = 1L;

    BadMetric(String name, double value) {
        super(
                "metric "
                        + name
                        + " is "
                        + value
                        + ", which cannot be summed: training has diverged, or the metric wants a smaller unit");
    }
}
