package sparkgaia.core.link;

/**
 * The bytes that a link may carry now: refilled by time at the link's measured bandwidth times the job's budget. What
 * is obliged may run it into debt, so a budget delays an obligation and never starves it.
 */
public final class TokenBucket {
    private static final double WAIT_NANOS_MAX = 365.0 * 86_400e9;

    /** However long a clock takes, no more than an hour's worth is kept. */
    static final long KEPT_NANOS_MAX = 3600 * 1_000_000_000L;

    private final double budget;
    private final long burstNanos;
    private long keptNanos;
    private double bytesPerNano;
    private double tokens;
    private long filledNanos;

    TokenBucket(double budget, long burstNanos) {
        this.budget = budget;
        this.burstNanos = burstNanos;
        this.keptNanos = burstNanos;
    }

    /**
     * What is not used is kept for so long, and never less than the burst: a link that is asked once in a clock has to
     * carry a clock's worth. When clocks get shorter again, so does this.
     */
    public void keepFor(long nanos) {
        keptNanos = Math.max(burstNanos, Math.min(KEPT_NANOS_MAX, nanos));
    }

    /** The measured bandwidth has become this; the first measurement fills the bucket. */
    public void setRate(long bytesPerSecond, long nowNanos) {
        boolean isFirst = bytesPerNano == 0;
        refill(nowNanos);
        bytesPerNano = Math.max(1, bytesPerSecond) * 1e-9 * budget;
        tokens = Math.min(isFirst ? Double.MAX_VALUE : tokens, capacity());
    }

    /** The bytes at hand; negative in debt. */
    public double tokens(long nowNanos) {
        refill(nowNanos);
        return tokens;
    }

    public void spend(long bytes) {
        tokens -= bytes;
    }

    /** When the bucket will be out of debt. */
    public long readyNanos(long nowNanos) {
        refill(nowNanos);
        return tokens > 0
                ? nowNanos
                : nowNanos
                        + 1
                        + (long) Math.min(WAIT_NANOS_MAX, Math.ceil((1 - tokens) / bytesPerNano));
    }

    /**
     * The bytes beyond those on their way that the link will carry within such a time, a burst's at least: what the
     * budget permits, a debt taken off it, and no more than the whole bandwidth. A permission that was saved up makes no
     * link faster.
     *
     * @param onTheWay bytes that were spent and may still be on the link
     */
    public double room(long nanos, long onTheWay, long nowNanos) {
        double permitted = tokens(nowNanos) + nanos * bytesPerNano;
        double carried = Math.max(keptNanos, nanos) * bytesPerNano / budget - onTheWay;
        return Math.min(permitted, carried);
    }

    private void refill(long nowNanos) {
        tokens = Math.min(capacity(), tokens + (nowNanos - filledNanos) * bytesPerNano);
        filledNanos = nowNanos;
    }

    private double capacity() {
        return Math.max(1, keptNanos * bytesPerNano);
    }
}
