package sparkgaia.spark;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** How a fit stands, as its tasks tell and its progress shows. For any thread. */
final class TrainingBoard {
    private final AtomicInteger clock = new AtomicInteger(-1);
    private final AtomicReference<String> waits = new AtomicReference<>("");

    /** A worker has computed this clock. */
    void computed(int ofClock) {
        clock.accumulateAndGet(ofClock, Math::max);
    }

    void waits(String text) {
        waits.set(text);
    }

    int clock() {
        return clock.get();
    }

    String waits() {
        return waits.get();
    }
}
