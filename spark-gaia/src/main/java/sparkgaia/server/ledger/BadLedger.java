package sparkgaia.server.ledger;

/** A ledger that is not what its region wrote, or that cannot be continued: what is wrong, and where. */
public final class BadLedger extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, for programs. */
    public enum Reason {
        /** A file is missing, or is not the file that its name says. */
        FILES,
        /** Bytes that are no record. */
        FORM,
        /** A record whose bytes do not give its hash. */
        CHANGED,
        /** A record is missing, stands twice or elsewhere. */
        ORDER,
        /** A record that does not follow the one before it. */
        CHAIN,
        /** A running total that the records do not add up to. */
        TOTAL,
        /** Signed by a key that is not trusted, or not this region's. */
        KEY,
        /** A signature that its key did not make. */
        SIGNATURE,
        /** Its end is gone: others have heard more. */
        TAIL,
        /** Others have heard other records. */
        FORK,
        /** Another process writes it. */
        BUSY
    }

    private final Reason reason;

    BadLedger(Reason reason, Object where, String what) {
        super(where + ": " + what);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
