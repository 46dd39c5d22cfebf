package sparkgaia.lab.check;

/** An invariant was broken: a bug of ours. Names the invariant as {@code docs/protocol.md} numbers it. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String invariant, String what) {
        super(invariant + ": " + what);
    }

    static void check(boolean claim, String invariant, String format, Object... arguments) {
        if (!claim) {
            throw new Violation(invariant, String.format(format, arguments));
        }
    }
}
