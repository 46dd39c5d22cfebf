package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.message.Reply;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.sync.Wait;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.exact.MixingTrainer;

import java.util.List;

/**
 * T6: bandwidths swing by a factor of a hundred, each link in its own time, with latencies of 10 to 400 ms. The bounds
 * hold (the checker asks after every event), rows are announced, readers are held, and nothing stands still.
 */
@Tag("slow")
class SwingsTest {
    private static final int REGIONS = 5;
    private static final int SEEDS = 5;

    /** What a run saw of the barrier. */
    private static final class Barriers implements Observer {
        private int announcements;
        private int held;
        private int read;
        private long keptBytesMax;

        @Override
        public void after(
                long nanos,
                int region,
                int partition,
                Region state,
                Event event,
                List<Effect> effects) {
            for (Effect effect : effects) {
                if (effect instanceof Effect.Persist persist
                        && persist.record() instanceof Record.RowsAnnounced) {
                    announcements++;
                } else if (effect instanceof Effect.Answer answer
                        && answer.reply() instanceof Reply.Pulled pulled) {
                    read += pulled.barred().length;
                }
            }
            for (String wait : state.waits()) {
                held += wait.contains(Wait.BARRIER.text()) ? 1 : 0;
            }
            for (Link link : state.links().all()) {
                keptBytesMax = Math.max(keptBytesMax, link.out().keptBytes());
            }
        }
    }

    private static Wan wan(long seed) {
        var dice = Dice.of(seed, "swings");
        var header = new StringBuilder("region");
        var rates = new StringBuilder();
        var latencies = new StringBuilder();
        for (int from = 0; from < REGIONS; from++) {
            char name = (char) ('A' + from);
            header.append(',').append(name);
            rates.append('\n').append(name);
            latencies.append('\n').append(name);
            for (int to = 0; to < REGIONS; to++) {
                rates.append(",0.2");
                latencies.append(',').append(dice.between(10, 400));
            }
        }
        return Wan.parse("rates", header + rates.toString(), "ms", header + latencies.toString());
    }

    private static Barriers play(
            long seed, SyncModel model, List<Topology> topologies, boolean waitsForBarred) {
        var trainer = new MixingTrainer(80, 8, 20, waitsForBarred, false);
        Job job =
                Cases.job(trainer, model, REGIONS, topologies)
                        .limits(Job.Limits.DEFAULT.withBatches(4000, 500, 8))
                        .maxClock(25)
                        .build();
        var scenario = Cases.scenario(job, wan(seed), trainer).seed(seed);
        var dice = Dice.of(seed, "schedules");
        for (int from = 0; from < REGIONS; from++) {
            for (int to = 0; to < REGIONS; to++) {
                if (from != to) {
                    long first = dice.between(1, 5 * Cases.SECOND);
                    long second = first + dice.between(Cases.SECOND, 20 * Cases.SECOND);
                    long period = second + dice.between(Cases.SECOND, 20 * Cases.SECOND);
                    scenario.schedule(
                            from,
                            to,
                            new Schedule(
                                    new long[] {0, first, second},
                                    new double[] {1, 0.01, 0.1},
                                    period));
                }
            }
        }
        var barriers = new Barriers();
        Cases.run(model + ", seed " + seed, scenario, barriers);
        return barriers;
    }

    private static void engages(SyncModel model, List<Topology> topologies) {
        for (boolean waitsForBarred : new boolean[] {true, false}) {
            long announcements = 0;
            long held = 0;
            long read = 0;
            for (long seed = 1; seed <= SEEDS; seed++) {
                Barriers seen = play(seed, model, topologies, waitsForBarred);
                announcements += seen.announcements;
                held += seen.held;
                read += seen.read;
                assertTrue(seen.keptBytesMax > 500, "no link was ever busy");
            }
            String what =
                    model
                            + ": "
                            + announcements
                            + " announcements, "
                            + held
                            + " waits, "
                            + read
                            + " rows barred";
            System.out.println(what);
            assertTrue(announcements > SEEDS, what);
            assertTrue((waitsForBarred ? held : read) > SEEDS, what);
        }
    }

    @Test
    void gaiaOverAMesh() {
        engages(SyncModel.gaia(0.5, 4, 1, 0), Cases.mesh(REGIONS, 1));
    }

    @Test
    void gaiaOverHubsAndTwoPartitions() {
        engages(SyncModel.gaia(0.2, 4, 2, 1), Cases.hubs(REGIONS, 2, 2));
    }

    @Test
    void thePapersRowsOverStars() {
        engages(
                SyncModel.paper(
                        new RowChoice.SignificantRows(0.05, RowChoice.Significance.NORM), 0),
                Cases.stars(REGIONS, 2));
    }

    @Test
    void thePapersCellsOverAMesh() {
        engages(SyncModel.paper(new RowChoice.SignificantCells(0.05), 1), Cases.mesh(REGIONS, 1));
    }
}
