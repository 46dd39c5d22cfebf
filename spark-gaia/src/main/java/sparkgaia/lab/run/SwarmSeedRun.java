package sparkgaia.lab.run;

import sparkgaia.lab.LinkCount;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.swarm.Swarm;
import sparkgaia.lab.swarm.SwarmSeed;

import java.util.List;

/**
 * What is left to tell of a seed of the swarm.
 *
 * @param text what kind of case it was
 * @param violation what was broken, or null
 * @param faults how many were planned, beside the weather
 */
public record SwarmSeedRun(
        long seed,
        String text,
        String violation,
        long events,
        double virtualSeconds,
        int faults,
        long lostFrames,
        long repeatedFrames) {

    /** @param observers who watch, for this seed alone */
    public static SwarmSeedRun of(long seed, List<Observer> observers) {
        Swarm.Result result = Swarm.run(seed, null, observers);
        int faults = new SwarmSeed(seed).scenario().faults().faults().size();
        Outcome outcome = result.outcome();
        long lost = 0;
        long repeated = 0;
        for (List<LinkCount> row : outcome.links()) {
            for (LinkCount link : row) {
                lost += link == null ? 0 : link.lostFrames();
                repeated += link == null ? 0 : link.repeatedFrames();
            }
        }
        return new SwarmSeedRun(
                seed,
                result.text(),
                result.violation(),
                outcome.events(),
                outcome.seconds(),
                faults,
                lost,
                repeated);
    }

    /** The command that shows what happened. */
    public String replay() {
        return "./gaia lab explain --seed " + seed;
    }
}
