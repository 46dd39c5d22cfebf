package sparkgaia.core;

/** A claim about our own code that is checked always: a false one is a programmer's error, never bad input. */
public final class Invariant {
    private Invariant() {}

    public static void check(boolean claim, String what) {
        if (!claim) {
            throw new IllegalStateException("invariant broken: " + what);
        }
    }

    public static void check(boolean claim, String format, Object... arguments) {
        if (!claim) {
            throw new IllegalStateException(
                    "invariant broken: " + String.format(format, arguments));
        }
    }
}
