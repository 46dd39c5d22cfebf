package sparkgaia.lab.scenarios;

import sparkgaia.lab.Outcome;

/**
 * What came of a case. A region that is gone for ever counts in none of it.
 *
 * @param failure what went wrong, a broken invariant included; or null
 * @param seconds of virtual time until all regions were done
 * @param isConverged whether all regions hold the same bits in the end
 * @param waitingShare the part of the workers' time that they spent waiting to start a clock
 * @param longestWaitSeconds the longest that a worker waited to start a clock
 * @param announcements of rows that would come late, and were barred
 * @param distance of the worst region's copy from the optimum at the end, as a part of what it was at the start; NaN
 *     where nothing is learnt
 * @param reachedSeconds when the worst region's copy first came near the optimum; NaN for never
 */
public record Figures(
        String label,
        Outcome outcome,
        String failure,
        double seconds,
        boolean isConverged,
        double waitingShare,
        double longestWaitSeconds,
        long announcements,
        double distance,
        double reachedSeconds) {}
