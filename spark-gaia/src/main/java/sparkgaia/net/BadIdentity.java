package sparkgaia.net;

/** A key store that cannot say who this region is, or whom it believes. */
public final class BadIdentity extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        MISSING,
        UNREADABLE,
        PASSWORD,
        EXPIRED,
        NOT_YET_VALID,
        NO_KEY,
        NO_AUTHORITY,
        /** The certificate does not name a region. */
        NAME,
        /** The list of revoked certificates. */
        REVOKED_LIST
    }

    private final Reason reason;

    BadIdentity(Reason reason, String text) {
        super(text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
