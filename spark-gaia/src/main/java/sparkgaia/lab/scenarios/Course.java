package sparkgaia.lab.scenarios;

import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.lab.Run;

/** Follows how near the worst region's copy is to the optimum while a run goes on. */
final class Course {
    /** So much of the distance at the start counts as near. */
    static final double NEAR = 0.1;

    private static final long LOOK_NANOS = 100_000_000L;

    private final Yardstick yardstick;
    private final Run run;
    private double reachedSeconds = Double.NaN;

    Course(Yardstick yardstick, Run run) {
        this.yardstick = yardstick;
        this.run = run;
        run.every(LOOK_NANOS, this::look);
    }

    private void look(Run now) {
        if (Double.isNaN(reachedSeconds) && distance() <= NEAR) {
            reachedSeconds = now.nanos() * 1e-9;
        }
    }

    double reachedSeconds() {
        return reachedSeconds;
    }

    /** Of the worst copy; dead regions have none. */
    double distance() {
        Job job = yardstick.job();
        double worst = 0;
        for (int region = 0; region < job.regions(); region++) {
            var states = new Region[job.partitions()];
            for (int partition = 0; partition < states.length; partition++) {
                states[partition] = run.region(region, partition);
            }
            if (states[0] != null) {
                worst = Math.max(worst, yardstick.distance(states));
            }
        }
        return worst;
    }
}
