package sparkgaia.spark;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which executors an application has, and in which regions they are. It hangs on the application's listeners. For any thread. */
final class ExecutorRegions extends SparkListener {
    private final ClusterSettings settings;
    private final TreeMap<String, ExecutorTold> executors = new TreeMap<>();
    private final Runs runs = new Runs();

    ExecutorRegions(ClusterSettings settings) {
        this.settings = settings;
    }

    /** Of this application, or null where the plugin is not loaded. */
    static ExecutorRegions find(SparkContext spark) {
        var found =
                spark.listenerBus()
                        .<ExecutorRegions>findListenersByClass(
                                ClassTag$.MODULE$.apply(ExecutorRegions.class));
        return CollectionConverters.asJava(found).stream().findFirst().orElse(null);
    }

    Runs runs() {
        return runs;
    }

    ClusterSettings settings() {
        return settings;
    }

    synchronized void told(ExecutorTold executor) {
        executors.put(executor.executor(), executor);
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        executors.remove(removed.executorId());
    }

    synchronized List<ExecutorTold> executors() {
        return new ArrayList<>(executors.values());
    }

    /** The region of an executor that was here at some time, or null. */
    synchronized String regionOf(String executor) {
        ExecutorTold told = executors.get(executor);
        return told == null ? null : told.region();
    }

    TreeSet<String> regions() {
        var regions = new TreeSet<String>();
        executors().forEach(executor -> regions.add(executor.region()));
        return regions;
    }

    /** Throws if there is an executor that no sidecar serves. */
    void check() {
        for (ExecutorTold executor : executors()) {
            if (executor.region().isEmpty()) {
                throw new IllegalStateException(
                        executor
                                + " has no region: give its worker a resource named region (see"
                                + " docs/spark.md), or set "
                                + RegionLabel.VARIABLE
                                + " in its environment");
            }
            if (!settings.serves(executor.region())) {
                throw new IllegalStateException(
                        executor
                                + " is in region "
                                + executor.region()
                                + ", which no sidecar serves"
                                + (settings.regions().isEmpty()
                                        ? ""
                                        : " (there are those of "
                                                + String.join(", ", settings.regions())
                                                + ")")
                                + ": set spark.gaia.sidecar."
                                + executor.region()
                                + ".address");
            }
        }
    }
}
