package sparkgaia.wire;

import sparkgaia.core.message.Message;
import sparkgaia.wire.BadFrame.Reason;

/** Signals as frames and back. They are never in parts. */
public final class SignalCodec {
    public static final int HELLO = 64;
    public static final int PING = 65;
    public static final int PONG = 66;

    /** Length, format and kind. */
    public static final int HEAD_BYTES = 6;

    /** A region's name in UTF-8. */
    public static final int NAME_BYTES_MAX = 256;

    private static final int KIND_AT = 5;

    private SignalCodec() {}

    /** What is at the place of the kind in a whole frame, the mark of parts included. */
    public static int kind(byte[] frame) {
        return frame[KIND_AT] & 0xFF;
    }

    public static boolean isSignal(byte[] frame) {
        int kind = kind(frame);
        return kind >= HELLO && kind <= PONG;
    }

    public static byte[] write(Signal signal) {
        var out = new ByteWriter(64);
        out.i32(0);
        out.u8(FrameReader.FORMAT);
        if (signal instanceof Signal.Hello hello) {
            out.u8(HELLO);
            out.u8(hello.lane().ordinal());
            out.text(hello.region(), NAME_BYTES_MAX);
            out.varint(hello.start());
            out.varint(hello.session());
            out.varint(hello.clockMillis());
        } else if (signal instanceof Signal.Ping ping) {
            out.u8(PING);
            out.varint(ping.number());
        } else if (signal instanceof Signal.Pong pong) {
            out.u8(PONG);
            out.varint(pong.number());
            out.varint(pong.bytes());
            out.varint(pong.nanos());
        }
        out.putInt(0, out.size() - Integer.BYTES);
        return out.toBytes();
    }

    public static Signal read(byte[] frame) throws BadFrame {
        ByteReader in = FrameReader.opened(frame, 0, frame.length);
        int kind = in.u8("kind");
        Signal signal =
                switch (kind) {
                    case HELLO -> hello(in);
                    case PING -> new Signal.Ping(positive(in, "number of the ping"));
                    case PONG ->
                            new Signal.Pong(
                                    positive(in, "number of the ping"),
                                    positive(in, "bytes measured"),
                                    positive(in, "nanoseconds measured"));
                    default -> throw in.bad(Reason.KIND, "no signal has kind " + kind);
                };
        in.end();
        return signal;
    }

    private static Signal.Hello hello(ByteReader in) throws BadFrame {
        int lane = in.u8("lane");
        if (lane >= Message.Lane.values().length) {
            throw in.bad(Reason.RANGE, "there is no lane " + lane);
        }
        return new Signal.Hello(
                Message.Lane.values()[lane],
                in.text(NAME_BYTES_MAX, "region"),
                positive(in, "start"),
                positive(in, "session"),
                positive(in, "clock"));
    }

    private static long positive(ByteReader in, String what) throws BadFrame {
        return in.upTo(Long.MAX_VALUE, what);
    }
}
