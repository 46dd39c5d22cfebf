package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sparkgaia.core.Command;
import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Job.Policy;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.sync.StopRule;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.check.Checker;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.exact.CountsTrainer;
import sparkgaia.train.exact.LedgerTrainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** T5: other members and other links while a job runs, and all that can come between. */
@Tag("slow")
class ViewsTest {
    private static final long MILLIS = Cases.MILLIS;
    private static final long SECOND = Cases.SECOND;
    private static final LedgerTrainer LEDGER = new LedgerTrainer(9, 2, 3);
    private static final CountsTrainer COUNTS = new CountsTrainer(6, 3, 2);
    private static final long LEASE = 2 * SECOND;
    private static final long TICK = SECOND / 2;
    private static final long DEADLINE = 30 * SECOND;
    private static final List<SyncModel> MODELS =
            List.of(SyncModel.bsp(), SyncModel.ssp(1), SyncModel.gaia(0.5, 4, 1, 0));

    private static Job.Builder job(
            sparkgaia.train.Trainer<?, ?> trainer, List<Topology> topologies, SyncModel model) {
        return Cases.job(trainer, model, topologies.get(0).members().length, topologies)
                .maxClock(30)
                .policy(Policy.CONTINUE)
                .limits(Job.Limits.DEFAULT.withLease(LEASE, TICK, DEADLINE));
    }

    private static Scenario<?, ?> scenario(Job job, Fault... faults) {
        return usual(Scenario.of(job, wan(job), LEDGER), faults);
    }

    private static Scenario<?, ?> counting(Job job, Fault... faults) {
        var shards = new ArrayList<List<Integer>>();
        for (int worker = 0; worker < job.workers(); worker++) {
            shards.add(COUNTS.records(1, worker, 9));
        }
        return usual(Scenario.of(job, wan(job), COUNTS, shards), faults);
    }

    private static Wan wan(Job job) {
        return Wan.uniform(job.regions(), 10, 20);
    }

    private static Scenario<?, ?> usual(Scenario<?, ?> scenario, Fault... faults) {
        return scenario.machines(Machines.of(30 * MILLIS))
                .waitForAll()
                .deadline(600 * SECOND)
                .eventsMax(2_000_000)
                .faults(Faults.of(500 * SECOND, faults));
    }

    /** The members of a mesh, but some. */
    private static Command evict(Job job, int... gone) {
        int[] members =
                Arrays.stream(Cases.all(job.regions()))
                        .filter(region -> Arrays.stream(gone).noneMatch(lost -> lost == region))
                        .toArray();
        return view(job, members);
    }

    private static Command view(Job job, int... members) {
        return new Command.ChangeView(
                Collections.nCopies(job.partitions(), Topology.mesh(members)));
    }

    private static Command rewire(Job job, Topology topology) {
        return new Command.ChangeTopology(Collections.nCopies(job.partitions(), topology));
    }

    private static Fault[] cut(long at, long until, int region, int... others) {
        var cuts = new ArrayList<Fault>();
        for (int other : others) {
            cuts.add(new Fault.Cut(at, region, other, until, SECOND));
            cuts.add(new Fault.Cut(at, other, region, until, SECOND));
        }
        return cuts.toArray(Fault[]::new);
    }

    private static Fault[] and(Fault[] some, Fault... more) {
        var all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(Fault[]::new);
    }

    @Test
    void aHubThatIsLostForGoodIsEvictedByItsLeavesAndTheOthers() {
        for (SyncModel model : MODELS) {
            for (int hub : new int[] {0, 3}) {
                String what = "hub " + hub + ", " + model;
                Job job = job(COUNTS, Cases.hubs(6, 3, 2), model).build();
                int leaf = hub + 1;
                var diary = new Diary();
                Cases.run(
                        what,
                        counting(job, new Fault.Leave(1300 * MILLIS, hub))
                                .ask(1800 * MILLIS, leaf, evict(job, hub)),
                        diary);
                assertEquals(1, diary.views.lastKey(), what);
                assertEquals(2, diary.copies(), what);
                assertEquals(5, diary.versions.size(), what);
            }
        }
    }

