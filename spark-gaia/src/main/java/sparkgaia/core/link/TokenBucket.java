package sparkgaia.core.link;

/**
 * The bytes that a link may carry now: refilled by time at the link's measured bandwidth times the job's budget. What
 * is obliged may run it into debt, so a budget delays an obligation and never starves it.
 */
public final class TokenBucket {
    private static final double WAIT_NANOS_MAX = 365.0 * 86_400e9;

    private final double budget;
    private long burstNanos;
    private double bytesPerNano;
    private double tokens;
    private long filledNanos;

    TokenBucket(double budget, long burstNanos) {
        this.budget = budget;
        this.burstNanos = burstNanos;
    }

    /** What is not used is kept for so long at least: a link that is asked once in a clock has to carry a clock's worth. */
    public void keepFor(long nanos) {
        burstNanos = Math.max(burstNanos, nanos);
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

    /** The bytes that become available in such a time. */
    public double refillOf(long nanos) {
        return nanos * bytesPerNano;
    }

    private void refill(long nowNanos) {
        tokens = Math.min(capacity(), tokens + (nowNanos - filledNanos) * bytesPerNano);
        filledNanos = nowNanos;
    }

    private double capacity() {
        return Math.max(1, burstNanos * bytesPerNano);
    }
}
