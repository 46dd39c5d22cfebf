package sparkgaia.lab.run.html;

import sparkgaia.lab.run.html.Page.Axis;
import sparkgaia.lab.run.html.Page.Bar;
import sparkgaia.lab.run.html.Page.Bars;
import sparkgaia.lab.run.html.Page.Cell;
import sparkgaia.lab.run.html.Page.Chart;
import sparkgaia.lab.run.html.Page.HeatMaps;
import sparkgaia.lab.run.html.Page.Panel;
import sparkgaia.lab.run.html.Page.Section;
import sparkgaia.lab.run.html.Page.Series;
import sparkgaia.lab.run.html.Page.Table;

import java.util.ArrayList;
import java.util.List;

/** A page like that of a study, with invented numbers. */
final class Sample {
    static final List<String> MODELS =
            List.of("LAN", "BSP", "SSP 2", "Gaia, 2 % (paper)", "Gaia, budget 0.2", "async");

    private static final List<String> REGIONS =
            List.of(
                    "Virginia",
                    "California",
                    "Oregon",
                    "Ireland",
                    "Frankfurt",
                    "Tokyo",
                    "Seoul",
                    "Singapore",
                    "Sydney",
                    "Mumbai",
                    "SaoPaulo");

    private Sample() {}

    static Page page() {
        return new Page(
                "gaia lab mf: matrix factorisation over regions",
                List.of(
                        "1,000,000 ratings, 22 workers, seed 1. Virtual time; the same command gives the same page.",
                        "Network: the paper's S/S (Singapore, SaoPaulo)."),
                List.of(results(), courses(), traffic(), waits()));
    }

    private static Section results() {
        var rows = new ArrayList<List<Cell>>();
        String[] papers = {"", "paper 23.8", "", "paper 2.8", "", ""};
        for (int i = 0; i < MODELS.size(); i++) {
            rows.add(
                    List.of(
                            Cell.of(MODELS.get(i)),
                            Cell.of(i == 5 ? "never" : Numbers.shown(42.3 * (i + 1) * (i + 1))),
                            new Cell(i == 5 ? "\u2013" : Numbers.shown(1.0 + i * 4.31), papers[i]),
                            Cell.of(Numbers.shown(1234.5 / (i + 1)) + " MB"),
                            Cell.of(i == 5 ? "diverged at clock 17" : "")));
        }
        return new Section(
                "Time to the data centre's objective",
                List.of(
                        "How long each model takes to come within 0.5 % of what one centre ends at."),
                List.of(
                        new Table(
                                "Main table",
                                List.of("model", "seconds", "times LAN", "sent", "remarks"),
                                rows)));
    }

    private static Section courses() {
        var linear = new ArrayList<Series>();
        for (int model = 0; model < MODELS.size(); model++) {
            double[] x = new double[120];
            double[] y = new double[120];
            double slowness = Math.pow(3, model);
            for (int i = 0; i < x.length; i++) {
                x[i] = slowness * (i + 1) * 0.4;
                y[i] = 0.42 + 0.02 * model + 0.6 * Math.exp(-i / 18.0);
                if (model == 5 && i > 40) {
                    y[i] = y[i] * Math.exp((i - 40) / 6.0);
                }
            }
            linear.add(new Series(MODELS.get(model), x, y));
        }
        return new Section(
                "Objective against virtual time",
                List.of("The consensus of all regions, looked at once an epoch."),
                List.of(
                        new Chart(
                                "Objective",
                                Axis.logarithmic("virtual time (s)"),
                                Axis.linear("mean squared error"),
                                linear),
                        new Chart(
                                "Objective, the first minutes",
                                Axis.linear("virtual time (s)"),
                                Axis.logarithmic("mean squared error"),
                                linear.subList(0, 2))));
    }

    private static Section traffic() {
        var panels = new ArrayList<Panel>();
        for (int model = 1; model < 5; model++) {
            double[][] values = new double[11][11];
            for (int i = 0; i < 11; i++) {
                for (int j = 0; j < 11; j++) {
                    values[i][j] =
                            i == j ? Double.NaN : 4e8 / Math.pow(4, model) / (1 + (i * 7 + j) % 9);
                }
            }
            panels.add(new Panel(MODELS.get(model), values));
        }
        double[][] two = {{Double.NaN, 123_456_789}, {5_400_000, Double.NaN}};
        return new Section(
                "Bytes per link",
                List.of(),
                List.of(
                        new HeatMaps("Sent over each link", "B", REGIONS, panels),
                        new HeatMaps(
                                "Two regions",
                                "B",
                                List.of("Singapore", "SaoPaulo"),
                                List.of(new Panel("BSP", two), new Panel("Gaia", two)))));
    }

    private static Section waits() {
        var bars = new ArrayList<Bar>();
        for (int model = 0; model < MODELS.size(); model++) {
            bars.add(
                    new Bar(
                            MODELS.get(model),
                            new double[] {
                                model == 0 ? 0 : 60.0 / model, 3.1 * model, 0.7, model == 4 ? 12 : 0
                            }));
        }
        return new Section(
                "Waits by cause",
                List.of("Parts of the time of all workers."),
                List.of(
                        new Bars(
                                "What workers waited for",
                                "part of the workers' time (%)",
                                List.of("another worker", "through", "mirror clock", "barred row"),
                                bars)));
    }
}
