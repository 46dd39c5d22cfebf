package sparkgaia.net;

/**
 * How fast bytes come while there is something on its way: a receiver's view of a lane.
 *
 * <p>A span begins with the first bytes of a frame and ends when all has been read and no frame is open. Its first bytes
 * do not count, because nobody knows how long they took; the others count with the time since then. So a sender
 * that has nothing to say does not make its link look slow. Spans of few bytes are left out: they would measure
 * how exactly threads are woken.
 */
final class Speedometer {
    static final long SPAN_BYTES_MIN = 64 << 10;

    private boolean isInSpan;
    private long spanStart;
    private long spanEnd;
    private long spanBytes;
    private long bytes;
    private long nanos;

    /** Some bytes have come. */
    void came(int size, long now, boolean counts) {
        if (!counts) {
            return;
        }
        if (isInSpan) {
            spanBytes += size;
            spanEnd = now;
        } else {
            isInSpan = true;
            spanStart = now;
            spanEnd = now;
            spanBytes = 0;
        }
    }

    /** All that came has been read. */
    void pause(boolean isInFrame) {
        if (isInSpan && !isInFrame) {
            isInSpan = false;
            count();
        }
    }

    private void count() {
        if (spanBytes >= SPAN_BYTES_MIN) {
            bytes += spanBytes;
            nanos += spanEnd - spanStart;
        }
    }

    /** Forgets the span that goes on: from now on it is not the link that holds it up. */
    void interrupt() {
        isInSpan = false;
    }

    /** Closes what has been counted, also of a span that goes on, and starts anew. */
    void settle() {
        if (isInSpan && spanBytes >= SPAN_BYTES_MIN) {
            count();
            spanStart = spanEnd;
            spanBytes = 0;
        }
    }

    long bytes() {
        return bytes;
    }

    long nanos() {
        return nanos;
    }

    void clear() {
        bytes = 0;
        nanos = 0;
    }
}
