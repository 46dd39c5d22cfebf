package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Command;
import sparkgaia.core.Job;
import sparkgaia.core.Job.Policy;
import sparkgaia.core.sync.StopRule;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.check.Checker;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.exact.LedgerTrainer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What a review of the core found by reading it, each as the shortest scenario that shows it. */
class HostileTest {
    private static final long MILLIS = Cases.MILLIS;
    private static final long SECOND = Cases.SECOND;
    private static final LedgerTrainer LEDGER = new LedgerTrainer(9, 2, 3);

    private static Job.Builder job(SyncModel model, List<Topology> topologies, long wait) {
        return Cases.job(LEDGER, model, topologies.get(0).members().length, topologies)
                .limits(Job.Limits.DEFAULT.withLease(2 * SECOND, SECOND / 2, wait));
    }

    private static Scenario<?, ?> scenario(
            Job job, double unitMillis, double mbps, Fault... faults) {
        return Scenario.of(job, Wan.uniform(job.regions(), mbps, 20), LEDGER)
                .machines(Machines.of(unitMillis * MILLIS))
                .waitForAll()
                .deadline(600 * SECOND)
                .eventsMax(1_000_000)
                .faults(Faults.of(500 * SECOND, faults));
    }

    private static Command view(Job job, int... members) {
        return new Command.ChangeView(
                Collections.nCopies(job.partitions(), Topology.mesh(members)));
    }

    private static Fault[] cut(long at, long until, int region, int... others) {
        var cuts = new ArrayList<Fault>();
        for (int other : others) {
            cuts.add(new Fault.Cut(at, region, other, until, SECOND));
            cuts.add(new Fault.Cut(at, other, region, until, SECOND));
        }
        return cuts.toArray(Fault[]::new);
    }

    @Test
    void whoWasEvictedAndFailsByItselfFailsNobodyElse() {
        Job job = job(SyncModel.bsp(), Cases.mesh(3, 1), 10 * SECOND).maxClock(400).build();
        var diary = new Diary();
        Outcome outcome =
                new Run(
                                scenario(job, 50, 10, cut(2 * SECOND, 16 * SECOND, 2, 0, 1))
                                        .ask(3 * SECOND, 0, view(job, 0, 1)))
                        .watch(new Checker(job))
                        .watch(diary)
                        .play();
        assertNull(outcome.trace());
        assertEquals(Set.of(2), diary.failed.keySet());
    }

    @Test
    void aChangeOfTopologyMayOvertakeTheCopyOfAView() {
        Job job = job(SyncModel.bsp(), Cases.mesh(4, 1), 100 * SECOND).maxClock(40).build();
        for (long at = 2520 * MILLIS; at < 2700 * MILLIS; at += 8 * MILLIS) {
            var star = List.of(Topology.star(new int[] {0, 1, 2}, 1));
            Cases.run(
                    "at " + at,
                    scenario(job, 50, 0.01, new Fault.Leave(1900 * MILLIS, 3))
                            .ask(2 * SECOND, 0, view(job, 0, 1, 2))
                            .ask(at, 0, new Command.ChangeTopology(star)));
        }
    }

    @Test
    void aProposalMayOvertakeTheCopyOfTheViewBefore() {
        for (int partitions : new int[] {1, 3}) {
            Job job =
                    job(SyncModel.bsp(), Cases.mesh(4, partitions), 100 * SECOND)
                            .maxClock(40)
                            .build();
            for (long at = 2520 * MILLIS; at < 2700 * MILLIS; at += 8 * MILLIS) {
                Cases.run(
                        "at " + at,
                        scenario(job, 50, 0.01, new Fault.Leave(1900 * MILLIS, 3))
                                .ask(2 * SECOND, 0, view(job, 0, 1, 2))
                                .ask(at, 0, view(job, 0, 1)));
            }
        }
    }

    @Test
    void aNewNeighbourIsNotMissedForTheTimeBeforeItWasOne() {
        Job job = job(SyncModel.bsp(), Cases.stars(4, 1), 10 * SECOND).maxClock(80).build();
        var mesh = new Command.ChangeTopology(Cases.mesh(4, 1));
        for (long at = 15 * SECOND; at < 15 * SECOND + 500 * MILLIS; at += 10 * MILLIS) {
            Cases.run("at " + at, scenario(job, 70, 10).ask(at, 0, mesh));
        }
    }

    @Test
    void neighboursInLinksThatDrainAreHeardUntilTheyAreDrained() {
        Job job = job(SyncModel.bsp(), Cases.mesh(4, 1), 5 * SECOND).maxClock(8).build();
        var star = new Command.ChangeTopology(Cases.stars(4, 1));
        // A clock takes six seconds; nothing is wrong with anybody.
        Cases.run("", scenario(job, 2000, 10).ask(12_500 * MILLIS, 0, star));
    }

    @Test
    void whoIsSlowBeforeACopyIsNotSilent() {
        Job job =
                job(SyncModel.bsp(), Cases.mesh(3, 1), 5 * SECOND)
                        .policy(Policy.WAIT)
                        .maxClock(8)
                        .build();
        Cases.run(
                "",
                scenario(job, 2000, 10, new Fault.Leave(12_400 * MILLIS, 2))
                        .ask(12_500 * MILLIS, 0, view(job, 0, 1)));
    }

    @Test
    void aFlushThatNeverComesIsNamedAtTheDeadline() {
        Job job = job(SyncModel.async(), Cases.mesh(3, 1), 10 * SECOND).maxClock(20).build();
        // A worker of region C never comes back; its sidecar is well.
        var dead = new Fault.WorkerCrash(SECOND, 2, 100_000 * SECOND);
        var diary = new Diary();
        Outcome outcome =
                new Run(scenario(job, 50, 10, dead).deadline(100 * SECOND)).watch(diary).play();
        assertTrue(diary.failed.containsKey(0), outcome.failure());
        assertTrue(diary.failed.get(0).contains("region C"), diary.failed.get(0));
    }

    @Test
    void aRefusedProposalIsNotTakenUpAgain() {
        Job job =
                job(SyncModel.bsp(), Cases.mesh(4, 1), 100 * SECOND)
                        .policy(Policy.CONTINUE)
                        .stopRule(new StopRule.AtClock(8))
                        .maxClock(200)
                        .build();
        var faults = new ArrayList<>(List.of(cut(SECOND, 4 * SECOND, 2, 0, 1, 3)));
        faults.add(new Fault.Leave(1500 * MILLIS, 3));
        for (long at = 6500 * MILLIS; at < 9 * SECOND; at += 100 * MILLIS) {
            var diary = new Diary();
            new Run(
                            scenario(job, 50, 10, faults.toArray(Fault[]::new))
                                    .machines(Machines.of(50 * MILLIS).withSpeeds(0.2, 0.2, 1, 1))
                                    .deadline(20 * SECOND)
                                    .ask(at, 0, view(job, 0, 1, 2)))
                    .watch(diary)
                    .play();
            assertTrue(diary.sent.getOrDefault("Refusal", 0) <= 4, at + ": " + diary.sent);
        }
    }
}
