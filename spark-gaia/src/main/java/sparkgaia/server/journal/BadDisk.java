package sparkgaia.server.journal;

import java.io.IOException;

/** A folder in which no journal can be kept: why, and what to do. */
public final class BadDisk extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** It cannot be made, or nothing can be written in it. */
        NOT_WRITABLE,
        /** Less is free than a job needs to begin. */
        LITTLE_FREE,
        /** Another process keeps its journals there. */
        IN_USE
    }

    private final Reason reason;

    BadDisk(Reason reason, String what) {
        super(what);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
