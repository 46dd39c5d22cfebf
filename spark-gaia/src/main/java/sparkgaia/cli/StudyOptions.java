package sparkgaia.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sparkgaia.cli.html.HtmlReport;
import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.study.Study;
import sparkgaia.lab.wan.Wan;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    @Mixin private JsonFile json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    long seed() {
        return seed;
    }

    /** Networks of two regions or more, by name; all of the paper's if none is named. */
    Map<String, Wan> networks(String name, Path latency) throws IOException {
        var networks = new LinkedHashMap<String, Wan>();
        List<String> presets = List.of("vc", "ss", "ec2");
        if (name == null || name.equals("all")) {
            presets.forEach(preset -> networks.put(preset, WanFiles.preset(preset)));
        } else if (presets.contains(name)) {
            networks.put(name, WanFiles.preset(name));
        } else if (!name.contains(".")) {
            var known = new java.util.ArrayList<>(presets);
            known.add("all");
            throw new ParameterException(
                    spec.commandLine(), Trouble.unknown("network", name, known));
        } else {
            Path file = Path.of(name);
            Wan wan = latency == null ? WanFiles.load(file) : WanFiles.load(file, latency);
            networks.put(String.valueOf(file.getFileName()).replace(".csv", ""), wan);
        }
        return networks;
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
        report.put("rows", StudyJson.rows(result));
        json.write(report);
        if (html != null) {
            var lines = new java.util.ArrayList<>(intro);
            lines.add(calibration);
            String page = HtmlReport.of(new StudyPage(result).page("gaia lab " + command, lines));
            Files.write(html, page.getBytes(StandardCharsets.UTF_8));
        }
        return result.isIdentical() ? Gaia.DONE : Gaia.FAILED;
    }

    private static String calibration(Study<?, ?> study) {
        return String.format(
                "Calibrated: a clock takes a worker 1 s (%.3g us a unit of work), and all bandwidths"
                        + " are %.4f of those measured, so that BSP over V/C takes %.1f times one"
                        + " data centre, as in the paper. All else is prediction.",
                study.nanosPerUnit() * 1e-3, study.factor(), Study.BSP_VS_LAN);
    }
}
