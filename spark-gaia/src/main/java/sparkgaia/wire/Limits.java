package sparkgaia.wire;

import sparkgaia.core.message.Clocks;

/** What bounds the parts of a message, and the parts that several kinds of messages have. */
final class Limits {
    static final int TEXT_BYTES_MAX = 4096;
    static final int NAME_BYTES_MAX = 256;

    /** As a job has at most. */
    static final int METRICS_MAX = 64;

    /** Of one message: more clocks than may be under way, more announcements than may be open. */
    static final int CLOCKS_MAX = 1 << 20;

    private Limits() {}

    /** The clocks that everybody says at an end are the shortest; a clock is never below {@link Clocks#NONE}. */
    static long clockCode(int clock) {
        return clock == Clocks.INFINITE ? 0 : clock == Clocks.FLUSHED ? 1 : clock + 3L;
    }

    static int clock(ByteReader in, String what) throws BadFrame {
        long code = in.upTo(Clocks.FLUSHED + 2L, what);
        return code == 0 ? Clocks.INFINITE : code == 1 ? Clocks.FLUSHED : clockOf(in, code, what);
    }

    private static int clockOf(ByteReader in, long code, String what) throws BadFrame {
        long clock = code - 3;
        if (clock >= Clocks.FLUSHED) {
            throw in.bad(BadFrame.Reason.FORM, what + " is longer than it has to be");
        }
        return (int) clock;
    }

    static void metrics(ByteWriter out, long[] metrics) {
        out.varint(metrics.length);
        for (long metric : metrics) {
            out.signed(metric);
        }
    }

    static long[] metrics(ByteReader in) throws BadFrame {
        long[] metrics = new long[in.count(METRICS_MAX, 1, "metrics")];
        for (int i = 0; i < metrics.length; i++) {
            metrics[i] = in.signed("metric");
        }
        return metrics;
    }

    /** A saved state, which there need not be. */
    static void save(ByteWriter out, byte[] save) {
        out.flag(save != null);
        if (save != null) {
            out.bytes(save);
        }
    }

    static byte[] save(ByteReader in) throws BadFrame {
        return in.flag("whether there is a save") ? in.bytes("save") : null;
    }
}
