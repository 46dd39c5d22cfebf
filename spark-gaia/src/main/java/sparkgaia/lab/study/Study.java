package sparkgaia.lab.study;

import sparkgaia.core.Job;
import sparkgaia.core.table.RowSpace;
import sparkgaia.lab.Faults;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.Deltas;
import sparkgaia.train.ShardContext;
import sparkgaia.train.Trainer;

import java.util.List;

/**
 * How a problem fares over a network beside one data centre. Two numbers are chosen and all else follows: a clock takes
 * a worker a second to compute, and one factor on all bandwidths makes BSP between two regions as far apart as Virginia
 * and California take {@link #BSP_VS_LAN} times as long as in one data centre, which is what Gaia's paper measured.
 */
public final class Study<R, S> {
    /** The paper's figure 3: matrix factorisation under BSP over Virginia and California. */
    public static final double BSP_VS_LAN = 3.5;

    private static final int CALIBRATION_CLOCKS = 16;
    private static final double FACTOR_MIN = 1e-6;
    private static final double CALIBRATED_WITHIN = 0.1;
    private static final double COARSE_FACTOR = 1.0 / 64;

    private final Problem<R, S> problem;
    private final double nanosPerUnit;
    private final double factor;
    private final int clocksBetweenLooks;
    private final double achieved;

    private Study(
            Problem<R, S> problem,
            double nanosPerUnit,
            double factor,
            int clocksBetweenLooks,
            double achieved) {
        this.problem = problem;
        this.nanosPerUnit = nanosPerUnit;
        this.factor = factor;
        this.clocksBetweenLooks = clocksBetweenLooks;
        this.achieved = achieved;
    }

    /**
     * Calibrates on this problem.
     *
     * @param near the network of the calibration
     * @param clocksBetweenLooks how often the model is judged
     */
    public static <R, S> Study<R, S> of(Problem<R, S> problem, Wan near, int clocksBetweenLooks) {
        double work = workOfClock(problem);
        if (!(work > 0)) {
            throw new IllegalArgumentException("there is nothing to train on: give more data");
        }
        double nanos = Job.Limits.SECOND / work;
        var raw = new Study<>(problem, nanos, 1, clocksBetweenLooks, Double.NaN);
        double lan = raw.calibrating(Wan.lan(List.of(Trial.LAN)));
        // Time is what does not depend on bandwidth and what goes with its inverse: two runs tell.
        double slow = raw.calibrating(near.scaled(COARSE_FACTOR));
        double fast = raw.calibrating(near.scaled(2 * COARSE_FACTOR));
        double inverse = (slow - fast) / (1 / COARSE_FACTOR - 0.5 / COARSE_FACTOR);
        double constant = slow - inverse / COARSE_FACTOR;
        double factor = inverse / (BSP_VS_LAN * lan - constant);
        if (!(factor >= FACTOR_MIN)) {
            throw new IllegalArgumentException(
                    "so little is shared in a clock that bandwidth does not matter: give more data,"
                            + " or fewer clocks");
        }
        var found = new Study<>(problem, nanos, factor, clocksBetweenLooks, Double.NaN);
        double achieved = found.calibrating(near.scaled(factor)) / lan;
        return new Study<>(problem, nanos, factor, clocksBetweenLooks, achieved);
    }

    /** The same machines and the same factor for other data. */
    public <Q, T> Study<Q, T> with(Problem<Q, T> other) {
        return new Study<>(other, nanosPerUnit, factor, clocksBetweenLooks, achieved);
    }

    private double calibrating(Wan wan) {
        return trial("", wan, Contender.BSP)
                .until(Math.min(CALIBRATION_CLOCKS, problem.clocks()))
                .play()
                .outcome()
                .seconds();
    }

    /** What a clock is in the trainer's units of work, for the mean of workers. */
    private static <R, S> double workOfClock(Problem<R, S> problem) {
        Trainer<R, S> trainer = problem.trainer();
        var spaces = List.of(new RowSpace(trainer.tables(), 0, 1));
        int workers = problem.shards().size();
        double work = 0;
        for (int worker = 0; worker < workers; worker++) {
            var context = ShardContext.even(1, worker, workers, Trial.LAN, 0);
            var deltas = new Deltas(context, spaces);
            deltas.begin(0);
            S shard = trainer.open(context, problem.shards().get(worker).iterator(), deltas);
            work += trainer.work(shard, 1);
        }
        return work / workers;
    }

    public Trial<R, S> lan() {
        return trial(Trial.LAN, Wan.lan(List.of(Trial.LAN)), Contender.BSP);
    }

    public Trial<R, S> over(String name, Wan wan, Contender contender) {
        return trial(name, wan.scaled(factor), contender);
    }

    private Trial<R, S> trial(String name, Wan wan, Contender contender) {
        return new Trial<>(
                problem,
                name,
                wan,
                contender,
                problem.clocks(),
                nanosPerUnit,
                clocksBetweenLooks,
                Faults.NONE);
    }

    public Problem<R, S> problem() {
        return problem;
    }

    /** What BSP takes on the network of the calibration with what was found, as a multiple of one data centre. */
    public double achieved() {
        return achieved;
    }

    /** Whether that is what it should be; with very little data it is not. */
    public boolean isCalibrated() {
        return Math.abs(achieved / BSP_VS_LAN - 1) <= CALIBRATED_WITHIN;
    }

    /** What all bandwidths are multiplied by. */
    public double factor() {
        return factor;
    }

    /** What a unit of the trainer's work takes. */
    public double nanosPerUnit() {
        return nanosPerUnit;
    }
}