    @Test
    void twoWhoAskForTheSameAtOnceBeginOneView() {
        for (long apart : new long[] {0, 5 * MILLIS, 20 * MILLIS, 45 * MILLIS}) {
            Job job = job(LEDGER, Cases.mesh(4, 1), SyncModel.bsp()).build();
            var diary = new Diary();
            Cases.run(
                    "asked " + apart + " ns apart",
                    scenario(job, new Fault.Leave(1300 * MILLIS, 3))
                            .ask(1500 * MILLIS, 0, evict(job, 3))
                            .ask(1500 * MILLIS + apart, 2, evict(job, 3)),
                    diary);
            assertEquals(Map.of(1, "[0, 1, 2]"), diary.views);
            assertEquals(1, diary.copies());
        }
    }

    @Test
    void twoWhoAskForDifferentViewsAtOnceBlockAndAreNamed() {
        Job job = job(LEDGER, Cases.mesh(4, 1), SyncModel.bsp()).build();
        var diary = new Diary();
        var named = new ArrayList<String>();
        Outcome outcome =
                new Run(
                                scenario(job)
                                        .ask(1500 * MILLIS, 0, evict(job, 3))
                                        .ask(1500 * MILLIS, 1, evict(job, 2)))
                        .watch(new Checker(job))
                        .watch(diary)
                        .every(5 * SECOND, run -> named.addAll(run.region(0, 0).waits()))
                        .play();
        assertNull(outcome.trace());
        assertEquals(Map.of(), diary.views);
        assertTrue(named.get(0).contains("for the next view of region"), named.toString());
        assertTrue(outcome.failure().contains("for the next view of region"), outcome.failure());
    }

    @Test
    void aViewWaitsForTheConsentOfSomebodyWhoIsCutOffAndSaysSo() {
        for (SyncModel model : MODELS) {
            Job job = job(LEDGER, Cases.mesh(4, 1), model).maxClock(200).build();
            var diary = new Diary();
            var named = new TreeMap<Long, List<String>>();
            Fault[] faults =
                    and(cut(SECOND, 12 * SECOND, 2, 0, 1, 3), new Fault.Leave(1300 * MILLIS, 3));
            Scenario<?, ?> scenario = scenario(job, faults).ask(1500 * MILLIS, 0, evict(job, 3));
            var checker = new Checker(job);
            Outcome outcome =
                    new Run(scenario)
                            .watch(checker)
                            .watch(diary)
                            .every(SECOND, run -> named.put(run.nanos(), run.region(0, 0).waits()))
                            .play();
            assertNull(outcome.failure(), model.toString());
            assertTrue(outcome.isComplete());
            checker.checkEnd();
            assertEquals(Map.of(1, "[0, 1, 2]"), diary.views);
            String blocked = named.get(10 * SECOND).toString();
            assertTrue(blocked.contains("for the next view of region C"), blocked);
            // Nobody has started what the consents hold back.
            long until = 12 * SECOND;
            assertTrue(
                    diary.starts.get(0).values().stream()
                            .noneMatch(nanos -> nanos > 6 * SECOND && nanos < until));
        }
    }

    @Test
    void whoWasEvictedWhileCutOffIsToldSoAndChangesNothing() {
        for (SyncModel model : MODELS) {
            for (int zombie : new int[] {0, 3}) {
                Job job = job(COUNTS, Cases.mesh(4, 2), model).maxClock(200).build();
                int[] others =
                        Arrays.stream(Cases.all(4)).filter(region -> region != zombie).toArray();
                Supplier<Scenario<?, ?>> scenario =
                        () -> counting(job).ask(3 * SECOND, others[1], evict(job, zombie));
                var gone = new Diary();
                Scenario<?, ?> never =
                        scenario.get()
                                .faults(
                                        Faults.of(
                                                500 * SECOND,
                                                cut(SECOND, 400 * SECOND, zombie, others)));
                Outcome without = new Run(never).watch(gone).play();
                var diary = new Diary();
                Fault[] cut = cut(SECOND, 9 * SECOND, zombie, others);
                String what = "zombie " + zombie + ", " + model;
                Outcome outcome =
                        Cases.run(what, scenario.get().faults(Faults.of(500 * SECOND, cut)), diary);
                assertEquals(Set.of(zombie), diary.out.keySet(), what);
                assertTrue(diary.out.get(zombie).contains("gone on without this region"), what);
                // It went on alone meanwhile, and the others did too.
                assertTrue(diary.starts.get(zombie).lastKey() > 15, what);
                assertTrue(diary.starts.get(others[0]).lastKey() == 200, what);
                if (model.isByClock()) {
                    for (int other : others) {
                        assertEquals(
                                Arrays.toString(without.digests()[other]),
                                Arrays.toString(outcome.digests()[other]),
                                what);
                    }
                }
            }
        }
    }

