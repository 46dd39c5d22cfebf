package sparkgaia.cli;

import sparkgaia.core.sync.Wait;
import sparkgaia.lab.LinkCount;
import sparkgaia.lab.run.html.Page;
import sparkgaia.lab.run.html.Page.Axis;
import sparkgaia.lab.run.html.Page.Bar;
import sparkgaia.lab.run.html.Page.Bars;
import sparkgaia.lab.run.html.Page.Cell;
import sparkgaia.lab.run.html.Page.Chart;
import sparkgaia.lab.run.html.Page.Figure;
import sparkgaia.lab.run.html.Page.HeatMaps;
import sparkgaia.lab.run.html.Page.Panel;
import sparkgaia.lab.run.html.Page.Section;
import sparkgaia.lab.run.html.Page.Series;
import sparkgaia.lab.run.html.Page.Table;
import sparkgaia.lab.study.Fact;
import sparkgaia.lab.study.Problem;
import sparkgaia.lab.study.Standing;

import java.util.ArrayList;
import java.util.List;

/** A study as a page to look at. */
final class StudyPage {
    private final StudyResult result;

    StudyPage(StudyResult result) {
        this.result = result;
    }

    Page page(String title, List<String> intro) {
        var sections = new ArrayList<Section>();
        for (StudyPlan.Leg leg : result.plan().legs()) {
            sections.add(section(leg));
        }
        return new Page(title, intro, sections);
    }

    private Section section(StudyPlan.Leg leg) {
        List<Standing> there =
                result.standings().stream().filter(one -> one.wan().equals(leg.name())).toList();
        Standing lan = result.lan(there.get(0));
        var lines = new ArrayList<Standing>(List.of(lan));
        there.stream().filter(one -> !one.trained().looks().isEmpty()).forEach(lines::add);
        var figures = new ArrayList<Figure>();
        figures.add(table(there));
        figures.add(chart("Objective of the common model", Problem.OBJECTIVE, lines));
        figures.add(chart("Held-out error of the common model", Problem.HELD_OUT, lines));
        figures.add(waits(there));
        figures.add(traffic(leg, there));
        return new Section(
                leg.name() + ": " + String.join(", ", leg.wan().names()),
                List.of(
                        "Times are those of one data centre = 1, to what it ends with and 0.5 %"
                                + " more. Every run ended with the same bits in all regions unless"
                                + " it says so."),
                figures);
    }

    private Table table(List<Standing> there) {
        var rows = new ArrayList<List<Cell>>();
        for (Standing standing : there) {
            double paper = result.plan().paper(standing.wan(), standing.model());
            rows.add(
                    List.of(
                            Cell.of(standing.model()),
                            new Cell(
                                    StudyText.ratio(standing.timeVsLan()),
                                    Double.isNaN(paper) ? "" : "paper " + StudyText.ratio(paper)),
                            Cell.of(StudyText.ratio(standing.timeVsLanHeldOut())),
                            Cell.of(StudyText.ratio(standing.timeVsLanOwn())),
                            Cell.of(String.format("%.4f", standing.rmseVsLan())),
                            Cell.of(Words.bytes(standing.outcome().bytes())),
                            Cell.of(StudyText.percent(standing.trained().heldBackShare())),
                            Cell.of(remark(standing))));
        }
        return new Table(
                "Time to the data centre's quality",
                List.of(
                        "model",
                        "objective",
                        "held out",
                        "own copies",
                        "error in the end",
                        "sent",
                        "held back",
                        ""),
                rows);
    }

    private static String remark(Standing standing) {
        if (standing.failure() != null) {
            return standing.failure();
        }
        if (!standing.isBitIdentical()) {
            return "regions differ";
        }
        return String.join(
                ", ", standing.trained().facts().stream().map(StudyPage::remark).toList());
    }

    private static String remark(Fact fact) {
        return fact instanceof Fact.Check check
                ? check.claim() + ": " + (check.holds() ? "yes" : "no")
                : String.format("%s %.4f", fact.name(), ((Fact.Figure) fact).value());
    }

    private static Chart chart(String title, int figure, List<Standing> lines) {
        var series = new ArrayList<Series>();
        for (Standing standing : lines) {
            var looks = standing.trained().looks();
            series.add(
                    new Series(
                            standing.wan().equals("lan") ? "one data centre" : standing.model(),
                            looks.stream().mapToDouble(look -> look.seconds()).toArray(),
                            looks.stream()
                                    .mapToDouble(look -> look.consensus()[figure])
                                    .toArray()));
        }
        return new Chart(
                title,
                Axis.logarithmic("virtual time (s)"),
                Axis.linear("lower is better"),
                series);
    }

    private static Bars waits(List<Standing> there) {
        var causes = new ArrayList<Wait>();
        for (Wait wait : Wait.values()) {
            if (there.stream().anyMatch(one -> one.trained().waits().containsKey(wait))) {
                causes.add(wait);
            }
        }
        var bars = new ArrayList<Bar>();
        for (Standing standing : there) {
            bars.add(
                    new Bar(
                            standing.model(),
                            causes.stream()
                                    .mapToDouble(
                                            cause ->
                                                    100
                                                            * standing.trained()
                                                                    .waits()
                                                                    .getOrDefault(cause, 0.0))
                                    .toArray()));
        }
        return new Bars(
                "What workers waited for",
                "part of their time (%)",
                causes.stream().map(Wait::text).toList(),
                bars);
    }

    private static HeatMaps traffic(StudyPlan.Leg leg, List<Standing> there) {
        var panels = new ArrayList<Panel>();
        for (Standing standing : there) {
            List<List<LinkCount>> links = standing.outcome().links();
            double[][] bytes = new double[links.size()][links.size()];
            for (int from = 0; from < bytes.length; from++) {
                for (int to = 0; to < bytes.length; to++) {
                    LinkCount count = links.get(from).get(to);
                    bytes[from][to] =
                            count == null || count.bytes() == 0
                                    ? Double.NaN
                                    : count.bytes() + count.repeatedBytes();
                }
            }
            panels.add(new Panel(standing.model(), bytes));
        }
        return new HeatMaps("What went from row to column", "B", leg.wan().names(), panels);
    }
}
