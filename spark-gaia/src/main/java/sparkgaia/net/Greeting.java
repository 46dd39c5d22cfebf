package sparkgaia.net;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.BadFrame;
import sparkgaia.wire.Signal;
import sparkgaia.wire.SignalCodec;

/** What a greeting has to be. */
final class Greeting {
    private Greeting() {}

    static Signal.Hello hello(byte[] frame) throws Refused {
        try {
            if (SignalCodec.isSignal(frame)
                    && SignalCodec.read(frame) instanceof Signal.Hello hello) {
                return hello;
            }
        } catch (BadFrame e) {
            throw new Refused(Refusal.FRAME, e.getMessage());
        }
        throw new Refused(
                Refusal.GREETING, "its first frame is of kind " + SignalCodec.kind(frame));
    }

    static Signal.Hello hello(byte[] frame, String region, Lane lane) throws Refused {
        Signal.Hello hello = hello(frame);
        if (!hello.region().equals(region)) {
            throw new Refused(
                    Refusal.OTHER_REGION,
                    "it says that it is " + hello.region() + ", it is " + region);
        }
        if (hello.lane() != lane) {
            throw new Refused(Refusal.GREETING, "it greets on the lane " + hello.lane());
        }
        return hello;
    }
}
