package sparkgaia.net;

import java.util.ArrayDeque;

/**
 * What a link carries, by the receiver's last reports: bytes over time, without the fastest and the slowest report once
 * there are enough.
 */
final class Estimate {
    static final int REPORTS_MAX = 8;
    static final int REPORTS_TO_TRIM = 4;
    static final double CHANGE_MIN = 0.1;

    private static final double SECOND = 1e9;

    private record Report(long bytes, long nanos) {
        double rate() {
            return bytes * SECOND / nanos;
        }
    }

    private final ArrayDeque<Report> reports = new ArrayDeque<>();
    private volatile long bytesPerSecond;
    private long said;

    Estimate(long expectedBytesPerSecond) {
        bytesPerSecond = expectedBytesPerSecond;
        said = expectedBytesPerSecond;
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Takes a report; one without bytes says nothing. Whether the estimate has changed by enough to be said. */
    boolean heard(long bytes, long nanos) {
        if (bytes <= 0 || nanos <= 0) {
            return false;
        }
        reports.add(new Report(bytes, nanos));
        if (reports.size() > REPORTS_MAX) {
            reports.remove();
        }
        bytesPerSecond = Math.max(1, Math.round(mean()));
        if (Math.abs(bytesPerSecond - said) <= CHANGE_MIN * said) {
            return false;
        }
        said = bytesPerSecond;
        return true;
    }

    private double mean() {
        Report lowest = null;
        Report highest = null;
        double bytes = 0;
        double nanos = 0;
        for (Report report : reports) {
            bytes += report.bytes;
            nanos += report.nanos;
            lowest = lowest == null || report.rate() < lowest.rate() ? report : lowest;
            highest = highest == null || report.rate() >= highest.rate() ? report : highest;
        }
        if (reports.size() >= REPORTS_TO_TRIM) {
            bytes -= lowest.bytes + (double) highest.bytes;
            nanos -= lowest.nanos + (double) highest.nanos;
        }
        return bytes * SECOND / nanos;
    }
}
