package sparkgaia.spark;

import java.io.Serializable;

/**
 * What all tasks of a training stage have to know.
 *
 * @param run the fit's name, by which tasks find its sidecars
 * @param description the job, in words
 * @param rows of all regions
 * @param isRetried whether Spark would try a failed stage again: then sidecars keep what is needed to go on
 */
record TaskSpec<R, S>(
        String run,
        Recipe<R, S> recipe,
        String description,
        Placement placement,
        long seed,
        long rows,
        int saveEveryClocks,
        boolean isRetried)
        implements Serializable {}
