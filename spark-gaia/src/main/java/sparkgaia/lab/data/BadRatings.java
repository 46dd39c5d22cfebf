package sparkgaia.lab.data;

/** Ratings that cannot be used; the message says where and why. */
public final class BadRatings extends RuntimeException {
    public BadRatings(String message) {
        super(message);
    }

    BadRatings(String file, int line, String why) {
        this(file + " line " + line + ": " + why);
    }

    BadRatings(String file, int line, int column, String name, String why) {
        this(file + " line " + line + " column " + column + " (" + name + "): " + why);
    }
}
