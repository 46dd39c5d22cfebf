package sparkgaia.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/**
 * What was kept of shards and has stayed in its regions: a folder of Parquet in each.
 *
 * @param folders by region
 */
public record Pinned(TreeMap<String, String> folders, StructType schema) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What a region has; whoever reads it should be there. */
    public Dataset<Row> of(SparkSession session, String region) {
        String folder = folders.get(region);
        if (folder == null) {
            throw new IllegalArgumentException(
                    "there is no region "
                            + region
                            + "; there are "
                            + String.join(", ", folders.keySet()));
        }
        return session.read().schema(schema).parquet(folder);
    }

    /** What all regions have. Reading it brings it together: only where its owner allows that. */
    public Dataset<Row> joined(SparkSession session) {
        List<Dataset<Row>> all =
                folders.keySet().stream().map(region -> of(session, region)).toList();
        return all.stream().reduce(Dataset::union).orElseThrow();
    }
}
