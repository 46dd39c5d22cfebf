package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.core.Job.Policy;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.check.Checker;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.exact.LedgerTrainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** T5: a region is lost, for good or for a while, for all or for some. */
class LossTest {
    private static final long MILLIS = Cases.MILLIS;
    private static final long SECOND = Cases.SECOND;
    private static final LedgerTrainer LEDGER = new LedgerTrainer(9, 2, 3);
    private static final long LEASE = 2 * SECOND;
    private static final long TICK = SECOND / 2;
    private static final long DEADLINE = 10 * SECOND;

    /** Two links one after the other, syncs of a disk, and the computing of a clock. */
    private static final long UNDER_WAY = 600 * MILLIS;

    private static Job.Builder job(List<Topology> topologies, SyncModel model, Policy policy) {
        return Cases.job(LEDGER, model, topologies.get(0).members().length, topologies)
                .maxClock(25)
                .policy(policy)
                .limits(Job.Limits.DEFAULT.withLease(LEASE, TICK, DEADLINE));
    }

    /** A clock takes a tenth of a second or so. */
    private static Scenario<?, ?> scenario(Job job, double unitMillis, Fault... faults) {
        return Scenario.of(job, Wan.uniform(job.regions(), 10, 20), LEDGER)
                .machines(Machines.of(unitMillis * MILLIS))
                .deadline(600 * SECOND)
                .faults(Faults.of(300 * SECOND, faults));
    }

    private static final Map<String, List<Topology>> TOPOLOGIES =
            new TreeMap<>(
                    Map.of(
                            "mesh", Cases.mesh(6, 1),
                            "hubs", Cases.hubs(6, 3, 2),
                            "star", List.of(Topology.star(Cases.all(6), 3))));

    private static final List<SyncModel> MODELS =
            List.of(SyncModel.bsp(), SyncModel.ssp(1), SyncModel.gaia(0.5, 4, 1, 0));

    /** Both ways between one region and others. */
    private static Fault[] cut(long at, long until, int region, int... others) {
        var cuts = new ArrayList<Fault>();
        for (int other : others) {
            cuts.add(new Fault.Cut(at, region, other, until, SECOND));
            cuts.add(new Fault.Cut(at, other, region, until, SECOND));
        }
        return cuts.toArray(Fault[]::new);
    }

    @Test
    void whoLeavesForEverHoldsTheOthersUpForALeaseAndATickUnderContinue() {
        long left = 1500 * MILLIS;
        TOPOLOGIES.forEach(
                (name, topologies) -> {
                    for (SyncModel model : MODELS) {
                        for (int lost : new int[] {0, 1, 3, 5}) {
                            String what = "region " + lost + " leaves a " + name + ", " + model;
                            Job job = job(topologies, model, Policy.CONTINUE).build();
                            var diary = new Diary();
                            var checker = new Checker(job);
                            Outcome outcome =
                                    new Run(scenario(job, 30, new Fault.Leave(left, lost)))
                                            .watch(checker)
                                            .watch(diary)
                                            .play();
                            assertNull(outcome.failure(), what);
                            assertFalse(outcome.isComplete() && !diary.finished.isEmpty(), what);
                            for (int other = 0; other < 6; other++) {
                                if (other != lost) {
                                    // What was under way may still let one more clock start.
                                    long next = diary.nextStart(other, left + UNDER_WAY);
                                    assertTrue(next > left + LEASE - UNDER_WAY, what);
                                    assertTrue(
                                            next <= left + LEASE + TICK + UNDER_WAY,
                                            what + ": " + other + " goes on at " + next);
                                    assertEquals(false, diary.finished.get(other), what);
                                }
                            }
                        }
                    }
                });
    }

    @Test
    void whoLeavesForEverEndsTheJobByNameAtTheDeadlineUnderWait() {
        long left = 1500 * MILLIS;
        TOPOLOGIES.forEach(
                (name, topologies) -> {
                    for (int lost : new int[] {0, 4}) {
                        String what = "region " + lost + " leaves a " + name;
                        Job job = job(topologies, SyncModel.bsp(), Policy.WAIT).build();
                        var diary = new Diary();
                        Outcome outcome =
                                new Run(scenario(job, 30, new Fault.Leave(left, lost)))
                                        .watch(new Checker(job))
                                        .watch(diary)
                                        .play();
                        assertFalse(outcome.isFinished(), what);
                        assertNull(outcome.trace(), what);
                        String mirror = "the mirror clock of region " + job.name(lost);
                        String silent = "region " + job.name(lost) + " has not been heard for";
                        String said = diary.failed.values().toString();
                        assertTrue(said.contains(mirror) || said.contains(silent), said);
                        for (int other = 0; other < 6; other++) {
                            if (other != lost) {
                                long at = diary.failedAt.get(other);
                                assertTrue(at > left + DEADLINE - UNDER_WAY, what + " at " + at);
                                assertTrue(at < left + DEADLINE + TICK + UNDER_WAY, what + at);
                            }
                        }
                    }
                });
    }

