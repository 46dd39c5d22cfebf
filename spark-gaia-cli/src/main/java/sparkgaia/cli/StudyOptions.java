package sparkgaia.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.run.html.HtmlReport;
import sparkgaia.lab.study.Contender;
import sparkgaia.lab.study.Study;
import sparkgaia.lab.wan.Wan;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** What every study takes, and how it is played and told. */
final class StudyOptions {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of data and training (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--html", paramLabel = "FILE", description = "also write a page to look at")
    private Path html;

    @Option(
            names = "--models",
            paramLabel = "NAME",
            split = ",",
            description = "only these models (default: all)")
    private List<String> models;

    @Mixin private JsonFile json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    long seed() {
        return seed;
    }

    /** Refuses, before there is any work, a model that the study does not have, and files that cannot be written. */
    void check(List<String> known) throws IOException {
        if (html != null && html.equals(json.file())) {
            throw misused("--html and --json name the same file");
        }
        for (Path file : Arrays.asList(html, json.file())) {
            if (file != null) {
                OutputFile.check(file);
            }
        }
        for (String model : models == null ? List.<String>of() : models) {
            if (!known.contains(model)) {
                throw misused(
                        Trouble.unknown("model", model, known)
                                + "; there are "
                                + String.join(", ", known));
            }
        }
    }

    /** Those that are asked for. */
    List<Contender> chosen(List<Contender> all) {
        return all.stream().filter(one -> models == null || models.contains(one.name())).toList();
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /** The network of the calibration, for so many regions: all as near as Virginia and California. */
    static Wan near(int regions) {
        Wan vc = WanFiles.preset("vc");
        return Wan.uniform(regions, vc.mbps(0, 1), vc.latencyMs(0, 1));
    }

    int play(String command, List<String> intro, StudyPlan plan, Progress progress)
            throws IOException {
        StudyResult result = StudyResult.of(plan, progress);
        progress.clear();
        PrintWriter out = spec.commandLine().getOut();
        intro.forEach(out::println);
        Study<?, ?> study = plan.legs().get(0).study();
        String calibration = calibration(study);
        out.println(calibration);
        new StudyText(result, out).print();
        var report = new LinkedHashMap<String, Object>();
        report.put("command", command);
        report.put("seed", seed);
        report.put("bandwidthFactor", study.factor());
        report.put("nanosPerUnit", study.nanosPerUnit());
        report.put("calibratedTo", study.achieved());
        report.put("rows", StudyJson.rows(result));
        json.write(report);
        if (html != null) {
            var lines = new ArrayList<>(intro);
            lines.add(calibration);
            String page = HtmlReport.of(new StudyPage(result).page("gaia lab " + command, lines));
            OutputFile.write(html, page);
        }
        return result.isSound() ? Gaia.DONE : Gaia.FAILED;
    }

    private static String calibration(Study<?, ?> study) {
        return String.format(
                "Calibrated: a clock takes a worker 1 s in the mean (%.3g us a unit of work), and all"
                        + " bandwidths, also those of a file, are %.2g of those measured, so that BSP"
                        + " between regions as near as V/C takes %.1f times one data centre, as in the"
                        + " paper. All else is prediction.%s",
                study.nanosPerUnit() * 1e-3,
                study.factor(),
                Study.BSP_VS_LAN,
                study.isCalibrated()
                        ? ""
                        : String.format(
                                " WARNING: it takes %.1f times; there is too little data to calibrate"
                                        + " on, and no figure below means much.",
                                study.achieved()));
    }
}
