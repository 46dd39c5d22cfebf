package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sparkgaia.core.Job;
import sparkgaia.core.table.Range;
import sparkgaia.lab.Fault;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.explain.FaultWords;
import sparkgaia.lab.explain.Narrator;
import sparkgaia.lab.explain.Window;
import sparkgaia.lab.run.UsualSetting;
import sparkgaia.lab.scenarios.Case;
import sparkgaia.lab.scenarios.Figures;
import sparkgaia.lab.scenarios.Stories;
import sparkgaia.lab.scenarios.Story;
import sparkgaia.lab.swarm.Swarm;
import sparkgaia.lab.swarm.SwarmSeed;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gaia lab explain}: the film of a run, for a person. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Tells a run line by line: who did what, and what waited for what.",
            "Without a scenario it tells a seed of the swarm."
        })
final class ExplainCommand implements Callable<Integer> {
    private static final double SECONDS_MAX = 1e9;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "a scenario of 'gaia lab list'; the swarm if none is named")
    private String name;

    @Option(names = "--seed", paramLabel = "N", description = "which seed (of a scenario: 1)")
    private Long seed;

    @Option(
            names = "--case",
            paramLabel = "LABEL",
            description = "which case of the scenario (default: the last)")
    private String label;

    @Option(names = "--region", paramLabel = "NAME", description = "only what happens there")
    private String region;

    @Option(
            names = "--from",
            paramLabel = "S",
            defaultValue = "0",
            description = "only from this second of virtual time on")
    private double from;

    @Option(
            names = "--to",
            paramLabel = "S",
            defaultValue = "1e9",
            description = "only up to this second of virtual time")
    private double to;

    @Override
    public Integer call() throws IOException {
        Range.check("--from", from, 0, SECONDS_MAX);
        Range.check("--to", to, from, SECONDS_MAX);
        if (name != null) {
            return tellStory();
        }
        if (seed == null) {
            throw new ParameterException(
                    spec.commandLine(), "say which: a scenario, or --seed N of the swarm");
        }
        return tellSeed();
    }

    private int tellSeed() {
        // A twin tells what will happen; the swarm draws its own.
        var drawn = new SwarmSeed(seed);
        Scenario<?, ?> twin = drawn.scenario();
        var narrator = begin(twin, "seed " + seed + ": " + drawn.text());
        Swarm.Result result = Swarm.run(seed, narrator, List.of(narrator));
        return end(narrator, result.outcome(), result.violation());
    }

    private int tellStory() throws IOException {
        Story story = Stories.named(name);
        if (story == null) {
            List<String> names = Stories.all().stream().map(Story::name).toList();
            throw new ParameterException(
                    spec.commandLine(), Trouble.unknown("scenario", name, names));
        }
        List<Case> cases = story.cases().apply(UsualSetting.of(story, seed == null ? 1 : seed));
        Case chosen = label == null ? cases.get(cases.size() - 1) : labelled(cases);
        var narrator =
                begin(
                        chosen.scenario(),
                        story.name() + ", " + chosen.label() + ": " + story.about());
        Figures figures = chosen.play(narrator, List.of(narrator));
        return end(narrator, figures.outcome(), figures.failure());
    }

    private Case labelled(List<Case> cases) {
        for (Case one : cases) {
            if (one.label().equals(label)) {
                return one;
            }
        }
        throw new ParameterException(
                spec.commandLine(),
                Trouble.unknown("case", label, cases.stream().map(Case::label).toList()));
    }

    private Narrator begin(Scenario<?, ?> scenario, String title) {
        PrintWriter out = spec.commandLine().getOut();
        Job job = scenario.job();
        var window = new Window(region(job), nanos(from), nanos(to));
        out.println(title);
        out.println("regions and their workers:");
        for (int at = 0; at < job.regions(); at++) {
            out.println("  " + job.name(at) + " " + Arrays.toString(job.workersOf(at)));
        }
        if (!scenario.faults().faults().isEmpty()) {
            out.println(
                    "what will go wrong (everything is mended at "
                            + String.format("%.3f s):", scenario.faults().healNanos() * 1e-9));
            for (Fault fault : scenario.faults().faults()) {
                out.println(
                        String.format("%12.6f  ", fault.atNanos() * 1e-9)
                                + FaultWords.of(job, fault));
            }
        }
        out.println("what happens (seconds of virtual time):");
        return new Narrator(scenario, window, out::println);
    }

    private int region(Job job) {
        if (region == null) {
            return -1;
        }
        var names = new ArrayList<String>();
        for (int at = 0; at < job.regions(); at++) {
            names.add(job.name(at));
        }
        if (!names.contains(region)) {
            throw new ParameterException(
                    spec.commandLine(), Trouble.unknown("region", region, names));
        }
        return names.indexOf(region);
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }

    private int end(Narrator narrator, Outcome outcome, String failure) {
        PrintWriter out = spec.commandLine().getOut();
        narrator.endnotes().forEach(out::println);
        out.println(outcome);
        out.println(failure == null ? "Nothing is broken." : "Broken: " + failure);
        return failure == null ? Gaia.DONE : Gaia.FAILED;
    }
}
