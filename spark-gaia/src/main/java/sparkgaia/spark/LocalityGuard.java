package sparkgaia.spark;

import org.apache.spark.sql.execution.SparkPlan;

import scala.jdk.javaapi.CollectionConverters;

import java.util.Map;
import java.util.Set;

/**
 * Refuses a physical plan unless each of its operators is known to leave every record in the task that has read it from
 * its file. What is not known is refused too.
 */
final class LocalityGuard {
    private static final Set<String> STAYING =
            Set.of(
                    "WholeStageCodegenExec",
                    "InputAdapter",
                    "ColumnarToRowExec",
                    "RowToColumnarExec",
                    "ProjectExec",
                    "FilterExec",
                    "FileSourceScanExec",
                    "BatchScanExec",
                    "UnionExec",
                    "DeserializeToObjectExec",
                    "SerializeFromObjectExec",
                    "MapElementsExec",
                    "MapPartitionsExec",
                    "AppendColumnsExec",
                    "GenerateExec",
                    "ExpandExec",
                    "SampleExec",
                    "CollectMetricsExec",
                    "BatchEvalPythonExec",
                    "ArrowEvalPythonExec",
                    "MapInPandasExec",
                    "MapInArrowExec");

    private static final String BEFORE =
            "do it before, in each region for itself, and train on the files that it writes";

    private static final Map<String, String> MOVING =
            Map.of(
                    "ShuffleExchangeExec",
                    "would shuffle records between executors of different regions (it comes from a join,"
                            + " groupBy, distinct, orderBy or repartition): "
                            + BEFORE,
                    "BroadcastExchangeExec",
                    "would send records to the driver and from there to all executors: "
                            + BEFORE
                            + ", or join after training",
                    "InMemoryTableScanExec",
                    "reads cached blocks, which may be in another region than their records: call"
                            + " unpersist() and train on the files",
                    "LocalTableScanExec",
                    "reads rows that the driver has: write them to files in their regions first",
                    "ExternalRDDScanExec",
                    "reads an RDD, of which nobody knows where its records are: write it to files in"
                            + " their regions first",
                    "RDDScanExec",
                    "reads an RDD or a checkpoint, of which nobody knows where its records are: write it to"
                            + " files in their regions first",
                    "RangeExec",
                    "makes its rows itself, in no region: write them to files in their regions first");

    private LocalityGuard() {}

    static void check(SparkPlan plan) {
        String operator = plan.getClass().getSimpleName();
        if (!STAYING.contains(operator)) {
            throw new MovesRecords(
                    "these data cannot be trained on where they are: operator "
                            + plan.nodeName().strip()
                            + " "
                            + MOVING.getOrDefault(
                                    operator,
                                    "is not known to leave records in their region: " + BEFORE));
        }
        if (!plan.subqueries().isEmpty()) {
            throw new MovesRecords(
                    "these data cannot be trained on where they are: operator "
                            + plan.nodeName().strip()
                            + " has a subquery, whose rows go through the driver: "
                            + BEFORE);
        }
        CollectionConverters.asJava(plan.children()).forEach(LocalityGuard::check);
    }
}
