package sparkgaia.spark;

import org.apache.spark.SparkEnv;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;

import java.util.Map;

/** An executor's half: says where it is before it is given anything to do, and counts what its tasks do. */
final class GaiaExecutorPlugin implements ExecutorPlugin {
    private static final org.slf4j.Logger LOG =
            org.slf4j.LoggerFactory.getLogger(GaiaExecutorPlugin.class);

    /** What Spark calls the executor inside a driver. */
    private static final String DRIVER = "driver";

    private Leaving leaving;

    @Override
    public void init(PluginContext context, Map<String, String> conf) {
        TaskMeters.register(context.metricRegistry());
        if (context.executorID().equals(DRIVER)) {
            return; // one JVM: regions are in the data
        }
        leaving = Leaving.begin(told -> (Boolean) context.ask(told), context.metricRegistry());
        ToldClocks.begin(context::send, context.metricRegistry());
        String region = RegionLabel.of(context.resources());
        try {
            // The context's own name of the host fails where an executor has no server.
            String host = SparkEnv.get().blockManager().blockManagerId().host();
            context.ask(new ExecutorTold(context.executorID(), host, region));
        } catch (Exception e) {
            // The driver then knows no region of this executor, and a fit says so.
            LOG.warn("the driver was not told the region of this executor", e);
        }
    }

    @Override
    public void shutdown() {
        if (leaving != null) {
            leaving.close();
        }
    }
}
