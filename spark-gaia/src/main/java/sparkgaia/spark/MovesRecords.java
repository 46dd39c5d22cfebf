package sparkgaia.spark;

/** A DataFrame that cannot be read without records leaving their region: which operator would do it, and what to do. */
public final class MovesRecords extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MovesRecords(String what) {
        super(what);
    }
}
