package sparkgaia.lab.study;

import sparkgaia.core.sync.Wait;
import sparkgaia.lab.Outcome;

import java.util.List;
import java.util.Map;

/**
 * What came of a trial.
 *
 * @param atEnd the figures of the common model after the flush; null if there is none
 * @param facts what else the problem tells of it; none if there is none
 * @param waits parts of the workers' time, by what they waited for
 * @param smallShare of the rows that workers changed in a clock, those changed by less than 1 %
 * @param heldBackShare of the changes, those that were sent only together with later ones
 */
public record Trained<R, S>(
        Trial<R, S> trial,
        Outcome outcome,
        List<Look> looks,
        double[] atEnd,
        List<Fact> facts,
        Map<Wait, Double> waits,
        double smallShare,
        double heldBackShare) {

    /** When the consensus first was as good as this; infinite if never. */
    public double secondsTo(int figure, double target) {
        return secondsTo(figure, target, false);
    }

    /** When the regions' own copies first were as good as this; infinite if never. */
    public double ownSecondsTo(int figure, double target) {
        return secondsTo(figure, target, true);
    }

    private double secondsTo(int figure, double target, boolean isOwn) {
        double secondsBefore = 0;
        double before = Double.NaN;
        for (Look look : looks) {
            double now = (isOwn ? look.own() : look.consensus())[figure];
            if (now <= target) {
                double part = before > now ? (before - target) / (before - now) : 1;
                return secondsBefore + part * (look.seconds() - secondsBefore);
            }
            before = now;
            secondsBefore = look.seconds();
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Whether all that has to be true of the model in the end is true. */
    public boolean isSound() {
        return facts.stream().noneMatch(fact -> fact instanceof Fact.Check check && !check.holds());
    }

    /** The part of single updates below 1 %, over the whole run, whose looks are evenly spaced; NaN from trainers that cannot tell. */
    public double smallUpdates() {
        return looks.stream()
                .mapToDouble(look -> look.consensus()[Problem.SMALL_UPDATES])
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
