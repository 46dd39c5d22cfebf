package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.scenarios.Case;
import sparkgaia.lab.scenarios.Demo;
import sparkgaia.lab.scenarios.Figures;
import sparkgaia.lab.wan.Wan;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code gaia lab demo}: the idea in under a minute. Every figure in its text comes from the runs it has just made. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows the idea in under a minute; begin here.")
final class DemoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private JsonFile json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "the seed (default: ${DEFAULT-VALUE})")
    private long seed;

    private final List<Map<String, Object>> cases = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        var demo = new Demo(WanFiles.preset("ec2"), seed);
        introduce(out, demo);
        boolean isGood = compare(out, demo);
        out.println();
        out.println("Next: 'gaia lab models' compares all ways to synchronise on eleven regions,");
        out.println(
                "'gaia lab list' names what else there is, and 'gaia lab swarm' tries to break"
                        + " it.");
        var report = new LinkedHashMap<String, Object>();
        report.put("command", "demo");
        report.put("seed", seed);
        report.put("cases", cases);
        report.put("isGood", isGood);
        json.write(report);
        return isGood ? Gaia.DONE : Gaia.FAILED;
    }

    private static void introduce(PrintWriter out, Demo demo) {
        Wan wan = demo.network();
        out.println("spark-gaia trains one model over data that stays in many regions.");
        out.println();
        out.println(
                String.join(", ", wan.names())
                        + ": three regions, two workers in each, "
                        + demo.clocks()
                        + " clocks of "
                        + Words.duration(demo.clockSeconds())
                        + ".");
        out.println(
                "Every worker pulls a shared table of "
                        + Words.bytes(demo.tableBytes())
                        + " towards data that only it has;");
        out.println("the best table lies in the middle of all, so no region can find it alone.");
        out.println("Between the regions lies EC2's network as it was measured:");
        for (int from = 0; from < wan.size(); from++) {
            for (int to = from + 1; to < wan.size(); to++) {
                out.printf(
                        "  %-10s - %-10s %3.0f Mb/s, %3.0f ms%n",
                        wan.names().get(from),
                        wan.names().get(to),
                        wan.mbps(from, to),
                        wan.latencyMs(from, to));
            }
        }
        out.println(
                "The machines, the network and the time are simulated; the protocol is the real"
                        + " one.");
        out.println();
    }

    private boolean compare(PrintWriter out, Demo demo) {
        out.printf(
                "  %-18s %14s %12s %14s %10s%n",
                "", "to the optimum", "all clocks", "between regions", "waiting");
        Figures near = play(out, demo.oneDataCentre());
        Figures plain = play(out, demo.everyClock());
        Figures gaia = play(out, demo.gaia());
        Figures killed = play(out, demo.killed());
        out.println();
        for (Figures figures : List.of(near, plain, gaia, killed)) {
            if (figures.failure() != null) {
                out.println(figures.label() + " failed: " + figures.failure());
                return false;
            }
        }
        return explain(out, demo, near, plain, gaia) & returned(out, demo, plain, killed);
    }

    private Figures play(PrintWriter out, Case next) {
        Figures figures;
        try (var progress = new Progress(spec.commandLine().getErr())) {
            progress.say(() -> next.label());
            figures = next.play();
        }
        cases.add(StoryReport.report(figures));
        out.printf(
                "  %-18s %14s %12s %14s %9.0f%%%n",
                figures.label(),
                Double.isNaN(figures.reachedSeconds())
                        ? "never"
                        : Words.duration(figures.reachedSeconds()),
                Words.duration(figures.seconds()),
                Words.bytes(figures.outcome().bytes()),
                100 * figures.waitingShare());
        return figures;
    }

    private static boolean explain(
            PrintWriter out, Demo demo, Figures near, Figures plain, Figures gaia) {
        out.printf(
                "\"To the optimum\" is when the worst region's copy is within %.0f%% of its first"
                        + " distance.%n",
                100 * demo.near());
        out.printf(
                "BSP makes every clock wait for all updates of all regions: %.1f times one data"
                        + " centre.%n",
                plain.seconds() / near.seconds());
        out.printf(
                "Gaia sends the largest changes first, coarsely, as much as each link can carry,"
                        + " and keeps%nthe rest for later: %.1f times one data centre, with %.1f times"
                        + " fewer bytes than BSP.%n",
                gaia.seconds() / near.seconds(),
                (double) plain.outcome().bytes() / gaia.outcome().bytes());
        boolean isSame = plain.isConverged() && gaia.isConverged();
        out.println(
                isSame
                        ? "Nothing is lost by that: in the end all regions hold the same table, to"
                                + " the last bit."
                        : "FAILED: the regions' tables differ in the end.");
        out.printf(
                "(Gaia's table is not BSP's: at the end it is %.1f%% of the first distance off,"
                        + " BSP's %.1f%%.)%n",
                100 * gaia.distance(), 100 * plain.distance());
        return isSame;
    }

    private static boolean returned(PrintWriter out, Demo demo, Figures plain, Figures killed) {
        boolean isSame = Arrays.deepEquals(plain.outcome().digests(), killed.outcome().digests());
        out.println();
        out.printf(
                "Then the sidecar of %s is killed at %.0f s and started again at %.0f s. The others"
                        + " wait for%nit, it reads its journal and goes on: %.1f s instead of %.1f s,"
                        + " and %s.%n",
                demo.victim(),
                demo.killedSeconds(),
                demo.backSeconds(),
                killed.seconds(),
                plain.seconds(),
                isSame
                        ? "the result is the same to the last bit"
                        : "FAILED: the result is another");
        return isSame;
    }
}
