package sparkgaia.server.check;

/**
 * One thing that was looked at.
 *
 * @param about what, in a word or two
 * @param says how it is, and if it is not fine what to do, in one line
 */
public record Finding(Grade grade, String about, String says) {
    /** How it is. */
    public enum Grade {
        OK,
        /** It works, but not for long or not well. */
        WARNING,
        /** The sidecar cannot work so. */
        BAD
    }

    static Finding ok(String about, String says) {
        return new Finding(Grade.OK, about, says);
    }

    static Finding warning(String about, String says) {
        return new Finding(Grade.WARNING, about, says);
    }

    static Finding bad(String about, String says) {
        return new Finding(Grade.BAD, about, says);
    }
}
