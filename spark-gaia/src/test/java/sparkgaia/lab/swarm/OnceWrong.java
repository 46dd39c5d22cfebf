package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.sync.StopRule;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.Cases;
import sparkgaia.lab.Fault;
import sparkgaia.lab.Fault.Tail;
import sparkgaia.lab.Faults;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.Weather;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.exact.EmptyTrainer;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.train.exact.MixingTrainer;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What a model of the design got wrong before its text said so, each as a scenario that goes wrong again if the code
 * does. Plays it and says what was broken, or null. {@link OnceWrongTest} plays each as it is, and with the bug planted.
 */
public enum OnceWrong {
    /** A leaf that is a clock ahead, both of whose batches a hub takes in at once. */
    TWO_CLOCKS_IN_ONE_BSP_BATCH {
        @Override
        String play() {
            return first(
                    20,
                    seed -> {
                        Job job =
                                Cases.job(MIXING, SyncModel.bsp(), 4, Cases.stars(4, 2))
                                        .maxClock(8)
                                        .build();
                        var weather = new Weather(0, 0, 0, Cases.SECOND, 0.7);
                        return Cases.scenario(job, MIXING)
                                .seed(seed)
                                .faults(
                                        new Faults(
                                                weather,
                                                Cases.SECOND,
                                                List.of(),
                                                60 * Cases.SECOND));
                    });
        }
    },

    /** A hub whose other leaf is slow promises only what that one has sent it. */
    THROUGH_ON_A_HUB_WITH_A_SLOW_LEAF {
        @Override
        String play() {
            Job job = Cases.job(LEDGER, SyncModel.ssp(1), 3, stars(3)).maxClock(8).build();
            return Cases.violation(
                    Cases.scenario(job, LEDGER)
                            .machines(Machines.of(10 * Cases.MILLIS).withSpeeds(1, 1, 0.05)));
        }
    },

    /** Regions with nothing to say still have to say that they have nothing to say. */
    AN_EMPTY_BATCH_THAT_MUST_RAISE_THROUGH {
        @Override
        String play() {
            var trainer = new EmptyTrainer(3);
            Job job = Cases.job(trainer, SyncModel.ssp(0), 3, stars(3)).maxClock(5).build();
            return Cases.violation(Cases.scenario(job, trainer));
        }
    },

    /** Links so thin that a bucket never holds a row: obligations run it into debt. */
    BOTH_SIDES_BARRING_EACH_OTHER_WITH_EMPTY_BUDGETS {
        @Override
        String play() {
            Job job =
                    Cases.job(MIXING, SyncModel.gaia(0.001, 4, 1, 0), 2, Cases.mesh(2, 1))
                            .maxClock(5)
                            .build();
            return Cases.violation(Cases.scenario(job, Wan.uniform(2, 0.05, 20), MIXING));
        }
    },

    /** A sender that may have little unacknowledged, and a receiver that is clocks behind it. */
    AN_ACKNOWLEDGEMENT_THAT_WAITS_FOR_A_CLOCK {
        @Override
        String play() {
            Job job =
                    Cases.job(LEDGER, SyncModel.ssp(3), 2, Cases.mesh(2, 1))
                            .limits(Job.Limits.DEFAULT.withBatches(60, 40, 8))
                            .maxClock(8)
                            .build();
            return Cases.violation(
                    Cases.scenario(job, LEDGER)
                            .machines(Machines.of(10 * Cases.MILLIS).withSpeeds(1, 0.05)));
        }
    },

    /** The connection breaks at every time around the end: the region that has finished first answers late. */
    THE_LAST_ACKNOWLEDGEMENT_LOST_WHILE_A_JOB_IS_FREED {
        @Override
        String play() {
            Job job = Cases.job(LEDGER, SyncModel.bsp(), 2, Cases.mesh(2, 1)).maxClock(2).build();
            Supplier<Scenario<?, ?>> scenario =
                    () ->
                            Cases.scenario(job, LEDGER)
                                    .machines(Machines.of(10 * Cases.MILLIS).withSpeeds(1, 0.2));
            long end = nanos(scenario.get());
            return first(
                    60,
                    time -> {
                        long at = end - 300 * Cases.MILLIS + 5 * time * Cases.MILLIS;
                        return scenario.get().faults(Faults.of(at, new Fault.Reset(at, 0, 1, 0)));
                    });
        }
    },

    /** Two workers of uneven speed; the sidecar dies after the faster one's commit was acknowledged. */
    AN_ACKNOWLEDGED_COMMIT_OF_THE_FASTER_WORKER_AT_A_RESTART {
        @Override
        String play() {
            Job job =
                    Cases.job(MIXING, SyncModel.bsp(), 2, Cases.mesh(2, 2))
                            .workers(2)
                            .maxClock(4)
                            .build();
            Supplier<Scenario<?, ?>> scenario =
                    () ->
                            Cases.scenario(job, MIXING)
                                    .machines(Machines.of(20 * Cases.MILLIS).withStraggling(1, 3));
            long end = nanos(scenario.get());
            return first(
                    60,
                    time -> {
                        long at = 1 + end * time / 60;
                        var crash = new Fault.Crash(at, 0, Tail.KEPT, true, at + Cases.SECOND);
                        return scenario.get().faults(Faults.of(at + Cases.SECOND, crash));
                    });
        }
    },

