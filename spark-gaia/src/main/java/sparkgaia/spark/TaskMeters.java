package sparkgaia.spark;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;

import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

import scala.collection.immutable.Seq;

/** What an executor's workers count, on Spark's own page of metrics: {@code plugin.sparkgaia.spark.GaiaPlugin}. */
record TaskMeters(Counter workers, Counter clocks, Counter sentBytes, Counter receivedBytes) {
    static final String SOURCE = "plugin." + GaiaPlugin.class.getName();

    static TaskMeters register(MetricRegistry registry) {
        return new TaskMeters(
                registry.counter("workers"),
                registry.counter("clocks"),
                registry.counter("bytesToSidecar"),
                registry.counter("bytesFromSidecar"));
    }

    /** Of this executor; counted for nobody where the plugin is not loaded. */
    static TaskMeters here() {
        Seq<Source> sources = SparkEnv.get().metricsSystem().getSourcesByName(SOURCE);
        return register(sources.isEmpty() ? new MetricRegistry() : sources.head().metricRegistry());
    }
}
