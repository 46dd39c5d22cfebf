package sparkgaia.lab.swarm;

import sparkgaia.lab.Film;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.check.Checker;
import sparkgaia.lab.check.Violation;

import java.util.List;

/** Runs seeds of the swarm, each checked after every event and at its end. */
public final class Swarm {
    /**
     * What came of a seed.
     *
     * @param violation what was broken, or null
     */
    public record Result(long seed, String text, Outcome outcome, String violation) {}

    private Swarm() {}

    public static Result run(long seed) {
        return run(seed, null, List.of());
    }

    /** @param film who reads along, or null */
    public static Result run(long seed, Film film, List<Observer> observers) {
        var drawn = new SwarmSeed(seed);
        Scenario<?, ?> scenario = drawn.scenario();
        var checker = new Checker(scenario.job());
        Run run = new Run(scenario).watch(checker);
        if (film != null) {
            run.film(film);
        }
        observers.forEach(run::watch);
        Outcome outcome = run.play();
        String violation = outcome.failure();
        if (violation == null) {
            violation = atEnd(checker, outcome);
        } else if (drawn.isLossy() && checker.isHelpless(violation)) {
            violation = null;
        }

        return new Result(seed, drawn.text(), outcome, violation);
    }

    private static String atEnd(Checker checker, Outcome outcome) {
        if (!outcome.isFinished()) {
            return "not finished";
        }
        if (!outcome.isComplete()) {
            return "finished without having heard everybody, though everything has healed";
        }
        try {
            checker.checkEnd();
        } catch (Violation found) {
            return found.getMessage();
        }
        return null;
    }
}
