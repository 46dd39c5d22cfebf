package sparkgaia.spark;

import sparkgaia.core.sync.SyncModel;

import java.util.function.UnaryOperator;

/**
 * How a fit is to run.
 *
 * @param name of the job
 * @param regionCol the column that says where a row is; null for a single region
 * @param model from the trainer's own proposal to what is to be used
 * @param epochs into which a recipe's clocks are divided
 * @param workersPerRegion 0 for as many as keep all slots busy
 * @param partitions of the tables
 * @param regionPaths which folders are in which region, see {@link RegionPaths}; where executors are in several
 * @param pinnedPath a folder of each region for what is kept of shards there
 * @param wan to be emulated between the regions, see {@link EmulatedWan}; empty for none
 */
public record TrainingSettings(
        String name,
        String regionCol,
        UnaryOperator<SyncModel> model,
        int epochs,
        int workersPerRegion,
        int partitions,
        long leaseSeconds,
        long seed,
        String regionPaths,
        String pinnedPath,
        String wan) {}
