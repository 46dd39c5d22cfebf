package sparkgaia.spark;

import java.io.Serializable;

/**
 * What an executor says to the driver of a run that its region is done with. The answer is whether the run is over, so
 * that no task of it will be begun again.
 *
 * @param hasLeft whether the region has taken its leave of the job at its sidecar
 */
record RunTold(String run, String region, boolean hasLeft) implements Serializable {
    private static final long serialVersionUID = 1L;
}
