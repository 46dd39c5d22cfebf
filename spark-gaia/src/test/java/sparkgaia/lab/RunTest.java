package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.exact.QuadraticTrainer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

class RunTest {
    private static final long SECOND = 1_000_000_000;
    private static final QuadraticTrainer TRAINER = new QuadraticTrainer(6, 2, 0.05f, 0.1f);

    private static Scenario<?, ?> scenario(long seed) {
        Wan wan = Wan.uniform(2, 115, 34);
        Job job =
                Job.of(wan.names(), TRAINER.tables())
                        .metrics(1)
                        .workers(2)
                        .partitions(2)
                        .model(SyncModel.bsp())
                        .maxClock(20)
                        .build();
        return Scenario.of(job, wan, TRAINER)
                .seed(seed)
                .machines(Machines.of(10_000_000).withStraggling(0.3, seed))
                .deadline(3600 * SECOND);
    }

    private static Scenario<?, ?> faulty(long seed) {
        Scenario<?, ?> scenario = scenario(seed);
        return scenario.faults(Faults.draw(seed, scenario.job(), 30 * SECOND));
    }

    @Test
    void withoutFaultsARunFinishesAndAllRegionsHaveTheSameBits() {
        Outcome outcome = new Run(scenario(1)).play();
        assertNull(outcome.failure());
        assertTrue(outcome.isFinished() && outcome.isComplete() && outcome.isConverged());
        assertTrue(outcome.bytes() > 0);
    }

    @Test
    void equalScenariosGiveEqualTraces() {
        for (long seed = 1; seed <= 20; seed++) {
            Outcome first = new Run(faulty(seed)).play();
            Outcome again = new Run(faulty(seed)).film((nanos, line) -> {}).play();
            assertEquals(first.toString(), again.toString());
            assertNotEquals(first.traceHash(), new Run(faulty(seed + 1000)).play().traceHash());
        }
    }

    @Test
    void aDeadlineSaysWhatIsWaitedFor() {
        Outcome outcome = new Run(scenario(1).deadline(SECOND)).play();
        assertTrue(
                outcome.failure().startsWith("not finished by 1.0 s: A.0 clock "),
                outcome.failure());
    }

    @Test
    void aWorkersNextAttemptAndItsZombieChangeNoBit() {
        Outcome calm = new Run(scenario(1)).play();
        Faults faults =
                Faults.of(
                        10 * SECOND,
                        new Fault.WorkerCrash(SECOND, 1, 2 * SECOND),
                        new Fault.Zombie(SECOND, 2, 8 * SECOND));
        var lines = new ArrayList<String>();
        Outcome outcome =
                new Run(scenario(1).faults(faults)).film((nanos, line) -> lines.add(line)).play();
        assertNull(outcome.failure());
        assertArrayEquals(calm.digests(), outcome.digests());
        assertTrue(lines.stream().anyMatch(line -> line.contains("join w1.1")));
        assertTrue(lines.stream().anyMatch(line -> line.contains("join w2.1")));
    }

    @Test
    void aCrashBeforeAnEffectHappensThereAndOnce() {
        Faults faults = Faults.of(SECOND, new Fault.CrashAtEffect(1, 40, Fault.Tail.LOST, SECOND));
        var watch = new ArrayList<String>();
        var run =
                new Run(scenario(1).faults(faults))
                        .watch(
                                new Observer() {
                                    private int effects;

                                    @Override
                                    public void carriedOut(
                                            long nanos, int region, int partition, Effect effect) {
                                        effects += region == 1 ? 1 : 0;
                                    }

                                    @Override
                                    public void crashed(long nanos, int region, boolean hasDisk) {
                                        watch.add(
                                                "crash of "
                                                        + region
                                                        + (effects < 40
                                                                ? " in time"
                                                                : " too late"));
                                    }

                                    @Override
                                    public void restarted(
                                            long nanos, int region, int partition, Region state) {
                                        watch.add("start of " + region + "." + partition);
                                    }
                                });
        run.play();
        assertEquals(
                List.of(
                        "start of 0.0",
                        "start of 0.1",
                        "start of 1.0",
                        "start of 1.1",
                        "crash of 1 in time",
                        "start of 1.0",
                        "start of 1.1"),
                watch);
        assertTrue(run.effects(1) > 40);
    }

    @Test
    void aCrashBeforeAnyEffectChangesNoBit() {
        var calm = new Run(scenario(1));
        Outcome expected = calm.play();
        for (long effect = 0; effect < calm.effects(1); effect += 7) {
            for (Fault.Tail tail : List.of(Fault.Tail.LOST, Fault.Tail.KEPT)) {
                var crash = new Fault.CrashAtEffect(1, effect, tail, SECOND);
                Outcome outcome = new Run(scenario(1).faults(Faults.of(SECOND, crash))).play();
                assertNull(outcome.failure(), crash.toString());
                assertArrayEquals(expected.digests(), outcome.digests(), crash.toString());
            }
        }
    }

    @Test
    void afterTheHealingNothingGoesWrongAnyMore() {
        for (long seed = 1; seed <= 50; seed++) {
            Scenario<?, ?> scenario = scenario(seed);
            scenario.faults(Faults.draw(seed, scenario.job(), 3 * SECOND, 10));
            Outcome outcome =
                    new Run(scenario.linger(60 * SECOND))
                            .watch(
                                    new Observer() {
                                        @Override
                                        public void crashed(
                                                long nanos, int region, boolean hasDisk) {
                                            assertTrue(nanos <= 3 * SECOND);
                                        }
                                    })
                            .play();
            assertNull(outcome.failure());
            assertTrue(outcome.isComplete() && outcome.isConverged());
        }
    }

    @Test
    void effectsAreCarriedOutInOrderAndNoneBeforeTheRecordsAheadOfIt() {
        long carriedOut = 0;
        for (long seed = 1; seed <= 30; seed++) {
            var order = new Order();
            Outcome outcome = new Run(faulty(seed)).watch(order).play();
            assertNull(outcome.trace(), outcome.failure());
            carriedOut += order.carriedOut;
        }
        assertTrue(carriedOut > 10_000);
    }

    /** Expects each effect of a partition in turn, once the records ahead of it are durable. */
    private static final class Order implements Observer {
        private final List<ArrayDeque<Effect>> expected = new ArrayList<>();
        private final List<ArrayDeque<Record>> durable = new ArrayList<>();
        private long carriedOut;

        Order() {
            for (int place = 0; place < 4; place++) {
                expected.add(new ArrayDeque<>());
                durable.add(new ArrayDeque<>());
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
            expected.get(2 * region + partition).addAll(effects);
        }

        @Override
        public void durable(long nanos, int region, int partition, Record record) {
            durable.get(2 * region + partition).add(record);
        }

        @Override
        public void carriedOut(long nanos, int region, int partition, Effect effect) {
            var waiting = expected.get(2 * region + partition);
            while (waiting.peek() instanceof Effect.Persist persist) {
                assertEquals(persist.record(), durable.get(2 * region + partition).poll());
                waiting.poll();
            }
            assertEquals(effect, waiting.poll());
            carriedOut++;
        }

        @Override
        public void crashed(long nanos, int region, boolean hasDisk) {
            for (int partition = 0; partition < 2; partition++) {
                expected.get(2 * region + partition).clear();
                durable.get(2 * region + partition).clear();
            }
        }
    }
}
