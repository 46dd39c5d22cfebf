package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.check.Checker;
import sparkgaia.train.exact.MixingTrainer;

import java.util.List;

/**
 * T4: every frame comes ten times, the last up to an hour late, over connections that break and with batches that
 * overtake each other. I1 and I2 hold, and what a region keeps to recognise repeats does not grow with their number.
 */
class LateRepeatsTest {
    private static final int COPIES = 9;
    private static final long LATEST_NANOS = 3600 * Cases.SECOND;
    private static final long HEAL_NANOS = 20 * Cases.SECOND;
    private static final int EARLY_MAX = 4;
    private static final MixingTrainer MIXING = new MixingTrainer(9, 2, 3);

    /** Delivers nine copies of each frame, and measures what recognising them takes. */
    private static final class Tenfold implements Observer {
        private final Dice dice = Dice.of(4, "copies");
        private World world;
        private boolean isCopy;
        private int copies;
        private int early;

        @Override
        public void before(long nanos, int region, int partition, Region state, Event event) {
            if (isCopy || !(event instanceof Event.FrameArrived)) {
                return;
            }
            for (int copy = 0; copy < COPIES; copy++) {
                world.simulation()
                        .after(
                                dice.scaled(Cases.MILLIS, LATEST_NANOS),
                                () -> {
                                    isCopy = true;
                                    world.sidecar(region).deliver(partition, event);
                                    isCopy = false;
                                    copies++;
                                });
            }
        }

        @Override
        public void after(
                long nanos,
                int region,
                int partition,
                Region state,
                Event event,
                List<Effect> effects) {
            for (Link link : state.links().all()) {
                early = Math.max(early, link.early().size());
                assertTrue(link.early().size() <= EARLY_MAX);
            }
        }
    }

    /** The most batches that a link ever held ahead of their turn. */
    private static int play(SyncModel model, List<Topology> topologies, int maxClock) {
        int regions = topologies.get(0).members().length;
        Job job =
                Cases.job(MIXING, model, regions, topologies)
                        .limits(Job.Limits.DEFAULT.withBatches(500, 60, EARLY_MAX))
                        .maxClock(maxClock)
                        .build();
        var weather = new Weather(0.2, 0.2, 0, Cases.SECOND, 0.5);
        var faults = new Faults(weather, Cases.SECOND, List.of(), HEAL_NANOS);
        var checker = new Checker(job);
        var tenfold = new Tenfold();
        var simulation = new Simulation();
        tenfold.world =
                new World(
                        Cases.scenario(job, MIXING).faults(faults),
                        simulation,
                        List.of(checker, tenfold));
        tenfold.world.start();
        Verdict verdict = tenfold.world.verdict();
        while (!verdict.isOver() && simulation.now() < LATEST_NANOS) {
            simulation.step();
        }
        assertTrue(verdict.isOver(), model + " has not finished");
        simulation.runUntil(simulation.now() + LATEST_NANOS);
        assertNull(verdict.failure());
        checker.checkEnd();
        assertTrue(tenfold.copies > 1000, tenfold.copies + " copies");
        for (int region = 0; region < regions; region++) {
            for (int partition = 0; partition < topologies.size(); partition++) {
                Region state = tenfold.world.sidecar(region).partition(partition).state();
                assertTrue(state.isComplete());
                assertEquals(1, state.versions().size());
                for (Link link : state.links().all()) {
                    assertTrue(link.early().isEmpty() && link.out().kept().isEmpty());
                    assertTrue(link.out().announcements().isEmpty() && link.barrier().isOpen());
                }
            }
        }
        return tenfold.early;
    }

    @Test
    void bsp() {
        assertTrue(play(SyncModel.bsp(), Cases.mesh(3, 2), 20) > 0);
    }

    @Test
    void ssp() {
        assertTrue(play(SyncModel.ssp(2), Cases.stars(4, 2), 20) > 0);
    }

    @Test
    void gaia() {
        assertTrue(play(SyncModel.gaia(0.001, 3, 2, 1), Cases.hubs(4, 2, 1), 20) > 0);
    }

    @Test
    void roundsThatOverlap() {
        play(SyncModel.overlappedSgd(Coarse.FULL), Cases.hubs(4, 2, 1), 20);
    }

    @Test
    @Tag("slow")
    void aLongJobKeepsNoMoreThanAShortOne() {
        assertTrue(play(SyncModel.ssp(2), Cases.stars(4, 2), 200) <= EARLY_MAX);
    }
}
