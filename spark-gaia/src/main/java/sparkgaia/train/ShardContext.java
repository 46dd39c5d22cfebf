package sparkgaia.train;

import sparkgaia.core.table.Range;

/**
 * Who a worker is.
 *
 * @param seed of the job, the same in all regions
 * @param worker its number in the whole job
 * @param workers of the whole job
 * @param region where its records are, and stay
 * @param attempt counts restarts; nothing that is trained may depend on it
 * @param share the part of the job's data that this worker holds, from 0 to 1
 */
public record ShardContext(
        long seed, int worker, int workers, String region, int attempt, double share) {
    public ShardContext {
        Range.check("worker", worker, 0, workers - 1L);
        Range.check("attempt", attempt, 0, Integer.MAX_VALUE);
        Range.check("share of the data", share, 0.0, 1.0);
    }

    /** A worker that holds as much as every other. */
    public static ShardContext even(
            long seed, int worker, int workers, String region, int attempt) {
        return new ShardContext(seed, worker, workers, region, attempt, 1.0 / workers);
    }

    public long weight() {
        return Weights.of(share);
    }
}
