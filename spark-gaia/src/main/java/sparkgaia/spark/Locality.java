package sparkgaia.spark;

import java.io.Serializable;
import java.util.SortedMap;

/**
 * Where records were read in a fit over several regions, and what went between executors; Spark's own counts.
 *
 * @param shuffleBytes read or written by shuffles, in all jobs of the fit
 * @param remoteBlocks blocks of records that were fetched from another executor
 * @param surveyBytes what tasks gave to the driver of what they counted before training
 * @param foreignReads files that an executor of another region has opened
 * @param digests of the shared tables, as each region had them in the end
 */
public record Locality(
        long shuffleBytes,
        long remoteBlocks,
        long surveyBytes,
        long foreignReads,
        SortedMap<String, String> digests)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Whether all regions ended with the same tables, to the last bit. */
    public boolean isBitIdentical() {
        return digests.values().stream().distinct().count() == 1;
    }
}
