package sparkgaia.net;

/** A connection that is not to be: why, in a word and in a line. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal reason;

    public Refused(Refusal reason, String text) {
        super(text, null, false, false);
        this.reason = reason;
    }

    public Refusal reason() {
        return reason;
    }
}
