package sparkgaia.lab.scenarios;

import sparkgaia.lab.Film;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.check.Checker;
import sparkgaia.lab.check.Violation;

import java.util.Arrays;
import java.util.List;

/**
 * One run of a story.
 *
 * @param yardstick how good a copy is, or null where nothing is learnt
 * @param isChecked whether the invariants are checked after every event
 * @param gone a region that leaves for ever, or -1: what it holds counts in no figure
 */
public record Case(
        String label, Scenario<?, ?> scenario, Yardstick yardstick, boolean isChecked, int gone) {
    static final int NOBODY = -1;

    static Case of(String label, Scenario<?, ?> scenario) {
        return new Case(label, scenario, null, true, NOBODY);
    }

    Case measuredBy(Yardstick stick) {
        return new Case(label, scenario, stick, isChecked, gone);
    }

    /** For runs about speed, and for large ones whose small versions are checked elsewhere. */
    Case unchecked() {
        return new Case(label, scenario, yardstick, false, gone);
    }

    Case without(int region) {
        return new Case(label, scenario, yardstick, isChecked, region);
    }

    /** Plays it; a scenario is played once. */
    public Figures play() {
        return play(null, List.of());
    }

    /** @param film who reads along, or null */
    public Figures play(Film film, List<Observer> observers) {
        var run = new Run(scenario);
        var tally = new Tally(scenario.job(), gone);
        run.watch(tally);
        Checker checker = isChecked ? new Checker(scenario.job()) : null;
        if (isChecked) {
            run.watch(checker);
        }
        observers.forEach(run::watch);
        if (film != null) {
            run.film(film);
        }
        var course = yardstick == null ? null : new Course(yardstick, run);
        Outcome outcome = run.play();
        String failure = outcome.isFinished() ? null : outcome.failure();
        if (failure == null && isChecked && gone == NOBODY) {
            failure = atEnd(checker);
        }
        double seconds = outcome.seconds();
        return new Figures(
                label,
                outcome,
                failure,
                seconds,
                isConverged(outcome),
                tally.waitingShare(seconds),
                tally.longestWaitSeconds(),
                tally.announcements(),
                course == null ? Double.NaN : course.distance(),
                course == null ? Double.NaN : course.reachedSeconds());
    }

    private boolean isConverged(Outcome outcome) {
        int first = gone == 0 ? 1 : 0;
        for (int region = 0; region < outcome.digests().length; region++) {
            if (region != gone
                    && !Arrays.equals(outcome.digests()[first], outcome.digests()[region])) {
                return false;
            }
        }
        return true;
    }

    private static String atEnd(Checker checker) {
        try {
            checker.checkEnd();
        } catch (Violation found) {
            return found.getMessage();
        }
        return null;
    }
}
