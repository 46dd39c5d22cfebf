package sparkgaia.spark;

import org.apache.spark.sql.Row;

import java.util.SortedMap;

/**
 * What was counted over the data before training.
 *
 * @param rows of each region
 * @param counted what the estimator has asked for, over all regions; null if nothing
 * @param keysInSeveralRegions how many keys {@link Input#isHomed that should have a home} are in several regions, of those
 *     looked at; counted where executors are in several
 */
public record Facts(SortedMap<String, Long> rows, Row counted, int keysInSeveralRegions) {
    Facts(SortedMap<String, Long> rows, Row counted) {
        this(rows, counted, 0);
    }

    public long allRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
