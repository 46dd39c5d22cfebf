package sparkgaia.spark;

import java.io.Serializable;

/**
 * What a task of the training stage gives to the driver.
 *
 * @param digest of the region's tables after training, from its first task; else null
 * @param tally of the region, from its first task; else null
 * @param cells the tables by table and row, from the first task of the first region; else null
 */
record ShardEnd(Course course, String digest, RegionTally tally, int[][][] cells)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of a task that has nothing to say of its region. */
    ShardEnd(Course course) {
        this(course, null, null, null);
    }
}
