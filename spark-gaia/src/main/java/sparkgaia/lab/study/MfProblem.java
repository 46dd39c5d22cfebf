package sparkgaia.lab.study;

import sparkgaia.lab.data.RatingGenerator.Generated;
import sparkgaia.lab.data.RegionalRatings;
import sparkgaia.train.TableView;
import sparkgaia.train.mf.MfErrors;
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.MfShard;
import sparkgaia.train.mf.MfTrainer;
import sparkgaia.train.mf.Rating;

import java.util.List;
import java.util.stream.IntStream;

/** Ratings to be factorised: the objective with its regularisation, and the root of the mean squared held-out error. */
public record MfProblem(
        String name, MfTrainer trainer, List<List<Rating>> shards, List<List<Rating>> heldOut)
        implements Problem<Rating, MfShard> {

    /** One rating in so many is judged: the same ones in every run, from every slice. */
    private static final int LOOKED_AT = 8;

    public static MfProblem of(
            String name,
            MfSettings settings,
            List<List<Rating>> training,
            List<List<Rating>> heldOut) {
        return new MfProblem(name, new MfTrainer(settings), training, heldOut);
    }

    /** Ratings by the homes of their users, with one in ten held out. */
    public static MfProblem split(
            Generated data, MfSettings settings, int regions, int workersPerRegion) {
        List<String> names =
                IntStream.range(0, regions).mapToObj(region -> "region " + region).toList();
        RegionalRatings divided =
                RegionalRatings.split(
                        data.ratings(), data.homes(), names, workersPerRegion, settings.seed());
        return of(data.ratings().name(), settings, divided.training(), divided.heldOut());
    }

    public int clocksPerEpoch() {
        return trainer.settings().clocksPerEpoch();
    }

    @Override
    public int clocks() {
        return trainer.settings().clocks();
    }

    @Override
    public void judge(TableView copy, int worker, MfShard shard, double[] sums) {
        MfErrors errors = trainer.judge(copy, shard, heldOut.get(worker), LOOKED_AT);
        sums[OBJECTIVE] += errors.objective();
        sums[HELD_OUT] += errors.squares();
        sums[SMALL_UPDATES] += errors.small();
        sums[FIGURES + SMALL_UPDATES] += errors.ratings();
        sums[FIGURES + OBJECTIVE] += errors.ratings();
        sums[FIGURES + HELD_OUT] += errors.heldOut();
    }

    @Override
    public double told(int figure, double mean) {
        return figure == HELD_OUT ? Math.sqrt(mean) : mean;
    }
}
