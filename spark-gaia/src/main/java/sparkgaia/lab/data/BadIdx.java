package sparkgaia.lab.data;

/** An IDX file that cannot be used; the message says which and why. */
public final class BadIdx extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadIdx(String file, String why) {
        super(file + ": " + why);
    }
}
