package sparkgaia.wire;

/** A description of a job that is none, or of a job that cannot be. */
public final class BadJob extends Exception {
    private static final long serialVersionUID = 1L;

    BadJob(String what) {
        super("bad description of a job: " + what);
    }
}
