package sparkgaia.lab.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Values;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Run;
import sparkgaia.train.TableView;

import java.util.List;
import java.util.TreeMap;

class ConsensusTest {
    private static final Planted PLANTED = Planted.on(3, 2);

    private static TableView copy(Job job, Run run, int region) {
        var values = new Values[job.partitions()];
        for (int partition = 0; partition < values.length; partition++) {
            values[partition] = run.region(region, partition).values();
        }
        return Consensus.view(job, values);
    }

    private static void areSame(Job job, TableView expected, TableView found, String what) {
        for (int table = 0; table < job.tables().size(); table++) {
            for (int row = 0; row < job.tables().get(table).rows(); row++) {
                assertArrayEquals(expected.cells(table, row), found.cells(table, row), what);
            }
        }
    }

    @Test
    void afterTheFlushItIsEveryRegionsCopy() {
        for (SyncModel model :
                List.of(SyncModel.bsp(), SyncModel.ssp(2), SyncModel.gaia(0.3, 4, 3, 1))) {
            for (Shape shape : Shape.values()) {
                var trial = PLANTED.trial(model, shape);
                Job job = trial.job();
                Run run = trial.run(job);
                var consensus = new Consensus(job);
                assertTrue(run.watch(consensus).play().isFinished());
                assertEquals((long) job.maxClock() * job.workers(), consensus.clocks());
                for (int region = 0; region < job.regions(); region++) {
                    String what = model + ", " + shape;
                    areSame(job, consensus.view(), copy(job, run, region), what);
                }
            }
        }
    }

    /** Under BSP nobody commits a clock before everybody has the one before. */
    @Test
    void underBspItIsTheCopyOfARegionWhenAClockIsComplete() {
        for (Shape shape : Shape.values()) {
            assertEquals(PLANTED.settings().clocks(), new ClockEnds(SyncModel.bsp(), shape).play());
        }
    }

    /** With regions ahead of what they have heard, the consensus is what none of them has. */
    @Test
    void beforeTheFlushNoRegionNeedHaveIt() {
        var trial = PLANTED.trial(SyncModel.gaia(0.1, 4, 3, 1), Shape.MESH);
        Job job = trial.job();
        Run run = trial.run(job);
        var consensus = new Consensus(job);
        run.watch(consensus);
        var seen = new boolean[1];
        run.watch(
                new Observer() {
                    @Override
                    public void after(
                            long nanos,
                            int region,
                            int partition,
                            Region state,
                            Event event,
                            List<Effect> effects) {
                        if (!seen[0] && consensus.clocks() == 5L * job.workers()) {
                            seen[0] = true;
                            for (int other = 0; other < job.regions(); other++) {
                                TableView copy = copy(job, run, other);
                                assertThrows(
                                        AssertionError.class,
                                        () -> areSame(job, consensus.view(), copy, ""));
                            }
                        }
                    }
                });
        assertTrue(run.play().isFinished());
        assertTrue(seen[0]);
    }

    /** Compares at every clock that region 0 has complete in all partitions. */
    private static final class ClockEnds implements Observer {
        private final Job job;
        private final Run run;
        private final Consensus consensus;
        private final TreeMap<Integer, Integer> settled = new TreeMap<>();
        private int compared;

        ClockEnds(SyncModel model, Shape shape) {
            var trial = PLANTED.trial(model, shape);
            job = trial.job();
            run = trial.run(job);
            consensus = new Consensus(job);
            run.watch(consensus).watch(this);
        }

        int play() {
            var outcome = run.play();
            assertTrue(outcome.isFinished(), outcome.toString());
            return compared;
        }

        @Override
        public void after(
                long nanos,
                int region,
                int partition,
                Region state,
                Event event,
                List<Effect> effects) {
            for (Effect effect : effects) {
                if (region == 0
                        && effect instanceof Effect.Persist persist
                        && persist.record() instanceof Record.ClockSettled clock
                        && clock.clock() > 0
                        && clock.clock() <= job.maxClock()
                        && settled.merge(clock.clock(), 1, Integer::sum) == job.partitions()) {
                    assertEquals((long) clock.clock() * job.workers(), consensus.clocks());
                    areSame(job, copy(job, run, 0), consensus.view(), "clock " + clock.clock());
                    compared++;
                }
            }
        }
    }
}
