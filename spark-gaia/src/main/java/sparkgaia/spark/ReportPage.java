package sparkgaia.spark;

import sparkgaia.lab.run.html.Page;
import sparkgaia.lab.run.html.Page.Axis;
import sparkgaia.lab.run.html.Page.Cell;
import sparkgaia.lab.run.html.Page.Chart;
import sparkgaia.lab.run.html.Page.Figure;
import sparkgaia.lab.run.html.Page.Section;
import sparkgaia.lab.run.html.Page.Series;
import sparkgaia.lab.run.html.Page.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A fit's report as a page to look at. */
record ReportPage(TrainingReport report) {
    Page page() {
        var sections = new ArrayList<Section>();
        sections.add(
                new Section(
                        "Time",
                        List.of(
                                "Workers computed for "
                                        + number(report.computeSeconds())
                                        + " s, added up."),
                        List.of(
                                table("Phases", "phase", report.seconds()),
                                table(
                                        "What workers waited for, added up",
                                        "cause",
                                        report.waitedSeconds()))));
        sections.add(new Section("Training", List.of(), charts()));
        if (!report.links().isEmpty()) {
            sections.add(new Section("What left each region", List.of(), List.of(links())));
        }
        if (report.locality() != null) {
            sections.add(
                    new Section(
                            "Where records were read",
                            List.of(
                                    "Executors were in several regions. These are Spark's own counts"
                                            + " of all jobs of the fit."),
                            List.of(locality(report.locality()))));
        }
        return new Page("A fit with spark-gaia", List.of(report.toString()), sections);
    }

    private static Table table(String title, String head, Map<String, Double> seconds) {
        var rows = new ArrayList<List<Cell>>();
        seconds.forEach((name, of) -> rows.add(List.of(Cell.of(name), Cell.of(number(of)))));
        return new Table(title, List.of(head, "seconds"), rows);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private List<Figure> charts() {
        var charts = new ArrayList<Figure>();
        for (int metric = 0; metric < report.metrics().size(); metric++) {
            int of = metric;
            double[] y = report.sums().stream().skip(1).mapToDouble(sums -> sums[of]).toArray();
            double[] x = new double[y.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = i + 1;
            }
            String name = report.metrics().get(metric);
            charts.add(
                    new Chart(
                            name + ", summed over all workers",
                            new Axis("clock", false),
                            new Axis(name, false),
                            List.of(new Series(name, x, y))));
        }
        return charts;
    }

    private static Table locality(Locality of) {
        return new Table(
                "Locality",
                List.of("what", "how many"),
                List.of(
                        count("bytes that were shuffled", of.shuffleBytes()),
                        count("blocks fetched from another executor", of.remoteBlocks()),
                        count("files opened from another region", of.foreignReads()),
                        count("bytes of counts that the driver was given", of.surveyBytes())));
    }

    private static List<Cell> count(String what, long of) {
        return List.of(Cell.of(what), Cell.of(String.valueOf(of)));
    }

    private Table links() {
        var rows = new ArrayList<List<Cell>>();
        for (TrainingReport.Link link : report.links()) {
            rows.add(
                    List.of(
                            Cell.of(link.from()),
                            Cell.of(link.to()),
                            Cell.of(String.valueOf(link.dataBytes())),
                            Cell.of(String.valueOf(link.controlBytes())),
                            Cell.of(link.rowsLeft().toString()),
                            Cell.of(number(100 * link.heldBack()) + " %")));
        }
        return new Table(
                "Links",
                List.of("from", "to", "data bytes", "control bytes", "rows by table", "held back"),
                rows);
    }
}
