package sparkgaia.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The parameters that every trainer has: how regions are found and how they keep together. */
public interface GaiaParams extends Params {
    /** The fields behind the accessors; made once, after {@code uid}. */
    GaiaParamFields gaia();

    default Param<String> regionCol() {
        return gaia().regionCol;
    }

    default String getRegionCol() {
        return $(regionCol());
    }

    default Param<String> regionPaths() {
        return gaia().regionPaths;
    }

    default String getRegionPaths() {
        return $(regionPaths());
    }

    default Param<String> pinnedPath() {
        return gaia().pinnedPath;
    }

    default String getPinnedPath() {
        return $(pinnedPath());
    }

    default Param<String> sync() {
        return gaia().sync;
    }

    default String getSync() {
        return $(sync());
    }

    default DoubleParam budget() {
        return gaia().budget;
    }

    default double getBudget() {
        return (double) $(budget());
    }

    default DoubleParam ration() {
        return gaia().ration;
    }

    default double getRation() {
        return (double) $(ration());
    }

    default DoubleParam threshold() {
        return gaia().threshold;
    }

    default double getThreshold() {
        return (double) $(threshold());
    }

    default IntParam staleness() {
        return gaia().staleness;
    }

    default int getStaleness() {
        return (int) $(staleness());
    }

    default IntParam maxIter() {
        return gaia().maxIter;
    }

    default int getMaxIter() {
        return (int) $(maxIter());
    }

    default DoubleParam tol() {
        return gaia().tol;
    }

    default double getTol() {
        return (double) $(tol());
    }

    default IntParam clocksPerEpoch() {
        return gaia().clocksPerEpoch;
    }

    default int getClocksPerEpoch() {
        return (int) $(clocksPerEpoch());
    }

    default IntParam workersPerRegion() {
        return gaia().workersPerRegion;
    }

    default int getWorkersPerRegion() {
        return (int) $(workersPerRegion());
    }

    default IntParam partitions() {
        return gaia().partitions;
    }

    default int getPartitions() {
        return (int) $(partitions());
    }

    default LongParam lease() {
        return gaia().lease;
    }

    default long getLease() {
        return (long) $(lease());
    }

    default LongParam seed() {
        return gaia().seed;
    }

    default long getSeed() {
        return (long) $(seed());
    }

    default Param<String> wan() {
        return gaia().wan;
    }

    default String getWan() {
        return $(wan());
    }
}
