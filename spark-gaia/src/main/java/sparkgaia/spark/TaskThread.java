package sparkgaia.spark;

import org.apache.spark.TaskContext;

import sparkgaia.client.ClientFailure;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets something that waits for others run for a task, which ends at once when Spark wants it to. */
final class TaskThread {
    private static final long POLL_MILLIS = 50;

    private TaskThread() {}

    static <T> T run(TaskContext task, Callable<T> waits)
            throws ClientFailure, InterruptedException {
        ExecutorService thread =
                Executors.newSingleThreadExecutor(
                        work -> {
                            var made = new Thread(work, "gaia-end");
                            made.setDaemon(true);
                            return made;
                        });
        try {
            Future<T> future = thread.submit(waits);
            while (true) {
                try {
                    return future.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    task.killTaskIfInterrupted();
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            thread.shutdownNow();
        }
    }
}
