package sparkgaia.spark;

import org.apache.spark.sql.Row;

import java.util.SortedMap;

/**
 * What was counted over the data before training.
 *
 * @param rows of each region
 * @param counted what the estimator has asked for, over all regions; null if nothing
 */
public record Facts(SortedMap<String, Long> rows, Row counted) {
    public long allRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
