package sparkgaia.lab.study;

import sparkgaia.lab.Outcome;

/**
 * What came of a trial beside one data centre with the same workers and data. The target is what the data centre ends
 * with, and {@link #TOLERANCE} more. Times never reached are infinite.
 *
 * @param timeVsLan to the objective, on the consensus model
 * @param timeVsLanHeldOut to the held-out error, on the consensus model
 * @param timeVsLanOwn to the held-out error, each worker judged by its own region's copy
 * @param timeVsLanOwnObjective to the objective, on the regions' own copies
 * @param rmseVsLan the held-out error of the common model in the end
 */
public record Standing(
        Trained<?, ?> trained,
        double timeVsLan,
        double timeVsLanHeldOut,
        double timeVsLanOwn,
        double timeVsLanOwnObjective,
        double rmseVsLan) {

    public static final double TOLERANCE = 0.005;

    public static Standing of(Trained<?, ?> trained, Trained<?, ?> lan) {
        if (lan.atEnd() == null) {
            throw new IllegalArgumentException(
                    "the data centre itself did not finish: " + lan.outcome().failure());
        }
        double end = trained.atEnd() == null ? Double.NaN : trained.atEnd()[Problem.HELD_OUT];
        return new Standing(
                trained,
                ratio(trained, lan, Problem.OBJECTIVE, false),
                ratio(trained, lan, Problem.HELD_OUT, false),
                ratio(trained, lan, Problem.HELD_OUT, true),
                ratio(trained, lan, Problem.OBJECTIVE, true),
                end / lan.atEnd()[Problem.HELD_OUT]);
    }

    private static double ratio(
            Trained<?, ?> trained, Trained<?, ?> lan, int figure, boolean isOwn) {
        double target = lan.atEnd()[figure] * (1 + TOLERANCE);
        double seconds =
                isOwn ? trained.ownSecondsTo(figure, target) : trained.secondsTo(figure, target);
        return seconds / lan.secondsTo(figure, target);
    }

    public String wan() {
        return trained.trial().wan();
    }

    public String model() {
        return trained.trial().contender().name();
    }

    public Outcome outcome() {
        return trained.outcome();
    }

    /** Why there is no model in the end, or null. */
    public String failure() {
        return outcome().isFinished() ? null : outcome().failure();
    }

    public boolean isBitIdentical() {
        return outcome().isFinished() && outcome().isConverged();
    }
}
