package sparkgaia.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;

import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

import scala.collection.immutable.Seq;

import sparkgaia.core.Invariant;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** An executor's way to tell the driver how far it is; as a metric: how often it has. */
final class ToldClocks implements Gauge<Long> {
    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(ToldClocks.class);

    private static final String NAME = "clocksTold";

    /** How the driver is told, without an answer. */
    interface Driver {
        void tell(ClockTold told) throws IOException;
    }

    private final Driver driver;
    private final AtomicLong count = new AtomicLong();

    private ToldClocks(Driver driver) {
        this.driver = driver;
    }

    static void begin(Driver driver, MetricRegistry registry) {
        registry.register(NAME, new ToldClocks(driver));
    }

    /** Of this executor. */
    static ToldClocks here() {
        Seq<Source> sources = SparkEnv.get().metricsSystem().getSourcesByName(TaskMeters.SOURCE);
        Invariant.check(sources.nonEmpty(), "an executor without %s", TaskMeters.SOURCE);
        return (ToldClocks) sources.head().metricRegistry().getGauges().get(NAME);
    }

    /** What does not come to the driver is not shown; training does without. */
    void tell(ClockTold told) {
        try {
            driver.tell(told);
            count.incrementAndGet();
        } catch (IOException e) {
            LOG.debug("the driver was not told of clock {}", told.clock(), e);
        }
    }

    @Override
    public Long getValue() {
        return count.get();
    }
}
