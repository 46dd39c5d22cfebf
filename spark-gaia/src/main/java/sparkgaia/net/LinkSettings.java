package sparkgaia.net;

import sparkgaia.core.table.Range;
import sparkgaia.wire.FrameReader;

/**
 * What the operator says about the link to another region.
 *
 * @param expectedBytesPerSecond what it carries, until it is measured
 * @param rateCapBytesPerSecond the most that the data lane may send in any second, 0 for no cap
 * @param bytesPerDayMax the most that the data lane may send in a day of UTC, 0 for no budget
 * @param emulation the link to emulate, or null to send as fast as the network takes it
 */
public record LinkSettings(
        long expectedBytesPerSecond,
        long rateCapBytesPerSecond,
        long bytesPerDayMax,
        Emulation emulation) {
    public static final long RATE_MIN = 1_000;
    public static final long RATE_MAX = 1_000_000_000_000L;

    public LinkSettings {
        Range.check("expected bytes per second", expectedBytesPerSecond, RATE_MIN, RATE_MAX);
        if (rateCapBytesPerSecond != 0) {
            Range.check("rate cap in bytes per second", rateCapBytesPerSecond, RATE_MIN, RATE_MAX);
        }
        if (bytesPerDayMax != 0) {
            Range.check(
                    "bytes per day",
                    bytesPerDayMax,
                    FrameReader.FRAME_BYTES_MAX,
                    Long.MAX_VALUE / 2);
        }
    }

    /** A link without cap, budget or emulation. */
    public static LinkSettings of(long expectedBytesPerSecond) {
        return new LinkSettings(expectedBytesPerSecond, 0, 0, null);
    }
}
