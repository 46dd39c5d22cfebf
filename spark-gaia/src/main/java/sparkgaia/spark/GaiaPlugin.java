package sparkgaia.spark;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * What an application over several regions needs beside its executors: {@code spark.plugins=sparkgaia.spark.GaiaPlugin}.
 * Each executor tells the driver in which region it is; the driver knows where each region's sidecar is. In one JVM
 * nothing needs it.
 */
public final class GaiaPlugin implements SparkPlugin {
    @Override
    public DriverPlugin driverPlugin() {
        return new GaiaDriverPlugin();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new GaiaExecutorPlugin();
    }
}
