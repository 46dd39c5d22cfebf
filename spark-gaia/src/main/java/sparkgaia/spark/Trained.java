package sparkgaia.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What came of a fit.
 *
 * @param kept what the recipe keeps of the shards, in one JVM; null if nothing, or if it is {@code pinned}
 * @param locality where executors are in several regions; else null
 * @param pinned where what the recipe keeps has stayed; else null
 */
public record Trained(
        Facts facts,
        TrainedTables tables,
        Dataset<Row> kept,
        TrainingReport report,
        Locality locality,
        Pinned pinned) {
    Trained(Facts facts, TrainedTables tables, Dataset<Row> kept, TrainingReport report) {
        this(facts, tables, kept, report, null, null);
    }
}
