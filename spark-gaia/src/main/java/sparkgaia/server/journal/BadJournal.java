package sparkgaia.server.journal;

import java.nio.file.Path;

/** A journal that cannot be gone on with: what is wrong, where, and what to do. Nothing of it was changed. */
public final class BadJournal extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The file does not begin as a journal's file does. */
        HEADER,
        /** Another version of the format. */
        VERSION,
        /** The journal of another region. */
        REGION,
        /** Of another job. */
        JOB,
        /** Of another partition. */
        PARTITION,
        /** Bytes have changed, or are missing, that were on the disk. */
        DAMAGED,
        /** What is there is as it was written, and is no record for this release and this job. */
        RECORD
    }

    /** What to do where there is no other way. */
    static final String LOST =
            "what it held is lost to this region: move the folder away, evict the region, and admit it as a newcomer";

    private final Reason reason;

    BadJournal(Reason reason, Path file, String what, String toDo) {
        super("journal " + file + ": " + what + "; " + toDo);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
