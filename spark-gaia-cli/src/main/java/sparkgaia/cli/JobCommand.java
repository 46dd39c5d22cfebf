package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sparkgaia.core.Job;
import sparkgaia.core.table.Range;
import sparkgaia.lab.Disks;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.study.MfProblem;
import sparkgaia.lab.study.Problem;
import sparkgaia.lab.study.Rehearsal;
import sparkgaia.lab.wan.Wan;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gaia lab job}: what a job will do, before its processes do it. */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Plays a job of 'gaia lab shards' in virtual time, with the records and the seed that its",
            "processes have: under BSP the tables that they will end with, and how long it takes."
        })
final class JobCommand implements Callable<Integer> {
    static final int CLOCK_MILLIS_MAX = 3_600_000;

    @Spec private CommandSpec spec;
    @Mixin private JsonFile json;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "the folder that 'gaia lab shards' has made")
    private Path dir;

    @Option(
            names = "--wan",
            paramLabel = "NET",
            defaultValue = "lan",
            description =
                    "lan, three, ec2, or FILE.csv with bandwidths in Mb/s between the job's regions"
                            + " (default: ${DEFAULT-VALUE})")
    private String wan;

    @Option(
            names = "--latency",
            paramLabel = "FILE.csv",
            description = "one-way latencies in ms, for --wan FILE.csv (default: 50 everywhere)")
    private Path latency;

    @Option(
            names = "--clock-ms",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "what a clock takes a worker to compute, as 'gaia worker --clock-ms' has it"
                            + " (default: a microsecond for each rating)")
    private int clockMillis;

    @Option(
            names = "--sync-ms",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "the longest that a sidecar's disk takes to keep what it is told; on average half"
                            + " of it (default: ${DEFAULT-VALUE})")
    private double syncMillis;

    @Override
    public Integer call() throws IOException {
        Range.check("--clock-ms", clockMillis, 0, CLOCK_MILLIS_MAX);
        Range.check("--sync-ms", syncMillis, 0.001, 60_000.0);
        if (json.file() != null) {
            OutputFile.check(json.file());
        }
        MfJob known = MfJob.in(dir);
        Job job = known.description().job();
        MfProblem problem = known.problem(dir);
        Machines machines =
                clockMillis == 0
                        ? Machines.EVEN
                        : Machines.perClock(clockMillis * Job.Limits.MILLIS);
        Rehearsal played =
                Rehearsal.of(
                        job,
                        problem,
                        network(job),
                        machines,
                        new Disks(false, Math.round(syncMillis * Job.Limits.MILLIS), 0),
                        known.trainer().settings().seed());
        if (!played.outcome().isFinished()) {
            throw new IOException("the job fails: " + played.outcome().failure());
        }
        tell(job, played);
        return Gaia.DONE;
    }

    private Wan network(Job job) throws IOException {
        var names = new ArrayList<String>();
        for (int region = 0; region < job.regions(); region++) {
            names.add(job.name(region));
        }
        if (wan.equals("lan")) {
            return Wan.lan(names);
        }
        if (WanFiles.presets().contains(wan)) {
            return WanFiles.preset(wan);
        }
        Path file = Path.of(wan);
        Wan read = latency == null ? WanFiles.load(file) : WanFiles.load(file, latency);
        return read.of(names.toArray(String[]::new));
    }

    private void tell(Job job, Rehearsal played) throws IOException {
        Outcome outcome = played.outcome();
        double rmse = played.figures()[Problem.HELD_OUT];
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%d clocks in %s, %s in all; %s between regions%n",
                job.maxClock(),
                Words.duration(played.clocksSeconds()),
                Words.duration(outcome.seconds()),
                Words.bytes(outcome.bytes()));
        out.printf("held-out error %.4f%n", rmse);
        List<String> digests = digests(outcome.digests()[0]);
        out.println(
                (outcome.isConverged() ? "tables " : "the regions' tables differ; the first's are ")
                        + String.join(" ", digests));
        var report = new LinkedHashMap<String, Object>();
        report.put("command", "job");
        report.put("clocks", job.maxClock());
        report.put("seconds", played.clocksSeconds());
        report.put("secondsInAll", outcome.seconds());
        report.put("bytes", outcome.bytes());
        report.put("rmse", rmse);
        report.put("isConverged", outcome.isConverged());
        report.put("digests", digests);
        json.write(report);
    }

    /** As results of workers have them, too. */
    static List<String> digests(long[] digests) {
        var texts = new ArrayList<String>();
        for (long digest : digests) {
            texts.add(String.format("%016x", digest));
        }
        return texts;
    }
}
