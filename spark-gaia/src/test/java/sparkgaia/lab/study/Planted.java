package sparkgaia.lab.study;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.lab.Faults;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.MfShard;
import sparkgaia.train.mf.PlantedRatings;
import sparkgaia.train.mf.Rating;

/** Trials of ratings with planted factors: small, and over a network as slow beside them as a real one is. */
record Planted(PlantedRatings ratings, MfSettings settings, int workers, Wan wan) {
    /** A unit of work is a rating. */
    static final double NANOS_PER_RATING = 1e7;

    static Planted on(int regions, int workersPerRegion) {
        var ratings = new PlantedRatings(48, 30, 0.1, true);
        return new Planted(
                ratings,
                ratings.settings().withEpochs(20, 2),
                regions * workersPerRegion,
                Wan.uniform(regions, 0.01, 20));
    }

    Planted with(MfSettings other) {
        return new Planted(ratings, other, workers, wan);
    }

    Planted over(Wan other) {
        return new Planted(ratings, settings, workers, other);
    }

    MfProblem problem() {
        return MfProblem.of(
                "planted", settings, ratings.training(workers), ratings.heldOut(workers));
    }

    Trial<Rating, MfShard> trial(SyncModel model, Shape shape) {
        var contender = new Contender(model.name(), model, shape);
        return new Trial<>(
                problem(),
                "test",
                wan,
                contender,
                settings.clocks(),
                NANOS_PER_RATING,
                1,
                Faults.NONE);
    }

    Trained<Rating, MfShard> play(SyncModel model, Shape shape) {
        return trial(model, shape).play();
    }
}
