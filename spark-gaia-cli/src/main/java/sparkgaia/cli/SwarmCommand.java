package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sparkgaia.lab.run.ParallelSwarm;
import sparkgaia.lab.run.SwarmSeedRun;
import sparkgaia.lab.run.SwarmSummary;
import sparkgaia.lab.swarm.Situation;
import sparkgaia.lab.swarm.Situations;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code gaia lab swarm}: seeds with faults, checked after every event. */
@Command(
        name = "swarm",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Runs seeds of the fault swarm: each is a job, a network and faults of its own,"
                        + " checked after every event.")
final class SwarmCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private JsonFile json;

    @Option(
            names = "--seed",
            paramLabel = "FIRST",
            defaultValue = "1",
            description = "the first seed (default: ${DEFAULT-VALUE})")
    private long first;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many (default: ${DEFAULT-VALUE})")
    private long seeds;

    @Option(
            names = "--rare",
            description = "count rare situations, and fail if one that should be met is not")
    private boolean isCounting;

    private final SwarmSummary summary = new SwarmSummary();
    private final Situations situations = new Situations();

    /** A seed's run, with the situations that it met if they are counted. */
    private record Met(SwarmSeedRun run, Situations situations) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        double seconds;
        try (var progress = new Progress(spec.commandLine().getErr())) {
            ParallelSwarm.onAllCores()
                    .run(first, seeds, this::play, met -> take(met, out, progress));
            seconds = progress.seconds();
        }
        if (isCounting) {
            situations
                    .counts()
                    .forEach((what, times) -> out.printf("%,12d  %s%n", times, what.text()));
        }
        List<Situation> unmet = unmet();
        unmet.forEach(what -> out.println("never met: " + what.text()));
        out.println(words(seconds));
        json.write(report(seconds));
        return summary.violations().isEmpty() && unmet.isEmpty() ? Gaia.DONE : Gaia.FAILED;
    }

    private Met play(long seed) {
        if (!isCounting) {
            return new Met(SwarmSeedRun.of(seed, List.of()), null);
        }
        var seen = new Situations();
        return new Met(SwarmSeedRun.of(seed, List.of(seen)), seen);
    }

    private boolean take(Met met, PrintWriter out, Progress progress) {
        SwarmSeedRun run = met.run;
        if (run.violation() != null) {
            progress.clear();
            print(out, run);
        }
        if (isCounting) {
            situations.add(met.situations);
        }
        boolean goesOn = summary.add(run);
        progress.say(() -> Words.count(summary.seeds(), "seed") + " of " + seeds);
        return goesOn;
    }

    /** Situations that so many seeds should have met. */
    private List<Situation> unmet() {
        return isCounting && summary.seeds() >= Situations.SEEDS_MAX
                ? situations.unseen()
                : List.of();
    }

    private static void print(PrintWriter out, SwarmSeedRun run) {
        out.println("violation in seed " + run.seed() + ": " + run.text());
        out.println("    " + run.violation());
        out.println("    replay it with: " + run.replay());
    }

    private String words(double seconds) {
        long violations = summary.violations().size();
        return "swarm: "
                + Words.count(summary.seeds(), "seed")
                + (summary.seeds() < seeds ? " (stopped early)" : "")
                + " from "
                + first
                + ", "
                + Words.count(summary.events(), "event")
                + " in "
                + Words.duration(summary.virtualSeconds())
                + " of virtual time, "
                + Words.count(summary.faults(), "fault")
                + ", "
                + Words.count(summary.lostFrames(), "frame")
                + " lost, "
                + Words.count(summary.repeatedFrames(), "frame")
                + " repeated: "
                + (violations == 0 ? "no violation" : Words.count(violations, "violation"))
                + " in "
                + String.format("%.1f s (%.0f seeds/s)", seconds, summary.seeds() / seconds);
    }

    private Map<String, Object> report(double seconds) {
        var report = new LinkedHashMap<String, Object>();
        report.put("command", "swarm");
        report.put("firstSeed", first);
        report.put("seeds", summary.seeds());
        report.put("events", summary.events());
        report.put("virtualSeconds", summary.virtualSeconds());
        report.put("faults", summary.faults());
        report.put("lostFrames", summary.lostFrames());
        report.put("repeatedFrames", summary.repeatedFrames());
        var violations = new ArrayList<Map<String, Object>>();
        for (SwarmSeedRun run : summary.violations()) {
            var violation = new LinkedHashMap<String, Object>();
            violation.put("seed", run.seed());
            violation.put("case", run.text());
            violation.put("violation", run.violation());
            violation.put("replay", run.replay());
            violations.add(violation);
        }
        report.put("violations", violations);
        if (isCounting) {
            var counts = new LinkedHashMap<String, Object>();
            situations.counts().forEach((what, times) -> counts.put(what.name(), times));
            report.put("situations", counts);
        }
        report.put("wallSeconds", seconds);
        report.put("seedsPerSecond", summary.seeds() / seconds);
        return report;
    }
}
