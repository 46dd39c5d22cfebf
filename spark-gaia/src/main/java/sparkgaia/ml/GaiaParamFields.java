package sparkgaia.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.scenarios.ModelSetting;
import sparkgaia.spark.Placement;
import sparkgaia.spark.SparkRelease;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What {@link GaiaParams} are: names, limits and the words of {@code explainParams}. */
public final class GaiaParamFields implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The synchronisation that the trainer proposes. */
    public static final String DEFAULT = "default";

    private static final String SYNC =
            "how regions keep together: default (what the trainer proposes), bsp (exact: every clock"
                    + " waits for all of the one before), ssp (all is sent, and regions may be"
                    + " staleness clocks apart), paper and paper-cells (rows or cells are sent that"
                    + " have changed by more than threshold), gaia and gaia-counts (the largest"
                    + " changes are sent first, as much as budget lets through; the latter for"
                    + " tables of counts), local-sgd and overlapped-sgd (regions train by themselves"
                    + " and take the mean of what came of it once a clock), async (nobody waits) and"
                    + " isolated (nothing is sent), which show what waiting is for";

    final Param<String> regionCol;
    final Param<String> regionPaths;
    final Param<String> pinnedPath;
    final Param<String> sync;
    final DoubleParam budget;
    final DoubleParam ration;
    final DoubleParam threshold;
    final IntParam staleness;
    final IntParam maxIter;
    final DoubleParam tol;
    final IntParam clocksPerEpoch;
    final IntParam workersPerRegion;
    final IntParam partitions;
    final LongParam lease;
    final LongParam seed;
    final Param<String> wan;

    /** Makes the fields and sets their defaults. */
    public GaiaParamFields(GaiaParams of) {
        SparkRelease.check();
        String uid = of.uid();
        regionCol =
                new Param<>(
                        uid,
                        "regionCol",
                        "the column that names the region of a row, at most "
                                + Placement.REGIONS_MAX
                                + " different ones; empty: all rows are in one region",
                        String.class);
        regionPaths =
                new Param<>(
                        uid,
                        "regionPaths",
                        "which folders are in which region, where executors are in several of them:"
                                + " eu=s3a://bucket-eu/data,us=hdfs://us/data",
                        String.class);
        pinnedPath =
                new Param<>(
                        uid,
                        "pinnedPath",
                        "a folder of each region, where executors are in several of them, for what a"
                                + " model keeps and may not leave its region:"
                                + " eu=s3a://bucket-eu/models,us=hdfs://us/models",
                        String.class);
        sync = new Param<>(uid, "sync", SYNC, ParamValidators.inArray(syncs()), String.class);
        budget =
                new DoubleParam(
                        uid,
                        "budget",
                        "the part of a link's bandwidth that training may use, above 0 up to 1; of the"
                                + " models gaia and gaia-counts",
                        ParamValidators.inRange(0.0001, 1.0));
        ration =
                new DoubleParam(
                        uid,
                        "ration",
                        "what may leave a region, as a part of all changes in full, however fast the"
                                + " links: the smaller, the fewer bytes, and the later the regions"
                                + " learn of each other; of the models gaia and gaia-counts. By"
                                + " default what the trainer proposes",
                        ParamValidators.inRange(0.0001, 1.0));
        threshold =
                new DoubleParam(
                        uid,
                        "threshold",
                        "how large a change has to be, as a part of the value, to be sent in the first"
                                + " clock; of the models paper and paper-cells",
                        ParamValidators.gt(0));
        staleness =
                new IntParam(
                        uid,
                        "staleness",
                        "how many clocks a region may be ahead of another; of the models ssp, paper,"
                                + " paper-cells, gaia and gaia-counts",
                        ParamValidators.gtEq(0));
        maxIter =
                new IntParam(
                        uid,
                        "maxIter",
                        "how often all rows are gone through (epochs)",
                        ParamValidators.gt(0));
        tol =
                new DoubleParam(
                        uid,
                        "tol",
                        "training stops, in all regions after the same clock, when the objective (the"
                                + " mean of the trainer's first metric, unless the algorithm says"
                                + " otherwise) has changed from one epoch to the next by less than this"
                                + " part of it:"
                                + " 0.001 is a tenth of a percent; 0: after maxIter epochs. A step"
                                + " that falls with the epochs falls by maxIter, however soon this"
                                + " stops",
                        ParamValidators.inRange(0, 1));
        clocksPerEpoch =
                new IntParam(
                        uid,
                        "clocksPerEpoch",
                        "in how many clocks an epoch is cut, after each of which workers exchange"
                                + " what they have learnt; 0: as the trainer proposes",
                        ParamValidators.gtEq(0));
        workersPerRegion =
                new IntParam(
                        uid,
                        "workersPerRegion",
                        "how many workers a region's rows are dealt to; 0: as many as keep all task"
                                + " slots busy. Set it to get the same bits on another machine",
                        ParamValidators.gtEq(0));
        partitions =
                new IntParam(
                        uid,
                        "partitions",
                        "in how many parts, each with a thread, a sidecar keeps the tables",
                        ParamValidators.inRange(1, 1024));
        lease =
                new LongParam(
                        uid,
                        "lease",
                        "after how many seconds without a word another region counts as lost, which ends"
                                + " the fit with its name",
                        ParamValidators.inRange(1, 86_400));
        seed =
                new LongParam(
                        uid,
                        "seed",
                        "what all chance is drawn from: the same seed, rows and workersPerRegion give"
                                + " the same model under bsp");
        wan =
                new Param<>(
                        uid,
                        "wan",
                        "the network to emulate between the regions of one JVM: "
                                + String.join(", ", WanFiles.presets())
                                + ", or a CSV file with bandwidths in Mb/s whose first line and column"
                                + " name regions; empty: as fast as the machine",
                        String.class);
        defaults(of);
    }

    private void defaults(GaiaParams of) {
        of.setDefault(regionCol, "");
        of.setDefault(regionPaths, "");
        of.setDefault(pinnedPath, "");
        of.setDefault(sync, DEFAULT);
        of.setDefault(budget, 0.5);
        of.setDefault(ration, 0.0625);
        of.setDefault(threshold, 0.2);
        of.setDefault(staleness, 2);
        of.setDefault(maxIter, 10);
        of.setDefault(clocksPerEpoch, 0);
        of.setDefault(workersPerRegion, 0);
        of.setDefault(tol, 0.0);
        of.setDefault(partitions, 1);
        of.setDefault(lease, 30L);
        of.setDefault(seed, 1L);
        of.setDefault(wan, "");
    }

    private static List<String> syncs() {
        var names = new ArrayList<String>();
        names.add(DEFAULT);
        names.addAll(ModelSetting.NAMES);
        return names;
    }
}
