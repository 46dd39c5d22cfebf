package sparkgaia.lab.explain;

/**
 * The part of a film that somebody wants to see.
 *
 * @param region only what happens there, or -1 for everywhere
 */
public record Window(int region, long fromNanos, long toNanos) {
    public static final Window ALL = new Window(-1, 0, Long.MAX_VALUE);

    boolean shows(long nanos, int where) {
        return nanos >= fromNanos && nanos <= toNanos && (region < 0 || region == where);
    }

    boolean shows(long nanos) {
        return nanos >= fromNanos && nanos <= toNanos;
    }
}
