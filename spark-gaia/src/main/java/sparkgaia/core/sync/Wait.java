package sparkgaia.core.sync;

/** What a worker waits for before it may start a clock. */
public enum Wait {
    /** Other workers of the region, or its own last commit. */
    INSIDE("the workers"),
    /** After a start: a link that has not stated yet. */
    STATEMENT("the first statement after a start"),
    /** Clock 0 of somebody. */
    CLOCK_ZERO("the shared start (clock 0)"),
    /** A clock that is not complete. */
    SETTLING("the last clock to be complete"),
    /** The mirror clock. */
    MIRROR("the mirror clock"),
    /** Batches that a link owes. */
    THROUGH("updates that are on their way"),
    /** The own sealing. */
    SEALING("room on its own outgoing link"),
    /** Rows that were announced. */
    BARRIER("announced rows"),
    /** The hand-over to another view. */
    VIEW("the next view");

    private final String text;

    Wait(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
