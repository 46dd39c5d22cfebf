package sparkgaia.cli;

import sparkgaia.client.WorkerClient;
import sparkgaia.train.Metrics;
import sparkgaia.train.WorkerLoop;

import java.util.concurrent.TimeUnit;

/** How a worker goes through its clocks: as fast as it can, or so that a clock takes a fixed time; and what it tells. */
final class ClockPace implements WorkerClient.Pace {
    /** Hears of a clock, or a part of it, that was computed. */
    interface Ear {
        void computed(int clock, double error);
    }

    private final long clockNanos;
    private final Ear ear;
    private int firstClock = -1;
    private long begunNanos;

    /** @param clockNanos 0 for as fast as it can */
    ClockPace(long clockNanos, Ear ear) {
        this.clockNanos = clockNanos;
        this.ear = ear;
    }

    @Override
    public void compute(WorkerLoop<?, ?> loop, Runnable computing) throws InterruptedException {
        int clock = loop.clock();
        double part = loop.part();
        long start = System.nanoTime();
        if (part > 0 && firstClock < 0) {
            firstClock = clock;
            begunNanos = start;
        }
        computing.run();
        if (part > 0) {
            long left = start + Math.round(part * clockNanos) - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(left);
            long[] sums = loop.metrics();
            ear.computed(clock, Metrics.value(sums[0]) / Metrics.value(sums[1]));
        }
    }

    /** Since clock 1 has begun; NaN if it was another attempt that began it. */
    double secondsOfAllClocks() {
        return firstClock == 1 ? (System.nanoTime() - begunNanos) * 1e-9 : Double.NaN;
    }
}
