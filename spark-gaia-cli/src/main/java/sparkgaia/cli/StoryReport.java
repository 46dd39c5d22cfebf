package sparkgaia.cli;

import sparkgaia.lab.scenarios.Case;
import sparkgaia.lab.scenarios.Figures;
import sparkgaia.lab.scenarios.Finding;
import sparkgaia.lab.scenarios.Setting;
import sparkgaia.lab.scenarios.Story;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays a story under one setting, and tells what came of it as a table with sentences, or as JSON. */
final class StoryReport {
    private final Story story;
    private final Setting setting;
    private final List<Figures> figures = new ArrayList<>();
    private final List<Double> wallSeconds = new ArrayList<>();
    private List<Finding> findings = List.of();

    StoryReport(Story story, Setting setting) {
        this.story = story;
        this.setting = setting;
    }

    void play(Progress progress) {
        List<Case> cases = story.cases().apply(setting);
        for (Case next : cases) {
            progress.say(
                    () ->
                            story.name()
                                    + ": "
                                    + next.label()
                                    + ", "
                                    + (figures.size() + 1)
                                    + " of "
                                    + cases.size());
            long start = System.nanoTime();
            figures.add(next.play());
            wallSeconds.add((System.nanoTime() - start) * 1e-9);
        }
        progress.clear();
        findings = story.findings().apply(setting, figures);
    }

    boolean isGood() {
        return findings.stream().allMatch(Finding::isGood);
    }

    void print(PrintWriter out) {
        out.println(
                story.name()
                        + ": "
                        + story.about()
                        + " ("
                        + Words.count(setting.wan().size(), "region")
                        + ", "
                        + Words.count(setting.clocks(), "clock")
                        + ", seed "
                        + setting.seed()
                        + ")");
        out.printf(
                "  %-16s %12s %12s %9s %10s %9s %12s %12s%n",
                "",
                "virtual time",
                "near by",
                "distance",
                "bytes",
                "waiting",
                "same bits",
                "events/s");
        for (int i = 0; i < figures.size(); i++) {
            out.println(row(figures.get(i), wallSeconds.get(i)));
        }
        for (Finding finding : findings) {
            out.println((finding.isGood() ? "  " : "  FAILED: ") + finding.text());
        }
    }

    private static String row(Figures figure, double seconds) {
        return String.format(
                "  %-16s %12s %12s %9s %10s %8.0f%% %12s %12s",
                figure.label(),
                Words.duration(figure.seconds()),
                Double.isNaN(figure.reachedSeconds())
                        ? "-"
                        : Words.duration(figure.reachedSeconds()),
                Double.isNaN(figure.distance()) ? "-" : String.format("%.4f", figure.distance()),
                Words.bytes(figure.outcome().bytes()),
                100 * figure.waitingShare(),
                figure.isConverged() ? "yes" : "no",
                String.format("%,.0f", figure.outcome().events() / seconds));
    }

    static Map<String, Object> all(Story story, List<Object> reports) {
        var all = new LinkedHashMap<String, Object>();
        all.put("command", story.name());
        all.put("runs", reports);
        return all;
    }

    Map<String, Object> report() {
        var report = new LinkedHashMap<String, Object>();
        report.put("seed", setting.seed());
        report.put("regions", setting.wan().names());
        report.put("clocks", setting.clocks());
        var cases = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < figures.size(); i++) {
            Map<String, Object> one = report(figures.get(i));
            one.put("wallSeconds", wallSeconds.get(i));
            cases.add(one);
        }
        report.put("cases", cases);
        var told = new ArrayList<Map<String, Object>>();
        for (Finding finding : findings) {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("text", finding.text());
            entry.put("isGood", finding.isGood());
            told.add(entry);
        }
        report.put("findings", told);
        return report;
    }

    static Map<String, Object> report(Figures figure) {
        var report = new LinkedHashMap<String, Object>();
        report.put("label", figure.label());
        report.put("failure", figure.failure());
        report.put("isFinished", figure.outcome().isFinished());
        report.put("isComplete", figure.outcome().isComplete());
        report.put("isConverged", figure.isConverged());
        report.put("virtualSeconds", figure.seconds());
        report.put("nearSeconds", figure.reachedSeconds());
        report.put("distance", figure.distance());
        report.put("bytes", figure.outcome().bytes());
        report.put("waitingShare", figure.waitingShare());
        report.put("longestWaitSeconds", figure.longestWaitSeconds());
        report.put("announcements", figure.announcements());
        report.put("events", figure.outcome().events());
        report.put("traceHash", Long.toHexString(figure.outcome().traceHash()));
        return report;
    }
}
