package sparkgaia.cli;

/** Numbers as a person reads them. */
final class Words {
    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Words() {}

    /** {@code 1 seed}, {@code 12,345 seeds}. */
    static String count(long number, String what) {
        return String.format("%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    /** Seconds in a unit that suits them. */
    static String duration(double seconds) {
        if (seconds < 0.001) {
            return String.format("%.1f us", seconds * 1e6);
        }
        if (seconds < 1) {
            return String.format("%.1f ms", seconds * 1e3);
        }
        if (seconds < 600) {
            return String.format("%.2f s", seconds);
        }
        if (seconds < 2 * 3600) {
            return String.format("%.1f min", seconds / 60);
        }
        return seconds < 2 * 86_400
                ? String.format("%.1f h", seconds / 3600)
                : String.format("%,.1f days", seconds / 86_400);
    }

    /** Bytes in a unit that suits them; a kilobyte has 1,000. */
    static String bytes(long bytes) {
        double number = bytes;
        int size = 0;
        while (number >= 999.95 && size < SIZES.length - 1) {
            number /= 1000;
            size++;
        }
        return size == 0 ? bytes + " B" : String.format("%.1f %s", number, SIZES[size]);
    }
}
