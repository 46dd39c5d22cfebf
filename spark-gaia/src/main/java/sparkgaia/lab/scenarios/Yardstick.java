package sparkgaia.lab.scenarios;

import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.table.RowSpace;
import sparkgaia.train.exact.QuadraticTrainer;

/**
 * How far a region's copy of the quadratic's table is from the optimum, as a part of what the distance was before
 * training. One means nothing learnt, zero the optimum.
 */
final class Yardstick {
    private static final int SCALE = 20;

    private final Job job;
    private final double[][] optimum;
    private final double atStart;

    Yardstick(Job job, long seed, int rows, int width) {
        this.job = job;
        this.optimum = new double[rows][width];
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                optimum[row][i] = QuadraticTrainer.optimum(seed, job.workers(), row, i);
                sum += optimum[row][i] * optimum[row][i];
            }
        }
        this.atStart = Math.sqrt(sum);
    }

    Job job() {
        return job;
    }

    /** The distance of a region's copy; the states are those of its partitions. */
    double distance(Region[] states) {
        double sum = 0;
        for (int partition = 0; partition < states.length; partition++) {
            RowSpace space = job.space(partition);
            for (int id = 0; id < space.size(); id++) {
                int[] cells = states[partition].values().get(id);
                double[] best = optimum[space.row(id)];
                for (int i = 0; i < cells.length; i++) {
                    double gap = Math.scalb((double) cells[i], -SCALE) - best[i];
                    sum += gap * gap;
                }
            }
        }
        return Math.sqrt(sum) / atStart;
    }
}
