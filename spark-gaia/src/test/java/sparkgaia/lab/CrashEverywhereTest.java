package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.core.sync.StopRule;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.lab.Fault.Tail;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.train.exact.MixingTrainer;

import java.util.function.Supplier;

/**
 * T3: a region's process dies before and after every single effect of a scenario, with and without what its disk had
 * not synced yet. Nothing is lost or doubled: the final table is the one without a crash, to the last bit.
 */
@Tag("slow")
class CrashEverywhereTest {
    private static final LedgerTrainer LEDGER = new LedgerTrainer(9, 2, 3);
    private static final MixingTrainer MIXING = new MixingTrainer(8, 2, 3);

    private static void crashEverywhere(Supplier<Scenario<?, ?>> scenario) {
        var calm = new Run(scenario.get());
        Outcome expected = calm.play();
        int crashes = 0;
        for (int region = 0; region < scenario.get().job().regions(); region++) {
            for (long effect = 0; effect <= calm.effects(region); effect++) {
                for (Tail tail : Tail.values()) {
                    String what = "crash of " + region + " before effect " + effect + ", " + tail;
                    var fault = new Fault.CrashAtEffect(region, effect, tail, 700 * Cases.MILLIS);
                    Outcome outcome = Cases.run(what, scenario.get().faults(Faults.of(0, fault)));
                    assertArrayEquals(expected.digests(), outcome.digests(), what);
                    crashes++;
                }
            }
        }
        assertTrue(crashes > 300, crashes + " crashes");
    }

    @Test
    void bspOverAMeshOfTwoPartitions() {
        crashEverywhere(
                () -> {
                    Job job =
                            Cases.job(MIXING, SyncModel.bsp(), 2, Cases.mesh(2, 2))
                                    .workers(2)
                                    .maxClock(3)
                                    .build();
                    return Cases.scenario(job, MIXING);
                });
    }

    @Test
    void bspOverHubs() {
        crashEverywhere(
                () -> {
                    Job job =
                            Cases.job(MIXING, SyncModel.bsp(), 4, Cases.hubs(4, 2, 1))
                                    .maxClock(2)
                                    .build();
                    return Cases.scenario(job, MIXING);
                });
    }

    @Test
    void gaiaOverHubsWithAStop() {
        crashEverywhere(
                () -> {
                    Job job =
                            Cases.job(LEDGER, SyncModel.gaia(0.01, 3, 1, 0), 4, Cases.hubs(4, 2, 1))
                                    .maxClock(6)
                                    .stopRule(new StopRule.AtClock(2))
                                    .build();
                    return Cases.scenario(job, LEDGER);
                });
    }

    @Test
    void sspOverStarsOfTwoPartitionsWithAStop() {
        crashEverywhere(
                () -> {
                    Job job =
                            Cases.job(LEDGER, SyncModel.ssp(1), 3, Cases.stars(3, 2))
                                    .workers(2)
                                    .insideSlack(1)
                                    .maxClock(8)
                                    .stopRule(new StopRule.AtClock(1))
                                    .build();
                    return Cases.scenario(job, LEDGER);
                });
    }
}
