package sparkgaia.spark;

import java.io.Serializable;

/**
 * Where records were read in a fit over several regions, and what went between executors; Spark's own counts.
 *
 * @param shuffleBytes read or written by shuffles, in all jobs of the fit
 * @param remoteBlocks blocks of records that were fetched from another executor
 * @param surveyBytes what tasks gave to the driver of what they counted before training
 * @param foreignReads files that an executor of another region has opened
 */
public record Locality(long shuffleBytes, long remoteBlocks, long surveyBytes, long foreignReads)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
