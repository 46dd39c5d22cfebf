package sparkgaia.lab;

import java.util.List;

/**
 * What came of a run.
 *
 * @param isFinished every partition has shared and heard all there is, and every worker has stopped
 * @param failure why not, or null
 * @param trace what went wrong, with the place in the code, or null
 * @param digests of the shared tables, by region and partition; 0 for a dead process
 * @param links what went from one region (row) to another (column); null on the diagonal
 */
public record Outcome(
        long seed,
        boolean isFinished,
        boolean isComplete,
        String failure,
        Throwable trace,
        double seconds,
        long events,
        long traceHash,
        long[][] digests,
        List<List<LinkCount>> links) {

    /** Whether all regions have the same bits in the shared tables. */
    public boolean isConverged() {
        for (long[] region : digests) {
            for (int partition = 0; partition < region.length; partition++) {
                if (region[partition] != digests[0][partition]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** All bytes between regions, repeats included. */
    public long bytes() {
        long bytes = 0;
        for (List<LinkCount> row : links) {
            for (LinkCount link : row) {
                bytes += link == null ? 0 : link.bytes() + link.repeatedBytes();
            }
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "seed "
                + seed
                + ": "
                + (isFinished ? "finished" : "failed: " + failure)
                + " after "
                + seconds
                + " s, "
                + events
                + " events, "
                + bytes()
                + " bytes, trace "
                + Long.toHexString(traceHash);
    }
}
