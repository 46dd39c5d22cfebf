package sparkgaia.train.mf;

/** Takes one user's factors after the other. */
public interface UserFactorsSink {
    /** @param ratings how many of the user's they were learnt from */
    void accept(int user, int ratings, float[] factors);
}
