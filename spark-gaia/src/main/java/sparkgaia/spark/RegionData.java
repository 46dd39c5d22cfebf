package sparkgaia.spark;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.PartitionedFile;

import scala.Option;
import scala.collection.immutable.Map;
import scala.runtime.AbstractPartialFunction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * A DataFrame as it can be read without anything leaving its region. It is planned anew, in a session of its own: without
 * Spark's changes of plan at run time, and with splits of one file each, cut at the same places whatever the cluster. The
 * one class here that leans on what Spark does not promise.
 */
final class RegionData {
    private static final String SPLIT_BYTES = "134217728";

    private final Dataset<Row> data;
    private final RegionPaths paths;

    /** @param paths qualified */
    RegionData(Dataset<?> given, RegionPaths paths) {
        var classic = (org.apache.spark.sql.classic.Dataset<?>) given;
        SparkSession session = classic.sparkSession().cloneSession();
        session.conf().set("spark.sql.adaptive.enabled", "false");
        // Where opening a file is said to cost a whole split, no split has two files.
        session.conf().set("spark.sql.files.maxPartitionBytes", SPLIT_BYTES);
        session.conf().set("spark.sql.files.openCostInBytes", SPLIT_BYTES);
        // A relation splits its files as the session says that it was made in.
        LogicalPlan plan = classic.queryExecution().analyzed().transform(new Rebound(session));
        this.data = org.apache.spark.sql.classic.Dataset.ofRows(session, plan);
        this.paths = paths;
    }

    Dataset<Row> data() {
        return data;
    }

    /** What was selected of {@link #data}, from where it is; throws {@link MovesRecords} if that cannot be. */
    RegionRows rows(Dataset<Row> selected) {
        var classic = (org.apache.spark.sql.classic.Dataset<Row>) selected;
        QueryExecution plan = classic.queryExecution();
        LocalityGuard.check(plan.executedPlan());
        RDD<InternalRow> rdd = plan.toRdd();
        var parts = new TreeMap<String, ArrayList<RegionRows.Part>>();
        for (int i = 0; i < rdd.partitions().length; i++) {
            put(rdd, i, parts);
        }
        parts.values()
                .forEach(
                        of ->
                                of.sort(
                                        Comparator.comparing(
                                                        (RegionRows.Part part) ->
                                                                part.files().get(0))
                                                .thenComparing(RegionRows.Part::start)));
        return new RegionRows(rdd, selected.schema(), parts);
    }

    private void put(
            RDD<InternalRow> rdd, int i, TreeMap<String, ArrayList<RegionRows.Part>> parts) {
        String region = null;
        String first = null;
        long start = 0;
        var names = new ArrayList<String>();
        for (PartitionedFile file : RegionFiles.of(rdd, i)) {
            String path = file.toPath().toString();
            String of = paths.regionOf(path);
            if (of == null) {
                throw new MovesRecords(
                        "file "
                                + path
                                + " is in no region: name its folder in regionPaths, or leave it out"
                                + " of the DataFrame");
            }
            if (region != null && !region.equals(of)) {
                throw new MovesRecords(
                        "a partition mixes files of "
                                + region
                                + " ("
                                + first
                                + ") and "
                                + of
                                + " ("
                                + path
                                + "): leave coalesce and the like out, or read each region's"
                                + " files apart and union them");
            }
            region = of;
            first = path;
            start = names.isEmpty() ? file.start() : start;
            names.add(path);
        }
        if (region != null) {
            var part = new RegionRows.Part(rdd.partitions()[i], names, start);
            parts.computeIfAbsent(region, none -> new ArrayList<>()).add(part);
        }
    }

    /**
     * Puts file relations into another session, and takes their buckets for plain files. The mark makes them others than
     * they were, or Spark would keep the old; so nothing is read from a cache either, whose blocks may be anywhere.
     */
    private static final class Rebound extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
        private static final String MARK = "gaia";

        private final SparkSession session;

        private Rebound(SparkSession session) {
            this.session = session;
        }

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return plan instanceof LogicalRelation of && of.relation() instanceof HadoopFsRelation;
        }

        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            var of = (LogicalRelation) plan;
            var files = (HadoopFsRelation) of.relation();
            @SuppressWarnings("unchecked")
            var marked = (Map<String, String>) files.options().updated(MARK, "");
            var here =
                    new HadoopFsRelation(
                            files.location(),
                            files.partitionSchema(),
                            files.dataSchema(),
                            Option.empty(),
                            files.fileFormat(),
                            marked,
                            session);
            return of.copy(here, of.output(), of.catalogTable(), of.isStreaming(), of.stream());
        }
    }
}
