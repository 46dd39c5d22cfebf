package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.OuterFunction;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.Fault.Tail;
import sparkgaia.train.Trainer;
import sparkgaia.train.exact.AveragingTrainer;
import sparkgaia.train.exact.MixingTrainer;
import sparkgaia.train.exact.QuadraticTrainer;

import java.util.List;

/** I7: under BSP any number of regions, over any topology, ends with the bits of one region with the same workers. */
class BspEqualityTest {
    private static final int WORKERS = 22;
    private static final int PARTITIONS = 3;
    private static final MixingTrainer MIXING = new MixingTrainer(17, 3, 5);
    private static final QuadraticTrainer QUADRATIC = new QuadraticTrainer(7, 3, 0.02f, 0.1f);
    private static final AveragingTrainer AVERAGING =
            new AveragingTrainer(7, 3, 4, 0.1f, OuterFunction.nesterov(0.7, 0.9));

    private static <S> Scenario<Void, S> scenario(
            Trainer<Void, S> trainer, SyncModel model, int regions, List<Topology> topologies) {
        int[] regionOf = new int[WORKERS];
        for (int worker = 0; worker < WORKERS; worker++) {
            regionOf[worker] = worker * regions / WORKERS;
        }
        var job =
                Cases.job(trainer, model, regions, topologies)
                        .workersIn(regionOf)
                        .maxClock(8)
                        .build();
        return Cases.scenario(job, trainer);
    }

    /** The digests of one region, to be found in all. */
    private static <S> long[] alone(Trainer<Void, S> trainer, SyncModel model) {
        return Cases.run("alone", scenario(trainer, model, 1, Cases.mesh(1, PARTITIONS)))
                .digests()[0];
    }

    private static <S> void isAsAlone(Trainer<Void, S> trainer, SyncModel model) {
        long[] alone = alone(trainer, model);
        for (int regions : new int[] {2, 3, 11}) {
            for (List<Topology> topologies :
                    List.of(
                            Cases.mesh(regions, PARTITIONS),
                            Cases.hubs(regions, 3, PARTITIONS),
                            Cases.hubs(regions, 2, PARTITIONS),
                            Cases.stars(regions, PARTITIONS))) {
                String what = model + " over " + topologies;
                Outcome outcome = Cases.run(what, scenario(trainer, model, regions, topologies));
                for (long[] region : outcome.digests()) {
                    assertArrayEquals(alone, region, what);
                }
            }
        }
    }

    @Test
    void whatIsReadDecidesWhatIsWrittenAndStillAllTablesAreThatOfOneRegion() {
        isAsAlone(MIXING, SyncModel.bsp());
    }

    @Test
    void sgdInFloatsEndsWithTheBitsOfOneRegion() {
        isAsAlone(QUADRATIC, SyncModel.bsp());
    }

    @Test
    void roundsOfLocalSgdAtFullWidthEndWithTheBitsOfOneRegion() {
        isAsAlone(AVERAGING, SyncModel.localSgd(Coarse.FULL));
    }

    @Test
    void overlappedRoundsAtFullWidthEndWithTheBitsOfOneRegion() {
        isAsAlone(AVERAGING, SyncModel.overlappedSgd(Coarse.FULL));
    }

    /** The check would notice if it were not so. */
    @Test
    void underGaiaWhatIsReadIsAnotherTable() {
        SyncModel gaia = SyncModel.gaia(0.01, 3, 2, 0);
        long[] alone = alone(MIXING, gaia);
        Outcome outcome = Cases.run("", scenario(MIXING, gaia, 3, Cases.mesh(3, PARTITIONS)));
        assertTrue(outcome.isConverged());
        assertTrue(outcome.digests()[0][0] != alone[0]);
    }

    @Test
    @Tag("slow")
    void aWorkerOrASidecarThatDiesAndComesBackAtAnyTimeChangesNoBit() {
        for (SyncModel model : List.of(SyncModel.bsp(), SyncModel.overlappedSgd(Coarse.FULL))) {
            if (model.rounds()) {
                crashes(AVERAGING, model);
            } else {
                crashes(MIXING, model);
                crashes(QUADRATIC, model);
            }
        }
    }

    private static <S> void crashes(Trainer<Void, S> trainer, SyncModel model) {
        long[] alone = alone(trainer, model);
        var calm = scenario(trainer, model, 3, Cases.stars(3, PARTITIONS));
        long nanos = (long) (new Run(calm).play().seconds() * Cases.SECOND);
        for (int time = 0; time < 30; time++) {
            long at = 1 + nanos * time / 30;
            long until = at + Cases.SECOND / 2;
            for (Fault fault :
                    List.of(
                            new Fault.Crash(at, time % 3, Tail.LOST, true, until),
                            new Fault.Crash(at, time % 3, Tail.KEPT, true, until),
                            new Fault.WorkerCrash(at, time % WORKERS, until),
                            new Fault.Zombie(at, time % WORKERS, until))) {
                var scenario = scenario(trainer, model, 3, Cases.stars(3, PARTITIONS));
                Outcome outcome =
                        Cases.run(model + ", " + fault, scenario.faults(Faults.of(until, fault)));
                for (long[] region : outcome.digests()) {
                    assertArrayEquals(alone, region, model + ", " + fault);
                }
            }
        }
    }
}
