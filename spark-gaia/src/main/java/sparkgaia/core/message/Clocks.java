package sparkgaia.core.message;

/** Clocks with a meaning of their own. A clock is an int; -1 is before clock 0. */
public final class Clocks {
    /** Before clock 0. */
    public static final int NONE = -1;

    /** As {@code through}: final, there will never be more. As a clock: past the stop. */
    public static final int INFINITE = Integer.MAX_VALUE;

    /** As {@code through}: flushed, but somebody behind this side has not been heard to the end. */
    public static final int FLUSHED = Integer.MAX_VALUE - 1;

    /** The last clock that a job may ask for. */
    public static final int MAX = 1_000_000_000;

    private Clocks() {}

    public static String text(int clock) {
        return clock == INFINITE ? "final" : clock == FLUSHED ? "flushed" : String.valueOf(clock);
    }
}
