package sparkgaia.core.table;

/** Refuses a setting outside its range with a sentence that names the setting and the range. */
public final class Range {
    private Range() {}

    public static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", but must be between " + min + " and " + max);
        }
    }

    public static void check(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", but must be between " + min + " and " + max);
        }
    }
}