    /** One partition's connection comes back later than the other's: its announcements are stated after the clock. */
    A_CLOCK_THAT_OVERTAKES_ANOTHER_PARTITIONS_ANNOUNCEMENT {
        @Override
        String play() {
            Job job =
                    Cases.job(MIXING, SyncModel.gaia(0.001, 4, 1, 0), 2, Cases.mesh(2, 2))
                            .maxClock(8)
                            .build();
            Supplier<Scenario<?, ?>> scenario =
                    () -> Cases.scenario(job, Wan.uniform(2, 0.2, 100), MIXING);
            long end = nanos(scenario.get());
            return first(
                    40,
                    time -> {
                        long at = 1 + end * time / 40;
                        return scenario.get().faults(Faults.of(at, new Fault.Reset(at, 0, 1, 1)));
                    });
        }
    },

    /** A leaf's connection breaks around the time when its hub tells it the stop. */
    A_STOP_LOST_IN_A_RESET {
        @Override
        String play() {
            return resets();
        }
    },

    /** A leaf's connection breaks around the time when it tells its hub the sums that the stop rests on. */
    METRIC_SUMS_LOST_IN_A_RESET {
        @Override
        String play() {
            return resets();
        }
    },

    /** The lead dies at every effect around the time when it tells the other partition the stop. */
    A_STOP_THAT_ONE_PARTITION_NEVER_HEARS {
        @Override
        String play() {
            Job job =
                    Cases.job(LEDGER, SyncModel.bsp(), 2, Cases.mesh(2, 2))
                            .maxClock(6)
                            .stopRule(new StopRule.AtClock(1))
                            .build();
            Supplier<Scenario<?, ?>> scenario = () -> Cases.scenario(job, LEDGER);
            var calm = new Run(scenario.get());
            calm.play();
            return first(
                    (int) calm.effects(0),
                    effect -> {
                        var crash = new Fault.CrashAtEffect(0, effect, Tail.LOST, Cases.SECOND);
                        return scenario.get().faults(Faults.of(0, crash));
                    });
        }
    },

    /** A leaf is gone for long; those behind its hub and behind another go on without it, and it comes back. */
    A_LOST_LEAF_BEHIND_A_HUB_UNDER_CONTINUE {
        @Override
        String play() {
            long back = 200 * Cases.SECOND;
            Job job =
                    Cases.job(LEDGER, SyncModel.ssp(0), 6, Cases.hubs(6, 3, 2))
                            .policy(Job.Policy.CONTINUE)
                            .limits(
                                    Job.Limits.DEFAULT.withLease(
                                            2 * Cases.SECOND,
                                            Cases.SECOND / 2,
                                            3600 * Cases.SECOND))
                            .maxClock(10)
                            .build();
            var ends = new Ends(10);
            var lost = new Fault.Crash(Cases.SECOND / 2, 4, Tail.LOST, true, back);
            String violation =
                    Cases.violation(
                            Cases.scenario(job, LEDGER).faults(Faults.of(back, lost)), ends);
            if (violation == null && ends.last(4) > 20 * Cases.SECOND) {
                violation = "the others have waited for " + ends.last(4) + " ns";
            }
            return violation;
        }
    };

    private static final MixingTrainer MIXING = new MixingTrainer(9, 2, 4);
    private static final LedgerTrainer LEDGER = new LedgerTrainer(9, 2, 4);

    /** What was broken, or null. */
    abstract String play();

    /** For {@link OnceWrongTest}, which calls it in other loaders. */
    public static String play(String name) {
        return valueOf(name).play();
    }

    private static List<Topology> stars(int regions) {
        return List.of(Topology.star(Cases.all(regions), 0));
    }

    /** How long it takes when nothing goes wrong. */
    private static long nanos(Scenario<?, ?> scenario) {
        return (long) (new Run(scenario).play().seconds() * Cases.SECOND);
    }

    private static String first(int count, LongFunction<Scenario<?, ?>> scenarios) {
        for (long number = 0; number < count; number++) {
            String violation = Cases.violation(scenarios.apply(number));
            if (violation != null) {
                return number + ": " + violation;
            }
        }
        return null;
    }

    private static String resets() {
        Job job =
                Cases.job(LEDGER, SyncModel.ssp(1), 3, stars(3))
                        .maxClock(12)
                        .stopRule(new StopRule.AtClock(3))
                        .build();
        Supplier<Scenario<?, ?>> scenario = () -> Cases.scenario(job, LEDGER);
        long end = nanos(scenario.get());
        return first(
                100,
                time -> {
                    long at = 1 + end * time / 100;
                    return scenario.get().faults(Faults.of(at, new Fault.Reset(at, 0, 1, 0)));
                });
    }

    /** When each region has reached the last clock. */
    private static final class Ends implements Observer {
        private final int clock;
        private final long[] nanos = new long[6];

        Ends(int clock) {
            this.clock = clock;
        }

        @Override
        public void after(
                long now,
                int region,
                int partition,
                Region state,
                Event event,
                List<Effect> effects) {
            if (nanos[region] == 0 && state.clock() >= clock) {
                nanos[region] = now;
            }
        }

        /** The last time at which a region but this one did. */
        long last(int but) {
            long last = 0;
            for (int region = 0; region < nanos.length; region++) {
                last = region == but ? last : Math.max(last, nanos[region]);
            }
            return last;
        }
    }
}
