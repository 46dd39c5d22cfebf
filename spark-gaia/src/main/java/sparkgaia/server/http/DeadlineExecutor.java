package sparkgaia.server.http;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads, a short queue, and a deadline from the moment a task begins. A task past it is interrupted; a thread that
 * reads a socket's channel thereby closes it, so one who sends a byte a second holds no thread for long. What does not
 * fit into the queue is refused.
 */
final class DeadlineExecutor implements Executor, AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService watch;
    private final Duration deadline;

    DeadlineExecutor(String name, int threads, int queueMax, Duration deadline) {
        this.threads =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(queueMax),
                        daemons(name));
        this.watch = Executors.newSingleThreadScheduledExecutor(daemons(name + "-deadline"));
        this.deadline = deadline;
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** @throws RejectedExecutionException if the queue is full */
    @Override
    public void execute(Runnable task) {
        threads.execute(() -> runWatched(task));
    }

    private void runWatched(Runnable task) {
        var alarm = new Alarm(Thread.currentThread());
        Future<?> scheduled = watch.schedule(alarm::ring, deadline.toNanos(), TimeUnit.NANOSECONDS);
        try {
            task.run();
        } finally {
            scheduled.cancel(false);
            alarm.disarm();
        }
    }

    /** Interrupts a thread unless it was disarmed before; the thread's next task never feels it. */
    private static final class Alarm {
        private final Thread thread;
        private boolean isArmed = true;

        Alarm(Thread thread) {
            this.thread = thread;
        }

        synchronized void ring() {
            if (isArmed) {
                thread.interrupt();
            }
        }

        synchronized void disarm() {
            isArmed = false;
            Thread.interrupted();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        watch.shutdownNow();
    }
}
