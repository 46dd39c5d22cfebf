package sparkgaia.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;

import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

import scala.collection.immutable.Seq;

import sparkgaia.core.Invariant;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An executor's runs that its region is done with. The region takes its leave of one only when the driver has what came
 * of it: until then tasks may be begun again, wherever, and have to find the job at the sidecar. As a metric: how many
 * runs there are.
 */
final class Leaving implements Gauge<Integer>, AutoCloseable {
    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(Leaving.class);

    private static final String NAME = "runsToLeave";
    private static final long POLL_MILLIS = 100;

    /** How the driver is told; whether the run is over. */
    interface Driver {
        boolean tell(RunTold told) throws Exception;
    }

    /** Says at the sidecar that nobody of the run will ask again. */
    interface Leave {
        void run() throws Exception;
    }

    /** A region's part in a run. */
    private record Part(String run, String region) {}

    private final Driver driver;
    private final Map<Part, Leave> parts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        var thread = new Thread(work, "gaia-leave");
                        thread.setDaemon(true);
                        return thread;
                    });

    private Leaving(Driver driver) {
        this.driver = driver;
    }

    static Leaving begin(Driver driver, MetricRegistry registry) {
        var leaving = new Leaving(driver);
        registry.register(NAME, leaving);
        leaving.timer.scheduleWithFixedDelay(
                leaving::look, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        return leaving;
    }

    /** Of this executor. */
    static Leaving here() {
        Seq<Source> sources = SparkEnv.get().metricsSystem().getSourcesByName(TaskMeters.SOURCE);
        Invariant.check(sources.nonEmpty(), "an executor without %s", TaskMeters.SOURCE);
        return (Leaving) sources.head().metricRegistry().getGauges().get(NAME);
    }

    void whenOver(String run, String region, Leave leave) {
        parts.put(new Part(run, region), leave);
    }

    private void look() {
        for (Map.Entry<Part, Leave> each : parts.entrySet()) {
            Part part = each.getKey();
            try {
                if (driver.tell(new RunTold(part.run, part.region, false))) {
                    parts.remove(part);
                    each.getValue().run();
                    driver.tell(new RunTold(part.run, part.region, true));
                }
            } catch (Exception e) {
                // The sidecar then forgets the run after a lease.
                LOG.debug("region {} has not left {}", part.region, part.run, e);
            }
        }
    }

    @Override
    public Integer getValue() {
        return parts.size();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
