package sparkgaia.net;

import sparkgaia.core.message.Message.Lane;

import java.util.concurrent.atomic.LongAdder;

/** What has gone over a peering, counted by any thread. */
final class Traffic {
    private static final class Way {
        final LongAdder frames = new LongAdder();
        final LongAdder bytes = new LongAdder();
    }

    private final Way[] out = {new Way(), new Way()};
    private final Way[] in = {new Way(), new Way()};
    private final LongAdder dropped = new LongAdder();
    private final LongAdder sessions = new LongAdder();

    void sent(Lane lane, long frames, int bytes) {
        add(out[lane.ordinal()], frames, bytes);
    }

    void came(Lane lane, int bytes) {
        add(in[lane.ordinal()], 1, bytes);
    }

    private static void add(Way way, long frames, int bytes) {
        way.frames.add(frames);
        way.bytes.add(bytes);
    }

    void dropped() {
        dropped.increment();
    }

    void session() {
        sessions.increment();
    }

    LinkCount count(DayBudget budget) {
        Way controlOut = out[Lane.CONTROL.ordinal()];
        Way dataOut = out[Lane.DATA.ordinal()];
        Way controlIn = in[Lane.CONTROL.ordinal()];
        Way dataIn = in[Lane.DATA.ordinal()];
        return new LinkCount(
                controlOut.frames.sum(),
                controlOut.bytes.sum(),
                dataOut.frames.sum(),
                dataOut.bytes.sum(),
                controlIn.frames.sum(),
                controlIn.bytes.sum(),
                dataIn.frames.sum(),
                dataIn.bytes.sum(),
                dropped.sum(),
                sessions.sum(),
                budget.day(),
                budget.used(),
                budget.isOut());
    }
}
