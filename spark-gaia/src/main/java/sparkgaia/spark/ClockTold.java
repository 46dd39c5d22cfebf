package sparkgaia.spark;

import java.io.Serializable;

/**
 * What an executor says to the driver of how far a run is.
 *
 * @param clock the last one that a worker of it has computed
 * @param sum of the objective over what it has computed since it last told
 * @param count what the sum is to be divided by
 */
record ClockTold(String run, int clock, double sum, double count) implements Serializable {
    private static final long serialVersionUID = 1L;
}
