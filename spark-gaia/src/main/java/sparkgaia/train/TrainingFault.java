package sparkgaia.train;

/** Training cannot go on, and repeating the clock would not help. Nothing of the clock was handed to anybody. */
public abstract sealed class TrainingFault extends RuntimeException
        permits BadDelta, BadMetric, BadRecord, Diverged, RecordsChanged {
    private static final long serialVersionUID = 1L;

    TrainingFault(String message) {
        super(message);
    }
}
