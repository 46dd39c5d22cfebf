package sparkgaia.lab.wan;

/** A description of a network that cannot be used; the message says where and why. */
public final class BadWan extends RuntimeException {
    public BadWan(String message) {
        super(message);
    }

    BadWan(String file, int line, String why) {
        this(file + " line " + line + ": " + why);
    }

    BadWan(String file, int line, int column, String region, String why) {
        this(file + " line " + line + " column " + column + " (" + region + "): " + why);
    }
}
