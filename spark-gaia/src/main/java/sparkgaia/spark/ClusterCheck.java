package sparkgaia.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

import java.util.Set;

/** What a cluster must have before anything is read: each is refused by name, with what to do. */
final class ClusterCheck {
    private ClusterCheck() {}

    static ExecutorRegions executors(SparkContext spark) {
        SparkRelease.check();
        checkAllocation(spark.conf());
        ExecutorRegions executors = ExecutorRegions.find(spark);
        if (executors == null) {
            throw new IllegalStateException(
                    "master "
                            + spark.master()
                            + " has executors of its own, and nothing says in which regions they are:"
                            + " set spark.plugins="
                            + GaiaPlugin.class.getName()
                            + " before the session begins, or train in one JVM with master local[*]");
        }
        return executors;
    }

    static void checkAllocation(SparkConf conf) {
        if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
            throw new IllegalStateException(
                    "spark.dynamicAllocation.enabled is on: training needs all its executors from"
                            + " its beginning to its end; switch it off, and ask for as many as it"
                            + " should have (spark.executor.instances or spark.cores.max)");
        }
    }

    static RegionPaths paths(TrainingSettings settings, Configuration hadoop) {
        RegionPaths paths = RegionPaths.parse("regionPaths", settings.regionPaths());
        if (paths.isEmpty()) {
            throw new IllegalArgumentException(
                    "where executors are in several regions, regionPaths says which files are in which:"
                            + " set it to a list such as eu=s3a://bucket-eu/data,us=hdfs://us/data"
                            + (settings.regionCol() == null
                                    ? ""
                                    : " (regionCol is for one JVM alone: to look at it would read the"
                                            + " records)"));
        }
        return paths.qualified("regionPaths", hadoop);
    }

    /**
     * A region without rows would have no part in training, and is more likely to be a mistake.
     *
     * @param found regions with rows
     */
    static void checkRows(RegionPaths paths, Set<String> found) {
        for (String region : paths.regions()) {
            if (!found.contains(region)) {
                throw new IllegalArgumentException(
                        "region "
                                + region
                                + " has no rows: in the DataFrame is no file below "
                                + String.join(", ", paths.of(region))
                                + ", or nothing in them is left by its filters; read that folder too, or"
                                + " leave the region out of regionPaths");
            }
        }
    }
}
