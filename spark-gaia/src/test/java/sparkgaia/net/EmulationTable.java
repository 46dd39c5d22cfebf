package sparkgaia.net;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.FrameReader;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** Measures how long transfers over emulated links take, beside what they should take. */
final class EmulationTable {
    static final int REPEATS = 5;
    private static final double MEGA = 1e6;
    private static final double SECOND = 1e9;

    /** One link, one size; times in seconds, sorted. */
    record Row(double mbps, double delayMs, int bytes, double shouldSeconds, double[] seconds) {
        double median() {
            return seconds[seconds.length / 2];
        }

        /** The median's distance from what it should be, as a part of that. */
        double error() {
            return median() / shouldSeconds - 1;
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "| %.0f | %.0f | %.0f | %.4f | %.4f | %.4f | %.4f | %+.2f %% |",
                    mbps,
                    delayMs,
                    bytes / MEGA,
                    shouldSeconds,
                    seconds[0],
                    median(),
                    seconds[seconds.length - 1],
                    100 * error());
        }
    }

    static final String HEAD =
            "| Mb/s | delay, ms | MB | bytes/rate + delay, s | fastest | median | slowest | median's error |\n"
                    + "|---|---|---|---|---|---|---|---|";

    private EmulationTable() {}

    static Emulation link(double mbps, double delayMs) {
        return new Emulation(Math.round(mbps * MEGA / 8), Math.round(delayMs * MEGA), 0);
    }

    static LinkSettings settings(Emulation emulation) {
        return new LinkSettings(1_000_000, 0, 0, emulation);
    }

    /** From handing over the first frame of a transfer until its last is there, over TLS. */
    static Row measure(Kits kits, double mbps, double delayMs, int bytes) throws IOException {
        Emulation link = link(mbps, delayMs);
        try (var net = new Loopback()) {
            var pair =
                    net.pair(
                            kits.identity("asia", null),
                            kits.identity("eu", null),
                            settings(link),
                            Loopback.FAST);
            pair.highEar().forgetful();
            byte[] frames = frames(bytes);
            double[] seconds = new double[REPEATS];
            long came = 0;
            for (int i = -1; i < REPEATS; i++) {
                long start = System.nanoTime();
                pair.send(Lane.DATA, frames);
                came += bytes;
                pair.highEar().awaitBytes(came);
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - start) / SECOND;
                }
            }
            Arrays.sort(seconds);
            double should = bytes / (double) link.bytesPerSecond() + link.delayNanos() / SECOND;
            return new Row(mbps, delayMs, bytes, should, seconds);
        }
    }

    /** So many bytes of the longest frames. */
    static byte[] frames(int bytes) {
        byte[] all = new byte[bytes];
        for (int at = 0; at < bytes; ) {
            int length = Math.min(FrameReader.FRAME_BYTES_MAX, bytes - at);
            System.arraycopy(Loopback.frame(length, at), 0, all, at, Loopback.HEAD);
            at += length;
        }
        return all;
    }

    /** The table of docs/benchmarks.md; 60 MB at 16 Mb/s would take three minutes and say nothing new. */
    static String table(Kits kits) throws IOException {
        var lines = new StringBuilder(HEAD).append('\n');
        double[][] links = {{16, 100}, {115, 40}, {1000, 1}};
        for (double[] link : links) {
            for (int megabytes : new int[] {2, 8, 60}) {
                if (megabytes < 60 || link[0] > 16) {
                    Row row = measure(kits, link[0], link[1], megabytes * 1_000_000);
                    lines.append(row.text()).append('\n');
                }
            }
        }
        return lines.toString();
    }
}
