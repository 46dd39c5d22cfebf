package sparkgaia.train.mf;

import sparkgaia.core.Job;
import sparkgaia.train.Metrics;
import sparkgaia.train.Run;
import sparkgaia.train.TableView;

import java.util.List;

/** Ratings that workers of one region are trained on from beginning to end. */
final class Trial {
    private static final int PARTITIONS = 2;

    final MfTrainer trainer;
    final List<List<Rating>> shards;
    final Run<Rating, MfShard> run;

    /** The workers save every so many clocks and restart after every so many replies; 0 is never. */
    Trial(MfSettings settings, List<List<Rating>> shards, int saveEvery, int restartEvery) {
        this.trainer = new MfTrainer(settings);
        this.shards = shards;
        Job job = Run.job(trainer, shards.size(), PARTITIONS, settings.clocks());
        this.run = new Run<>(job, trainer, shards, saveEvery, restartEvery);
    }

    static Trial of(MfSettings settings, List<List<Rating>> shards) {
        return new Trial(settings, shards, 1000, 0).toEnd();
    }

    /** Every n-th row is barred at the start of a clock. */
    static Trial barred(MfSettings settings, List<List<Rating>> shards, int n) {
        var trial = new Trial(settings, shards, 1000, 0);
        trial.run.sidecar.barEvery(n);
        return trial.toEnd();
    }

    Trial toEnd() {
        run.toEnd();
        return this;
    }

    int[][] table(int table) {
        return run.sidecar.table(table);
    }

    TableView copy() {
        var copy = new TableView(trainer.tables());
        for (int table = 0; table < trainer.tables().size(); table++) {
            int[][] rows = table(table);
            for (int row = 0; row < rows.length; row++) {
                copy.put(table, row, rows[row]);
            }
        }
        return copy;
    }

    MfShard shard(int worker) {
        return run.worker(worker).shard();
    }

    /** Over all workers. */
    MfErrors judge(List<List<Rating>> heldOut) {
        double objective = 0;
        double squares = 0;
        long ratings = 0;
        long held = 0;
        long small = 0;
        for (int worker = 0; worker < shards.size(); worker++) {
            MfErrors errors = trainer.judge(copy(), shard(worker), heldOut.get(worker), 1);
            objective += errors.objective();
            ratings += errors.ratings();
            squares += errors.squares();
            held += errors.heldOut();
            small += errors.small();
        }
        return new MfErrors(objective, ratings, squares, held, small);
    }

    double heldOutError(List<List<Rating>> heldOut) {
        MfErrors errors = judge(heldOut);
        return Math.sqrt(errors.squares() / errors.heldOut());
    }

    /** The sum of a metric over all workers and clocks. */
    double metric(int metric) {
        double sum = 0;
        for (long[] sums : run.sidecar.metrics()) {
            sum += Metrics.value(sums[metric]);
        }
        return sum;
    }
}
