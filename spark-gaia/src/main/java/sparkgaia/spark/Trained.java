package sparkgaia.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What came of a fit.
 *
 * @param kept what the recipe keeps of the shards; null if nothing
 */
public record Trained(
        Facts facts, TrainedTables tables, Dataset<Row> kept, TrainingReport report) {}
