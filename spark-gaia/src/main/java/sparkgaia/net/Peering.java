package sparkgaia.net;

import sparkgaia.core.message.Message.Lane;

/** What stands, or will stand again, between this region and another. All methods may be called by any thread. */
public interface Peering {
    String region();

    /** The number of the session that stands, or 0. */
    long session();

    default boolean isUp() {
        return session() != 0;
    }

    /** What the data lane carries, as measured by the other side; until then what the operator expects. */
    long bytesPerSecond();

    /** The shortest round trip of the last pings, or 0 before the first. */
    long roundTripNanos();

    /** By how much the other side's wall clock is ahead of ours, as its last greeting told, give or take a trip. */
    long clockAheadMillis();

    LinkCount counts();

    /**
     * Sends one or several whole frames, which are not to be changed any more. One caller's frames arrive in order, or
     * the session ends. They are dropped if that session stands no longer.
     */
    void send(long session, Lane lane, byte[] frames);

    /** What waits to be sent on the session that stands. */
    long queuedBytes();

    /** Whether there is room for more; without it wait for {@link Peers.Listener#room}, or the session may end. */
    boolean hasRoom();

    /** Stops or continues to take frames of the data lane, of which what is read already still comes. */
    void readData(boolean reads);

    /** Ends the session that stands, for something that was wrong on it; another is made. */
    void end(String why);
}
