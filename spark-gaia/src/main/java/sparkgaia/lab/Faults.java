package sparkgaia.lab;

import sparkgaia.core.Job;
import sparkgaia.core.table.Range;
import sparkgaia.lab.Fault.Tail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;

/**
 * All that goes wrong in a run. In the safety phase, until {@code healNanos}, anything may; then everything is mended:
 * dead processes are started, cuts are over, disks are fast and nothing is lost any more, and the run has to finish.
 *
 * @param faults in the order of their times
 */
public record Faults(Weather weather, long noticeNanosMax, List<Fault> faults, long healNanos) {
    public static final int FAULTS_MAX = 10_000;

    private static final long MILLIS = 1_000_000L;
    private static final long SECOND = 1_000 * MILLIS;

    public static final Faults NONE = new Faults(Weather.CALM, SECOND, List.of(), 0);

    public Faults {
        if (faults.size() > FAULTS_MAX) {
            throw new IllegalArgumentException(
                    faults.size() + " faults, but at most " + FAULTS_MAX);
        }
        faults = List.copyOf(faults);
    }

    /** The same plan with one fault more. */
    public Faults and(Fault more) {
        var all = new ArrayList<>(faults);
        all.add(more);
        all.sort(Comparator.comparingLong(Fault::atNanos));
        return new Faults(weather, noticeNanosMax, all, healNanos);
    }

    /** These faults in fine weather. */
    public static Faults of(long healNanos, Fault... faults) {
        return new Faults(Weather.CALM, SECOND, List.of(faults), healNanos);
    }

    /** A plan for a job from a seed: first how often each kind happens, then when and to whom. */
    public static Faults draw(long seed, Job job, long healNanos) {
        return draw(seed, job, healNanos, 1);
    }

    /**
     * The same at another pace: faults come so many times as often and last that much shorter, for jobs that are over
     * in seconds.
     */
    public static Faults draw(long seed, Job job, long healNanos, double pace) {
        var dice = Dice.of(seed, "faults");
        return draw(dice, FaultRates.draw(dice), job, healNanos, pace);
    }

    public static Faults draw(long seed, FaultRates rates, Job job, long healNanos) {
        return draw(Dice.of(seed, "faults"), rates, job, healNanos, 1);
    }

    private static Faults draw(Dice dice, FaultRates rates, Job job, long heal, double pace) {
        Range.check("pace of faults", pace, 0.001, 1000.0);
        var plan = new Plan(dice, heal, pace, new ArrayList<>());
        long notice = plan.time(10 * MILLIS, 20 * SECOND);
        int regions = job.regions();
        if (regions > 1) {
            drawLinks(plan, rates, job);
        }
        plan.draw(
                rates.crashes() * regions,
                at ->
                        new Fault.Crash(
                                at,
                                dice.below(regions),
                                Tail.values()[dice.below(3)],
                                true,
                                plan.until(at, 10 * SECOND)));
        plan.draw(
                rates.pauses() * regions,
                at ->
                        new Fault.Pause(
                                at,
                                dice.below(regions),
                                plan.until(at, 30 * SECOND),
                                plan.time(SECOND, 30 * SECOND)));
        plan.draw(
                rates.slowDisks() * regions,
                at ->
                        new Fault.SlowDisk(
                                at,
                                dice.below(regions),
                                plan.time(20 * MILLIS, 3 * SECOND),
                                plan.until(at, 20 * SECOND)));
        plan.draw(
                rates.diskFailures() * regions,
                at ->
                        new Fault.DiskFailure(
                                at,
                                dice.below(regions),
                                dice.below(job.partitions()),
                                plan.time(100 * MILLIS, 5 * SECOND)));
        int workers = job.workers();
        plan.draw(
                rates.workerCrashes() * workers,
                at -> new Fault.WorkerCrash(at, dice.below(workers), plan.until(at, 10 * SECOND)));
        plan.draw(
                rates.zombies() * workers,
                at -> new Fault.Zombie(at, dice.below(workers), plan.until(at, 20 * SECOND)));
        plan.faults.sort(Comparator.comparingLong(Fault::atNanos));
        return new Faults(rates.weather(), notice, plan.faults, heal);
    }

    private static void drawLinks(Plan plan, FaultRates rates, Job job) {
        Dice dice = plan.dice;
        int regions = job.regions();
        int links = regions * (regions - 1);
        plan.draw(
                rates.cuts() * links / 2,
                at -> {
                    int from = dice.below(regions);
                    int to = plan.other(from, regions);
                    long until = plan.until(at, 30 * SECOND);
                    long timeout = plan.time(SECOND, 30 * SECOND);
                    if (dice.chance(rates.bothWays())) {
                        plan.faults.add(new Fault.Cut(at, to, from, until, timeout));
                    }
                    return new Fault.Cut(at, from, to, until, timeout);
                });
        plan.draw(
                rates.stalls() * links,
                at -> {
                    int from = dice.below(regions);
                    return new Fault.Stall(
                            at, from, plan.other(from, regions), plan.until(at, 10 * SECOND));
                });
        plan.draw(
                rates.resets() * links / 2,
                at -> {
                    int a = dice.below(regions);
                    return new Fault.Reset(
                            at, a, plan.other(a, regions), dice.below(job.partitions()));
                });
        plan.draw(
                rates.swings() * links,
                at -> {
                    int from = dice.below(regions);
                    double factor = dice.scaled(10, 10_000) / 1000.0;
                    return new Fault.Swing(
                            at,
                            from,
                            plan.other(from, regions),
                            factor,
                            plan.until(at, 30 * SECOND));
                });
    }

    /** Whether a process ever has to read its journal. */
    boolean needJournals() {
        for (Fault fault : faults) {
            if (fault instanceof Fault.Crash
                    || fault instanceof Fault.CrashAtEffect
                    || fault instanceof Fault.DiskFailure) {
                return true;
            }
        }
        return false;
    }

    private record Plan(Dice dice, long heal, double pace, List<Fault> faults) {
        /** Faults that come independently, so many a minute. */
        void draw(double perMinute, LongFunction<Fault> make) {
            if (perMinute <= 0) {
                return;
            }
            double mean = 60.0 * SECOND / (perMinute * pace);
            long at = dice.waiting(mean);
            while (at < heal && faults.size() < FAULTS_MAX - 1) {
                faults.add(make.apply(at));
                at += 1 + dice.waiting(mean);
            }
        }

        long until(long at, long longest) {
            return Math.min(heal, at + time(10 * MILLIS, longest));
        }

        long time(long shortest, long longest) {
            return Math.max(MILLIS, Math.round(dice.scaled(shortest, longest) / pace));
        }

        int other(int region, int regions) {
            int other = dice.below(regions - 1);
            return other < region ? other : other + 1;
        }
    }
}
