package sparkgaia.lab.run;

import java.util.ArrayList;
import java.util.List;

/** The sums over the seeds of a swarm. Filled seed by seed, by one thread. */
public final class SwarmSummary {
    /** After so many violations a swarm has said enough. */
    public static final int VIOLATIONS_MAX = 10;

    private final List<SwarmSeedRun> violations = new ArrayList<>();
    private long seeds;
    private long events;
    private double virtualSeconds;
    private long faults;
    private long lostFrames;
    private long repeatedFrames;

    /** Takes a seed in; false once there have been enough violations. */
    public boolean add(SwarmSeedRun run) {
        seeds++;
        events += run.events();
        virtualSeconds += run.virtualSeconds();
        faults += run.faults();
        lostFrames += run.lostFrames();
        repeatedFrames += run.repeatedFrames();
        if (run.violation() != null) {
            violations.add(run);
        }
        return violations.size() < VIOLATIONS_MAX;
    }

    /** The seeds that broke something, in their order. */
    public List<SwarmSeedRun> violations() {
        return violations;
    }

    public long seeds() {
        return seeds;
    }

    public long events() {
        return events;
    }

    public double virtualSeconds() {
        return virtualSeconds;
    }

    public long faults() {
        return faults;
    }

    public long lostFrames() {
        return lostFrames;
    }

    public long repeatedFrames() {
        return repeatedFrames;
    }
}
