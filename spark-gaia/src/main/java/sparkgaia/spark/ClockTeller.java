package sparkgaia.spark;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells the driver how far a task's workers are: not each clock, but now and then what came since. For any thread. */
final class ClockTeller implements TrainingBoard.Ear, AutoCloseable {
    static final long EACH_NANOS = 500_000_000L;

    private final String run;
    private final Consumer<ClockTold> driver;
    private final LongSupplier nanos;
    private long toldNanos;
    private int clock = -1;
    private double sum;
    private double count;

    /** @param nanos a time that only grows */
    ClockTeller(String run, Consumer<ClockTold> driver, LongSupplier nanos) {
        this.run = run;
        this.driver = driver;
        this.nanos = nanos;
        this.toldNanos = nanos.getAsLong();
    }

    @Override
    public synchronized void computed(int ofClock, double ofSum, double ofCount) {
        clock = Math.max(clock, ofClock);
        sum += ofSum;
        count += ofCount;
        if (nanos.getAsLong() - toldNanos >= EACH_NANOS) {
            tell();
        }
    }

    private void tell() {
        toldNanos = nanos.getAsLong();
        driver.accept(new ClockTold(run, clock, sum, count));
        sum = 0;
        count = 0;
    }

    /** Tells the rest. */
    @Override
    public synchronized void close() {
        if (clock >= 0) {
            tell();
        }
    }
}
