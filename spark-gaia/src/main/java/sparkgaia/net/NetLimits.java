package sparkgaia.net;

import sparkgaia.core.table.Range;
import sparkgaia.wire.FrameReader;

/**
 * The limits of connections.
 *
 * @param strangerFrameBytesMax a frame of somebody who is not trusted yet
 * @param handshakeNanosMax from the first byte of TCP to being trusted
 * @param idleNanosMax without a byte from the other side, or without an answer to a ping
 * @param pingNanos between two pings
 * @param connectionsMax that one listening port holds at a time
 * @param roomBytes what may wait to be sent while {@link Peering#hasRoom} still says yes
 * @param queueBytesMax what may wait to be sent on a session; more of it ends the session
 */
public record NetLimits(
        int strangerFrameBytesMax,
        long handshakeNanosMax,
        long idleNanosMax,
        long pingNanos,
        int connectionsMax,
        long roomBytes,
        long queueBytesMax,
        long backOffNanosMin,
        long backOffNanosMax) {
    private static final long SECOND = 1_000_000_000L;

    public NetLimits {
        Range.check(
                "bytes of a stranger's frame",
                strangerFrameBytesMax,
                64,
                FrameReader.FRAME_BYTES_MAX);
        Range.check("handshake in ns", handshakeNanosMax, 1, 3600 * SECOND);
        Range.check("idle in ns", idleNanosMax, 1, 3600 * SECOND);
        Range.check("ping in ns", pingNanos, 1, idleNanosMax);
        Range.check("connections", connectionsMax, 1, 65_536);
        Range.check("bytes of room", roomBytes, 1, queueBytesMax);
        Range.check("bytes queued", queueBytesMax, FrameReader.FRAME_BYTES_MAX, 1L << 40);
        Range.check("shortest back-off in ns", backOffNanosMin, 1, backOffNanosMax);
        Range.check("longest back-off in ns", backOffNanosMax, 1, 3600 * SECOND);
    }

    public static NetLimits usual() {
        return new NetLimits(
                4 << 10,
                10 * SECOND,
                30 * SECOND,
                5 * SECOND,
                256,
                32L << 20,
                64L << 20,
                SECOND / 10,
                5 * SECOND);
    }

    /** The same with more or less that may wait to be sent. */
    public NetLimits withQueue(long bytesMax) {
        return new NetLimits(
                strangerFrameBytesMax,
                handshakeNanosMax,
                idleNanosMax,
                pingNanos,
                connectionsMax,
                roomBytes,
                bytesMax,
                backOffNanosMin,
                backOffNanosMax);
    }
}
