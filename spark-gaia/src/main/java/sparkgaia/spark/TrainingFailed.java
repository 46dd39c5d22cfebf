package sparkgaia.spark;

/** A fit that has ended without a model: what happened, to what, and what to do. */
public final class TrainingFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingFailed(String what, Throwable cause) {
        super(what, cause);
    }
}
