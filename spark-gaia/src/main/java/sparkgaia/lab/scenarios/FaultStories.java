package sparkgaia.lab.scenarios;

import sparkgaia.core.Command;
import sparkgaia.core.Job;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.Dice;
import sparkgaia.lab.Fault;
import sparkgaia.lab.Faults;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.Schedule;
import sparkgaia.lab.wan.Wan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Something goes wrong, beside the same job where nothing does. The invariants are checked after every event. */
final class FaultStories {
    private static final Training TRAINING = Training.SMALL;
    private static final long SECOND = Job.Limits.SECOND;
    private static final long HEALED = 60 * SECOND;
    private static final int LATENCY_MS_MIN = 10;
    private static final int LATENCY_MS_MAX = 400;

    private FaultStories() {}

    static List<Story> all() {
        return List.of(
                faulty(
                        "crash",
                        "a sidecar and a worker die and return",
                        "A crash of each",
                        new Fault.Crash(3 * SECOND, 1, Fault.Tail.TORN, true, 6 * SECOND),
                        new Fault.WorkerCrash(7 * SECOND, 0, 9 * SECOND)),
                faulty(
                        "cut",
                        "two regions cannot reach each other for five seconds",
                        "The cut",
                        new Fault.Cut(3 * SECOND, 0, 1, 8 * SECOND, SECOND),
                        new Fault.Cut(3 * SECOND, 1, 0, 8 * SECOND, SECOND)),
                faulty(
                        "slowdisk",
                        "one region's disk takes up to two seconds to sync",
                        "The slow disk",
                        new Fault.SlowDisk(2 * SECOND, 1, 2 * SECOND, 8 * SECOND)),
                faulty(
                        "diskfull",
                        "one region's disk takes no more; it dies by that and returns",
                        "The full disk",
                        new Fault.DiskFailure(3 * SECOND, 1, 0, 3 * SECOND)),
                straggler(),
                swing(),
                leave(),
                evict(),
                rewire());
    }

    private static Story faulty(String name, String about, String what, Fault... faults) {
        return beside(
                Story.of(name, about).on("ec2", 3).under("bsp", 40),
                name,
                what,
                scenario -> scenario.faults(Faults.of(HEALED, faults)));
    }

    private static Story beside(
            Story story, String label, String what, UnaryOperator<Scenario<?, ?>> change) {
        return story.playing(
                        setting ->
                                List.of(
                                        TRAINING.of("calm", setting),
                                        TRAINING.of(label, setting, change)))
                .showing((setting, figures) -> Findings.calmAnd(setting, figures, what));
    }

    private static Story straggler() {
        return beside(
                Story.of("straggler", "the last region's machines are three times slower")
                        .on("ec2", 3)
                        .under("gaia", 40),
                "straggler",
                "The straggler",
                scenario -> {
                    double[] speeds = new double[scenario.job().regions()];
                    Arrays.fill(speeds, 1);
                    speeds[speeds.length - 1] = 1.0 / 3;
                    return scenario.machines(machines(scenario).withSpeeds(speeds));
                });
    }

    private static Machines machines(Scenario<?, ?> scenario) {
        return TRAINING.machines(scenario.job().model(), scenario.seed());
    }

    /** T6: bandwidth swings by a hundred between latencies of 10 to 400 ms; the barrier has to engage. */
    private static Story swing() {
        return Story.of("swing", "bandwidth swings by 100, latencies are 10 to 400 ms")
                .on("ec2", 4)
                .under("gaia", 60)
                .playing(
                        setting -> {
                            Setting far = setting.on(far(setting.wan(), setting.seed()));
                            return List.of(
                                    TRAINING.of("calm", far),
                                    TRAINING.of("swing", far, FaultStories::swinging));
                        })
                .showing(
                        (setting, figures) -> {
                            var findings =
                                    new ArrayList<>(
                                            Findings.calmAnd(setting, figures, "The swings"));
                            if (Findings.isFine(figures) && setting.model().model().announces()) {
                                long calm = figures.get(0).announcements();
                                long swings = figures.get(1).announcements();
                                findings.add(
                                        new Finding(
                                                "Rows that would come late were announced "
                                                        + swings
                                                        + " times ("
                                                        + calm
                                                        + " without).",
                                                swings > calm));
                            }
                            return findings;
                        });
    }

    /** A hundredth and a ten-thousandth of the usual bandwidth, in turns of two seconds: the table is small. */
    private static Scenario<?, ?> swinging(Scenario<?, ?> scenario) {
        return scenario.schedule(
                new Schedule(new long[] {0, 2 * SECOND}, new double[] {0.01, 0.0001}, 4 * SECOND));
    }

