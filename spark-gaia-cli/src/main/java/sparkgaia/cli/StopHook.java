package sparkgaia.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends a service when the process is told to end, and the process with it: with status 0 if the service was closed in
 * time, else with 1.
 */
final class StopHook {
    private static final System.Logger LOG = System.getLogger("sparkgaia.server");

    private final AutoCloseable service;
    private final Duration deadline;
    private final Thread hook = new Thread(this::stop, "gaia-stop");

    StopHook(AutoCloseable service, Duration deadline) {
        this.service = service;
        this.deadline = deadline;
    }

    void install() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** It has ended by itself: the process goes on as it likes. If it is being stopped this never returns. */
    void remove() throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook ends it.
            hook.join();
        }
    }

    private void stop() {
        Runtime.getRuntime().halt(isClosedInTime() ? Gaia.DONE : Gaia.FAILED);
    }

    private boolean isClosedInTime() {
        LOG.log(
                System.Logger.Level.INFO,
                "told to stop, closes within " + deadline.toSeconds() + " s");
        var failure = new AtomicReference<Exception>();
        var closing =
                new Thread(
                        () -> {
                            try {
                                service.close();
                            } catch (Exception e) {
                                failure.set(e);
                            }
                        },
                        "gaia-close");
        closing.setDaemon(true);
        closing.start();
        try {
            TimeUnit.NANOSECONDS.timedJoin(closing, deadline.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "did not close within gaia.stop.timeout = "
                            + deadline.toSeconds()
                            + " s and ends as it is; what was acknowledged is on the disk");
            return false;
        }
        if (failure.get() != null) {
            LOG.log(System.Logger.Level.ERROR, "could not close", failure.get());
            return false;
        }
        LOG.log(System.Logger.Level.INFO, "stopped");
        return true;
    }
}
