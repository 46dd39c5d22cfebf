package sparkgaia.net;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads beside the event loop: for the arithmetic of handshakes, for names of hosts, and a precise alarm. */
final class Crew implements AutoCloseable {
    private static final int HANDSHAKES_MAX = 2;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor handshakes;
    private final ThreadPoolExecutor names;
    private final ScheduledThreadPoolExecutor alarm;

    Crew(String region) {
        this.handshakes = pool(HANDSHAKES_MAX, daemon("gaia-handshake-" + region));
        this.names = pool(1, daemon("gaia-names-" + region));
        this.alarm = new ScheduledThreadPoolExecutor(1, daemon("gaia-alarm-" + region));
        alarm.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        alarm.allowCoreThreadTimeOut(true);
    }

    /** Its queue is bounded by the connections there may be. */
    private static ThreadPoolExecutor pool(int threads, ThreadFactory factory) {
        var pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    ExecutorService handshakes() {
        return handshakes;
    }

    ExecutorService names() {
        return names;
    }

    /** An event loop's own timers are only as exact as a millisecond. */
    void wakeAt(long nanos, Runnable wake) {
        try {
            alarm.schedule(wake, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: nothing is to leave any more.
            return;
        }
    }

    @Override
    public void close() {
        handshakes.shutdown();
        names.shutdown();
        alarm.shutdownNow();
    }
}
