package sparkgaia.spark;

import org.apache.spark.SparkContext;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How many tasks can run at once, and whether every region has some of them: waited for, but not for ever. */
final class Slots {
    private static final long POLL_MILLIS = 100;
    private static final long WATCH_MILLIS = 500;

    private final SparkContext spark;
    private final ExecutorRegions executors;
    private final long nanosMax;

    Slots(SparkContext spark, ExecutorRegions executors) {
        this.spark = spark;
        this.executors = executors;
        this.nanosMax = executors.settings().slotsNanos();
    }

    int count() {
        return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    }

    /** Waits until every region has an executor; gives the number of slots. */
    int await(List<String> regions) throws InterruptedException {
        long deadline = System.nanoTime() + nanosMax;
        while (true) {
            executors.check();
            int slots = count();
            var without = new ArrayList<>(regions);
            without.removeAll(executors.regions());
            if (without.isEmpty() && slots >= regions.size()) {
                return slots;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(missing(regions, without, slots));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private String missing(List<String> regions, List<String> without, int slots) {
        String waited =
                " after "
                        + TimeUnit.NANOSECONDS.toSeconds(nanosMax)
                        + " s (spark.gaia.slots.timeout)";
        String there =
                "there are "
                        + slots
                        + " task slots for "
                        + regions.size()
                        + " regions ("
                        + String.join(", ", regions)
                        + ")";
        if (!without.isEmpty()) {
            return "no executor is in region "
                    + String.join(", ", without)
                    + ", where data are,"
                    + waited
                    + "; "
                    + there
                    + ", of "
                    + told()
                    + ": start a worker there, or take its data out of regionPaths";
        }
        return there + waited + ", and each needs one at least: give the application more cores";
    }

    private String told() {
        List<String> told =
                executors.executors().stream()
                        .map(executor -> executor + " in " + executor.region())
                        .toList();
        return told.isEmpty() ? "no executors" : String.join(", ", told);
    }

    /** Looks, until it is closed, whether a stage of so many tasks can run at all. */
    Watch watch(int tasks, Consumer<String> lacking) {
        return new Watch(tasks, lacking);
    }

    final class Watch implements AutoCloseable {
        private final int tasks;
        private final Consumer<String> lacking;
        private final ScheduledExecutorService timer;
        private long enoughNanos = System.nanoTime();

        private Watch(int tasks, Consumer<String> lacking) {
            this.tasks = tasks;
            this.lacking = lacking;
            this.timer =
                    Executors.newSingleThreadScheduledExecutor(
                            work -> {
                                var thread = new Thread(work, "gaia-slots");
                                thread.setDaemon(true);
                                return thread;
                            });
            timer.scheduleAtFixedRate(
                    this::look, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void look() {
            int slots = spark.isStopped() ? 0 : count();
            if (slots >= tasks) {
                enoughNanos = System.nanoTime();
            } else if (System.nanoTime() - enoughNanos > nanosMax) {
                lacking.accept(
                        "training needs "
                                + tasks
                                + " task slots, and for "
                                + TimeUnit.NANOSECONDS.toSeconds(nanosMax)
                                + " s (spark.gaia.slots.timeout) there have been "
                                + slots
                                + ": an executor was lost and none came in its place; there are "
                                + told());
            }
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
