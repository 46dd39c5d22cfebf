package sparkgaia.net;

import sparkgaia.core.table.Range;
import sparkgaia.lab.wan.Wan;

/**
 * A wide-area link that the sender emulates: both lanes share its rate, control first, and what has been transmitted
 * arrives after the delay. What counts are the bytes of frames, as in the lab: not those of TLS and TCP, which are about
 * 4 % more.
 *
 * @param loss the chance of a segment of at most 16 KiB to be lost, as TCP shows it: its lane stands still for a
 *     retransmission time-out of twice the delay and 200 ms, which doubles with each further loss
 */
public record Emulation(long bytesPerSecond, long delayNanos, double loss) {
    public static final long DELAY_NANOS_MAX = 10_000_000_000L;
    public static final double LOSS_MAX = 0.5;

    public Emulation {
        Range.check(
                "emulated bytes per second",
                bytesPerSecond,
                LinkSettings.RATE_MIN,
                LinkSettings.RATE_MAX);
        Range.check("emulated delay in ns", delayNanos, 0, DELAY_NANOS_MAX);
        Range.check("emulated loss", loss, 0, LOSS_MAX);
    }

    /** The link from one region to another of a network. */
    public static Emulation of(Wan wan, String from, String to, double loss) {
        Wan two = wan.of(from, to);
        return new Emulation(two.bytesPerSecond(0, 1), two.latencyNanos(0, 1), loss);
    }
}