    @Test
    void whoReturnsWithItsDiskAfterALongCutGoesOnWhereItWas() {
        TOPOLOGIES.forEach(
                (name, topologies) -> {
                    for (SyncModel model : MODELS) {
                        for (int away : new int[] {0, 5}) {
                            int[] others =
                                    Arrays.stream(Cases.all(6))
                                            .filter(region -> region != away)
                                            .toArray();
                            Job job = job(topologies, model, Policy.CONTINUE).build();
                            var faults =
                                    new ArrayList<>(List.of(cut(SECOND, 8 * SECOND, away, others)));
                            faults.add(
                                    new Fault.Crash(
                                            2 * SECOND, away, Fault.Tail.LOST, true, 7 * SECOND));
                            var diary = new Diary();
                            String what = "region " + away + " of a " + name + ", " + model;
                            Scenario<?, ?> scenario =
                                    scenario(job, 30, faults.toArray(Fault[]::new)).waitForAll();
                            Outcome outcome = Cases.run(what, scenario, diary);
                            assertTrue(outcome.isConverged(), what);
                            // The others did not wait for it.
                            assertTrue(
                                    diary.starts.get(others[1]).lastEntry().getValue() < 8 * SECOND,
                                    what);
                        }
                    }
                });
    }

    @Test
    void whoLostItsDiskIsFoundOutAndTheOthersGoOnWithoutIt() {
        for (Policy policy : List.of(Policy.CONTINUE, Policy.WAIT)) {
            Job job = job(Cases.mesh(3, 1), SyncModel.bsp(), policy).maxClock(8).build();
            // While its workers compute a long clock; they do not ask a region that knows nothing.
            var crash = new Fault.Crash(7 * SECOND, 2, Fault.Tail.LOST, false, 7 * SECOND + MILLIS);
            var diary = new Diary();
            // The checker's books of a link end with the disk of one of its sides.
            var run = new Run(scenario(job, 1000, crash).deadline(120 * SECOND)).watch(diary);
            Outcome outcome = run.play();
            assertNull(outcome.trace());
            assertArrayEquals(outcome.digests()[0], outcome.digests()[1]);
            // It takes no part: no clock is started there, and none of its links carries anything.
            assertTrue(diary.starts.get(2).lastEntry().getValue() < 7 * SECOND);
            assertTrue(run.region(2, 0).clock() < 0);
            assertNull(diary.finished.get(2));
            if (policy == Policy.CONTINUE) {
                assertEquals(Map.of(0, false, 1, false), diary.finished);
                assertEquals(8, diary.starts.get(0).lastKey());
                assertTrue(
                        outcome.failure() == null || outcome.failure().contains("C.0 clock -1"),
                        outcome.failure());
            } else {
                assertTrue(diary.failed.keySet().containsAll(Set.of(0, 1)), diary.failed + "");
                assertTrue(outcome.failure().contains("region C"), outcome.failure());
            }
        }
    }

    @Test
    void aHubThatDiesWhileForwardingComesBackAndNothingIsLostOrDoubled() {
        for (SyncModel model : MODELS) {
            Job job = job(Cases.hubs(6, 3, 1), model, Policy.WAIT).maxClock(5).build();
            var calm = new Run(scenario(job, 30).waitForAll());
            Outcome expected = calm.play();
            int crashes = 0;
            for (long effect = 5; effect < calm.effects(3); effect += 11) {
                Fault.Tail tail = Fault.Tail.values()[crashes++ % 3];
                String what = model + ": hub dies before effect " + effect + ", " + tail;
                var crash = new Fault.CrashAtEffect(3, effect, tail, 700 * MILLIS);
                Outcome outcome = Cases.run(what, scenario(job, 30, crash).waitForAll());
                assertTrue(outcome.isConverged(), what);
                assertArrayEquals(expected.digests(), outcome.digests(), what);
            }
            assertTrue(crashes > 15, crashes + " crashes");
        }
    }

    @Test
    void aMemberThatIsGoneForSomeAndNotForOthersIsMissedByThoseAlone() {
        for (SyncModel model : MODELS) {
            for (boolean isOneWay : new boolean[] {true, false}) {
                String what = model + (isOneWay ? ", one way" : ", both ways");
                Job job = job(Cases.mesh(3, 2), model, Policy.CONTINUE).maxClock(60).build();
                Fault[] cut =
                        isOneWay
                                ? new Fault[] {
                                    new Fault.Cut(SECOND, 2, 0, 12 * SECOND, 20 * SECOND)
                                }
                                : cut(SECOND, 12 * SECOND, 0, 2);
                var diary = new Diary();
                Outcome outcome = Cases.run(what, scenario(job, 30, cut).waitForAll(), diary);
                assertTrue(outcome.isConverged(), what);
                // All three went on during the cut, as soon as the two had given each other up.
                for (int region = 0; region < 3; region++) {
                    long count =
                            diary.starts.get(region).values().stream()
                                    .filter(nanos -> nanos > 5 * SECOND && nanos < 11 * SECOND)
                                    .count();
                    assertTrue(count > 10, what + ": " + count + " clocks in region " + region);
                }
            }
        }
    }
}