    /** The first member begins a change of topology that it tells to nobody, to some, or to all; then it is lost. */
    @Test
    void anEvictionMeetsAChangeOfTopologyThatNoneSomeOrAllKnow() {
        var known = new TreeMap<Integer, Integer>();
        for (SyncModel model : MODELS) {
            for (int knowers = 0; knowers <= 3; knowers++) {
                Job job = job(COUNTS, Cases.mesh(4, 2), model).build();
                var deaf = new ArrayList<Fault>();
                for (int other = 1; other <= 3 - knowers; other++) {
                    deaf.add(new Fault.Stall(1400 * MILLIS, 0, other, 5 * SECOND));
                }
                deaf.add(new Fault.Leave(1700 * MILLIS, 0));
                var diary = new Diary();
                String what = knowers + " know, " + model;
                Cases.run(
                        what,
                        counting(job, deaf.toArray(Fault[]::new))
                                .ask(1500 * MILLIS, 0, rewire(job, Topology.star(Cases.all(4), 1)))
                                .ask(1510 * MILLIS, 1, evict(job, 0)),
                        diary);
                assertEquals("[1, 2, 3]", diary.views.get(1), what);
                for (int member = 1; member < 4; member++) {
                    assertEquals(diary.versions.get(1), diary.versions.get(member), what);
                }
                known.merge(diary.versions.get(1).size(), 1, Integer::sum);
            }
        }
        // With the change of topology and without it.
        assertEquals(Set.of(1, 2), known.keySet());
    }

