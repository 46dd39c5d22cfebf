package sparkgaia.net;

/** Exceptions in one line each, for logs: what happened, not where in our code. */
final class Causes {
    private static final int DEPTH_MAX = 8;
    private static final int LENGTH_MAX = 300;

    private Causes() {}

    static String line(Throwable thrown) {
        Throwable root = thrown;
        for (int i = 0; i < DEPTH_MAX && root.getCause() != null; i++) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String text = message == null ? root.getClass().getSimpleName() : message;
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > LENGTH_MAX ? line.substring(0, LENGTH_MAX) : line;
    }

    /** The first of this type among a throwable and what caused it, or null. */
    static <T extends Throwable> T find(Throwable thrown, Class<T> type) {
        Throwable at = thrown;
        for (int i = 0; i < DEPTH_MAX && at != null; i++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
