package sparkgaia.train;

/** A step found numbers that training cannot come back from. */
public final class Diverged extends TrainingFault {
    private static final long serialVersionUID = 1L;

    /** @param what was found, with the number */
    public Diverged(ShardContext context, int clock, String what, double learningRate) {
        super(
                String.format(
                        "training has diverged in region %s at clock %d (%s) with learning rate %s:"
                                + " lower the learning rate or the cap of hot items, or raise the regularisation",
                        context.region(), clock, what, learningRate));
    }
}