    /** The same bandwidths with latencies drawn from a seed. */
    private static Wan far(Wan wan, long seed) {
        Dice dice = Dice.of(seed, "latencies");
        var header = new StringBuilder("region");
        var mbps = new StringBuilder();
        var millis = new StringBuilder();
        for (int from = 0; from < wan.size(); from++) {
            header.append(',').append(wan.names().get(from));
            mbps.append('\n').append(wan.names().get(from));
            millis.append('\n').append(wan.names().get(from));
            for (int to = 0; to < wan.size(); to++) {
                mbps.append(',').append(wan.mbps(from, to));
                millis.append(',').append(dice.scaled(LATENCY_MS_MIN, LATENCY_MS_MAX));
            }
        }
        return Wan.parse(
                "bandwidths", header + mbps.toString(), "latencies", header + millis.toString());
    }

    private static Story leave() {
        return Story.of("leave", "a region leaves for ever, and the others go on without it")
                .on("ec2", 4)
                .under("gaia", 60)
                .playing(FaultStories::leaving)
                .showing(FaultStories::left);
    }

    private static List<Case> leaving(Setting setting) {
        Training training = TRAINING.with(Job.Policy.CONTINUE);
        int gone = setting.wan().size() - 1;
        var leave = new Fault.Leave(4 * SECOND, gone);
        return List.of(
                training.of("calm", setting),
                training.of("leave", setting, scenario -> scenario.faults(Faults.of(HEALED, leave)))
                        .without(gone));
    }

    private static List<Finding> left(Setting setting, List<Figures> figures) {
        if (!Findings.isFine(figures)) {
            return Findings.ends(setting, figures);
        }
        Figures left = figures.get(1);
        double bound = setting.leaseSeconds() * 1.5 + 2;
        return List.of(
                new Finding(
                        String.format(
                                "The others waited at most %.1f s for it (lease %.1f s) and"
                                        + " finished after %.1f s (%.1f s with it).",
                                left.longestWaitSeconds(),
                                setting.leaseSeconds(),
                                left.seconds(),
                                figures.get(0).seconds()),
                        left.longestWaitSeconds() <= bound),
                new Finding(
                        left.outcome().isComplete()
                                ? "They call the model complete, which it is not."
                                : "They say that the model is incomplete, by what the lost region"
                                        + " had not sent.",
                        !left.outcome().isComplete()));
    }

    private static Story evict() {
        return Story.of("evict", "a region leaves for ever, and a person takes it out of the job")
                .on("ec2", 4)
                .under("gaia", 60)
                .playing(
                        setting -> {
                            int gone = setting.wan().size() - 1;
                            var leave = new Fault.Leave(4 * SECOND, gone);
                            var view = new Command.ChangeView(meshes(gone));
                            return List.of(
                                    TRAINING.of("calm", setting),
                                    TRAINING.of(
                                                    "evict",
                                                    setting,
                                                    scenario ->
                                                            scenario.faults(
                                                                            Faults.of(
                                                                                    HEALED, leave))
                                                                    .ask(7 * SECOND, 0, view))
                                            .without(gone));
                        })
                .showing(FaultStories::evicted);
    }

    private static List<Finding> evicted(Setting setting, List<Figures> figures) {
        var findings = new ArrayList<>(Findings.ends(setting, figures));
        if (Findings.isFine(figures)) {
            Figures evicted = figures.get(1);
            boolean isComplete = evicted.outcome().isComplete();
            findings.add(
                    new Finding(
                            String.format(
                                    "Without it the others finished after %.1f s, and call the"
                                            + " model %s.",
                                    evicted.seconds(), isComplete ? "complete" : "incomplete"),
                            isComplete));
        }
        return findings;
    }

    private static Story rewire() {
        return beside(
                Story.of("rewire", "the links change from a mesh to a star while the job runs")
                        .on("ec2", 4)
                        .under("bsp", 40),
                "rewire",
                "The change of links",
                scenario -> {
                    int[] all = members(scenario.job().regions());
                    var star = Collections.nCopies(TRAINING.partitions(), Topology.star(all, 0));
                    return scenario.ask(4 * SECOND, 0, new Command.ChangeTopology(star));
                });
    }

    private static List<Topology> meshes(int regions) {
        return Collections.nCopies(TRAINING.partitions(), Topology.mesh(members(regions)));
    }

    private static int[] members(int regions) {
        int[] all = new int[regions];
        Arrays.setAll(all, region -> region);
        return all;
    }
}