    /** Crashes every remaining region before each effect from its first part in the change to the last. */
    private static int crashEverywhere(
            Supplier<Scenario<?, ?>> scenario, int[] members, int views) {
        Scenario<?, ?> calm = scenario.get();
        var span = new TreeMap<Integer, long[]>();
        var run = new Run(calm);
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
                                for (Effect effect : effects) {
                                    if (effect instanceof Effect.Persist persist
                                            && (persist.record() instanceof Record.ViewConsented
                                                    || persist.record()
                                                            instanceof Record.VersionBegun
                                                    || persist.record()
                                                            instanceof Record.CopyTaken)) {
                                        long now = run.effects(region);
                                        span.computeIfAbsent(region, key -> new long[] {now, 0})[
                                                        1] =
                                                now + effects.size() + 6;
                                    }
                                }
                            }
                        })
                .play();
        int crashes = 0;
        for (int member : members) {
            for (long effect = span.get(member)[0]; effect <= span.get(member)[1]; effect++) {
                Fault.Tail tail = Fault.Tail.values()[(int) (effect % 3)];
                String what = "crash of " + member + " before effect " + effect + ", " + tail;
                var faults = new ArrayList<>(calm.faults().faults());
                faults.add(new Fault.CrashAtEffect(member, effect, tail, 700 * MILLIS));
                var diary = new Diary();
                Cases.run(
                        what,
                        scenario.get()
                                .faults(Faults.of(500 * SECOND, faults.toArray(Fault[]::new))),
                        diary);
                assertEquals(views, diary.views.lastKey(), what);
                crashes++;
            }
        }
        return crashes;
    }

    @Test
    void aCrashAtAnyEffectOfAnEvictionEndsInOneView() {
        for (SyncModel model : MODELS) {
            Job job = job(COUNTS, Cases.hubs(4, 2, 2), model).maxClock(14).build();
            int crashes =
                    crashEverywhere(
                            () ->
                                    counting(job, new Fault.Leave(700 * MILLIS, 2))
                                            .ask(800 * MILLIS, 3, evict(job, 2))
                                            // Nobody keeps what was asked of a region that died.
                                            .ask(2000 * MILLIS, 0, evict(job, 2)),
                            new int[] {0, 1, 3},
                            1);
            assertTrue(crashes > 100, crashes + " crashes");
        }
    }

    @Test
    void aCrashAtAnyEffectOfAChangeOfTopologyLosesAndDoublesNothing() {
        for (SyncModel model : MODELS) {
            Job job =
                    job(LEDGER, Cases.hubs(4, 2, 2), model)
                            .maxClock(14)
                            .policy(Policy.WAIT)
                            .build();
            int crashes =
                    crashEverywhere(
                            () ->
                                    scenario(job)
                                            .ask(
                                                    800 * MILLIS,
                                                    0,
                                                    rewire(job, Topology.mesh(Cases.all(4)))),
                            Cases.all(4),
                            0);
            assertTrue(crashes > 50, crashes + " crashes");
        }
    }

    @Test
    void theSecondMemberDecidesTheStopWhenTheFirstIsEvicted() {
        for (SyncModel model : MODELS) {
            StopRule rule = new StopRule.AtClock(20);
            Job job = job(LEDGER, Cases.mesh(4, 1), model).maxClock(60).stopRule(rule).build();
            var diary = new Diary();
            Cases.run(
                    model.toString(),
                    scenario(job, new Fault.Leave(1300 * MILLIS, 0))
                            .ask(1500 * MILLIS, 2, evict(job, 0)),
                    diary);
            int stop = 20 + 2 * model.stopSlack() + 1;
            for (int member = 1; member < 4; member++) {
                assertEquals(stop, diary.starts.get(member).lastKey(), model.toString());
            }
        }
    }

    @Test
    void anEvictionRightAtTheStopIsRefusedOrBeginsAndAllEnd() {
        int begun = 0;
        int refused = 0;
        for (SyncModel model : MODELS) {
            StopRule rule = new StopRule.AtClock(10);
            Job job =
                    job(COUNTS, Cases.mesh(3, 2), model)
                            .policy(Policy.WAIT)
                            .maxClock(40)
                            .stopRule(rule)
                            .build();
            var calm = new Diary();
            Outcome end = Cases.run("nothing", counting(job), calm);
            long last = calm.starts.get(0).lastEntry().getValue();
            long stop = (long) (end.seconds() * SECOND) + 50 * MILLIS;
            for (long at = last - 200 * MILLIS; at < stop; at += 17 * MILLIS) {
                var diary = new Diary();
                String what = model + ", asked at " + at;
                var checker = new Checker(job);
                Outcome outcome =
                        new Run(counting(job).ask(at, 1, evict(job, 2)))
                                .watch(checker)
                                .watch(diary)
                                .play();
                assertNull(outcome.failure(), what);
                assertTrue(outcome.isComplete(), what);
                checker.checkEnd();
                begun += diary.views.size();
                refused += diary.refusals.size();
                assertEquals(
                        Arrays.toString(outcome.digests()[0]),
                        Arrays.toString(outcome.digests()[1]),
                        what);
            }
        }
        assertTrue(begun > 5 && refused > 0, begun + " begun, " + refused + " refused");
    }

    @Test
    void aChangeOfTopologyRightAtTheStopLosesNothing() {
        int begun = 0;
        int refused = 0;
        for (SyncModel model : MODELS) {
            StopRule rule = new StopRule.AtClock(10);
            Job job =
                    job(LEDGER, Cases.mesh(3, 2), model)
                            .policy(Policy.WAIT)
                            .maxClock(40)
                            .stopRule(rule)
                            .build();
            var calm = new Diary();
            Outcome end = Cases.run("nothing", scenario(job), calm);
            long last = calm.starts.get(0).lastEntry().getValue();
            long stop = (long) (end.seconds() * SECOND) + 50 * MILLIS;
            for (long at = last - 200 * MILLIS; at < stop; at += 17 * MILLIS) {
                var diary = new Diary();
                String what = model + ", asked at " + at;
                Outcome outcome =
                        Cases.run(
                                what,
                                scenario(job)
                                        .ask(at, 0, rewire(job, Topology.star(Cases.all(3), 2))),
                                diary);
                begun += diary.versions.size();
                refused += diary.refusals.size();
                assertEquals(
                        Arrays.deepToString(end.digests()),
                        Arrays.deepToString(outcome.digests()),
                        what);
                assertFalse(diary.versions.size() % 3 != 0, what);
            }
        }
        assertTrue(begun > 5 && refused > 0, begun + " begun, " + refused + " refused");
    }

    @Test
    void theLastTwoGoOnAsTwoAndTheLastOneAlone() {
        for (SyncModel model : MODELS) {
            Job job = job(COUNTS, Cases.mesh(3, 1), model).build();
            var diary = new Diary();
            Cases.run(
                    model.toString(),
                    counting(
                                    job,
                                    new Fault.Leave(700 * MILLIS, 0),
                                    new Fault.Leave(1700 * MILLIS, 1))
                            .ask(900 * MILLIS, 2, evict(job, 0))
                            .ask(1900 * MILLIS, 2, evict(job, 0, 1)),
                    diary);
            assertEquals(Map.of(1, "[1, 2]", 2, "[2]"), diary.views);
            assertEquals(30, diary.starts.get(2).lastKey());
        }
    }
}
