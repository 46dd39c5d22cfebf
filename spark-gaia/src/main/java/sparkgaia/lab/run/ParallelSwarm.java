package sparkgaia.lab.run;

import sparkgaia.core.table.Range;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Runs seeds on several threads and hands what came of them on in the order of the seeds, so that the output is the
 * same on any number of cores. A seed is one thread's alone; the caller's thread alone sees the results.
 */
public final class ParallelSwarm {
    public static final int THREADS_MAX = 256;
    public static final long SEEDS_MAX = 1_000_000_000_000L;

    /** How many seeds a thread may be ahead of the one that is handed on next. */
    private static final int AHEAD_MAX = 64;

    private final int threads;

    public ParallelSwarm(int threads) {
        Range.check("threads", threads, 1, THREADS_MAX);
        this.threads = threads;
    }

    /** One thread for each core of this machine. */
    public static ParallelSwarm onAllCores() {
        return new ParallelSwarm(Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * Runs {@code count} seeds from {@code first} on.
     *
     * @param seed what to do with a seed; called on many threads
     * @param onResult takes a result, in the order of the seeds; false to stop
     */
    public <T> void run(long first, long count, LongFunction<T> seed, Predicate<T> onResult) {
        Range.check("seeds", count, 1, SEEDS_MAX);
        Range.check("first seed", first, Long.MIN_VALUE, Long.MAX_VALUE - count);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var underWay = new ArrayDeque<Future<T>>();
            long next = 0;
            boolean goesOn = true;
            while (goesOn && (next < count || !underWay.isEmpty())) {
                while (next < count && underWay.size() < threads * AHEAD_MAX) {
                    long number = first + next++;
                    underWay.add(pool.submit(() -> seed.apply(number)));
                }
                goesOn = onResult.test(result(underWay.poll()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while seeds were running", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a seed could not be run: " + e.getCause(), e);
        }
    }
}
