package sparkgaia.wire;

import sparkgaia.core.message.Message;

/** What two sidecars say to each other about a connection itself, beside all jobs: a closed set. */
public sealed interface Signal {

    /**
     * The first frame of each lane, from either side.
     *
     * @param region who says it; over TLS the certificate must say the same
     * @param start a number that the process drew when it started
     * @param session from the caller's control lane the highest session that it remembers with this region, 0 for none;
     *     else the session that both lanes belong to
     * @param clockMillis the wall clock of who says it
     */
    record Hello(Message.Lane lane, String region, long start, long session, long clockMillis)
            implements Signal {}

    /** Still here; on the control lane it is answered. */
    record Ping(long number) implements Signal {}

    /**
     * The answer to a ping.
     *
     * @param bytes of data that came while it was measured, since the last answer
     * @param nanos how long they took
     */
    record Pong(long number, long bytes, long nanos) implements Signal {}
}
