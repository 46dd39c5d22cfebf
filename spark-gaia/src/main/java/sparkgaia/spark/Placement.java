package sparkgaia.spark;

import sparkgaia.core.table.Range;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which worker is of which region, and in which task: workers are numbered region by region, and a task has a run of
 * them.
 */
public record Placement(List<String> regions, int workersPerRegion, int tasks)
        implements Serializable {
    public static final int REGIONS_MAX = 64;
    public static final int WORKERS_PER_TASK_MAX = 64;

    public Placement {
        regions = List.copyOf(regions);
        Range.check("regions", regions.size(), 1, REGIONS_MAX);
        Range.check("workers of a region", workersPerRegion, 1, 1_000);
        Range.check("tasks", tasks, 1, (long) regions.size() * workersPerRegion);
        Range.check(
                "workers of a task",
                (regions.size() * workersPerRegion + tasks - 1) / tasks,
                1,
                WORKERS_PER_TASK_MAX);
    }

    /**
     * As many tasks as can run at once, or as there are workers.
     *
     * @param wanted workers of a region; 0 for as many as keep all slots busy
     */
    static Placement of(List<String> regions, int wanted, int slots) {
        int perRegion = wanted > 0 ? wanted : Math.max(1, slots / regions.size());
        return new Placement(regions, perRegion, Math.min(slots, regions.size() * perRegion));
    }

    int workers() {
        return regions.size() * workersPerRegion;
    }

    String regionOf(int worker) {
        return regions.get(worker / workersPerRegion);
    }

    int taskOf(int worker) {
        return (int) ((long) worker * tasks / workers());
    }

    List<Integer> workersOf(int task) {
        var workers = new ArrayList<Integer>();
        for (int worker = 0; worker < workers(); worker++) {
            if (taskOf(worker) == task) {
                workers.add(worker);
            }
        }
        return workers;
    }
}
