package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.exact.CountsTrainer;

import java.util.ArrayList;
import java.util.List;

/** The choice of rows for counts under every invariant: what its filter keeps back is neither lost nor shared twice. */
class SignificantCountsTest {
    private static final CountsTrainer COUNTS = new CountsTrainer(12, 4, 2);
    private static final int REGIONS = 4;

    private static Scenario<?, ?> scenario(
            long seed, SyncModel model, List<Topology> topologies, double mbps) {
        Job job =
                Cases.job(COUNTS, model, REGIONS, topologies)
                        .workers(2)
                        .insideSlack((int) (seed % 2))
                        .maxClock(12)
                        .build();
        var shards = new ArrayList<List<Integer>>();
        for (int worker = 0; worker < job.workers(); worker++) {
            shards.add(COUNTS.records(seed, worker, 30 + 10 * worker));
        }
        return Scenario.of(job, Wan.uniform(REGIONS, mbps, 30), COUNTS, shards)
                .machines(Machines.of(Cases.MILLIS).withStraggling(0.5, seed))
                .seed(seed)
                .saveEvery(3)
                .waitForAll()
                .deadline(50_000 * Cases.SECOND)
                .eventsMax(5_000_000);
    }

    @Test
    void noInvariantIsHurtOverAnyTopologyAndByAnyFault() {
        for (long seed = 1; seed <= 24; seed++) {
            for (List<Topology> topologies :
                    List.of(
                            Cases.mesh(REGIONS, 2),
                            Cases.hubs(REGIONS, 2, 1),
                            Cases.stars(REGIONS, 3))) {
                double mbps = seed % 3 == 0 ? 0.002 : 1;
                int age = 1 + (int) (seed % 4);
                SyncModel model = SyncModel.gaiaCounts(0.5, seed % 5 / 2.0, age, (int) (seed % 3));
                Scenario<?, ?> scenario = scenario(seed, model, topologies, mbps);
                scenario.faults(Faults.draw(seed, scenario.job(), 3 * Cases.SECOND, 20));
                Outcome outcome = Cases.run("seed " + seed + " over " + topologies, scenario);
                assertTrue(outcome.isConverged());
            }
        }
    }

    @Test
    void theFilterSavesBytes() {
        long through =
                Cases.run("", scenario(1, SyncModel.gaiaCounts(1, 0, 6, 1), Cases.mesh(4, 1), 1))
                        .bytes();
        long filtered =
                Cases.run("", scenario(1, SyncModel.gaiaCounts(1, 4, 6, 1), Cases.mesh(4, 1), 1))
                        .bytes();
        assertTrue(filtered < through, filtered + " against " + through);
    }
}
