package sparkgaia.core.link;

/** What a partition knows of the connection to another region. Forgotten at a restart. */
public final class Peer {
    /** The session of no connection. */
    public static final long NO_SESSION = 0;

    private final int region;
    private long session = NO_SESSION;
    private long heardNanos;
    private long sentNanos;
    private boolean isSilent;
    private long bytesPerSecond;

    public Peer(int region, long nowNanos) {
        this.region = region;
        this.heardNanos = nowNanos;
    }

    public int region() {
        return region;
    }

    public long session() {
        return session;
    }

    public boolean isConnected() {
        return session != NO_SESSION;
    }

    public void connect(long newSession, long nowNanos) {
        session = newSession;
        sentNanos = nowNanos;
    }

    public void disconnect() {
        session = NO_SESSION;
    }

    /** What was measured of the connection last. */
    public void measure(long rate) {
        bytesPerSecond = rate;
    }

    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    public void hear(long nowNanos) {
        heardNanos = nowNanos;
    }

    public long heardNanos() {
        return heardNanos;
    }

    public void sent(long nowNanos) {
        sentNanos = nowNanos;
    }

    public long sentNanos() {
        return sentNanos;
    }

    /** Has left the waits: not heard for a lease. */
    public boolean isSilent() {
        return isSilent;
    }

    public void setSilent(boolean silent) {
        isSilent = silent;
    }
}
