package sparkgaia.spark;

import com.codahale.metrics.Gauge;

import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;

import java.nio.file.Path;
import java.util.Map;

/** The driver's half: reads the settings once, and hears where executors are. */
final class GaiaDriverPlugin implements DriverPlugin {
    private ExecutorRegions executors;

    @Override
    public Map<String, String> init(SparkContext spark, PluginContext context) {
        SparkRelease.check();
        Path base = Path.of(SparkFiles.getRootDirectory());
        executors = new ExecutorRegions(ClusterSettings.of(context.conf(), base));
        spark.addSparkListener(executors);
        return Map.of();
    }

    @Override
    public void registerMetrics(String application, PluginContext context) {
        Gauge<Integer> regions = () -> executors.regions().size();
        Gauge<Integer> count = () -> executors.executors().size();
        Gauge<Integer> clock = () -> executors.runs().clock();
        context.metricRegistry().register("clock", clock);
        context.metricRegistry().register("regions", regions);
        context.metricRegistry().register("executors", count);
    }

    @Override
    public Object receive(Object message) {
        if (message instanceof ExecutorTold told) {
            executors.told(told);
        } else if (message instanceof RunTold told) {
            return executors.runs().told(told);
        } else if (message instanceof ClockTold told) {
            executors.runs().told(told);
        }
        return true;
    }
}
