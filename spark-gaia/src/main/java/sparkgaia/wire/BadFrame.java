package sparkgaia.wire;

/**
 * Bytes that are no frame, or no record, of this format: what is wrong, and at which byte. Nothing was made of them. What
 * follows on the connection cannot be trusted either, so it is to be closed.
 */
public final class BadFrame extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, for counting. */
    public enum Reason {
        /** Another version of the format. */
        VERSION,
        /** A kind of message that there is not. */
        KIND,
        /** It ends before its content does. */
        TRUNCATED,
        /** More bytes than a frame or a message may have, or than its content takes. */
        LENGTH,
        /** A number outside of its range. */
        RANGE,
        /** A row that does not exist, is out of order or not shared. */
        ROW,
        /** A part that does not fit the parts before it. */
        PART,
        /** Bytes that no writer would write: a number too long, bits that should be 0, text that is none. */
        FORM
    }

    private final Reason reason;
    private final int at;

    BadFrame(Reason reason, int at, String what) {
        super("bad frame, byte " + at + ": " + what);
        this.reason = reason;
        this.at = at;
    }

    public Reason reason() {
        return reason;
    }

    /** The byte at which it was noticed, counted from the start of the frame, or of the message's body if it came in parts. */
    public int at() {
        return at;
    }
}
