package sparkgaia.lab.run.html;

import java.util.List;

/** What a report shows, free of markup. */
public record Page(String title, List<String> intro, List<Section> sections) {

    /** Figures with a heading and a few sentences. */
    public record Section(String title, List<String> text, List<Figure> figures) {}

    /** Something to look at. */
    public sealed interface Figure permits Chart, Bars, HeatMaps, Table {
        String title();
    }

    /** Lines over a common x. A number that is not finite, or not positive on a logarithmic axis, is left out. */
    public record Chart(String title, Axis x, Axis y, List<Series> series) implements Figure {}

    /** @param label with the unit, such as "virtual time (s)" */
    public record Axis(String label, boolean isLogarithmic) {
        public static Axis linear(String label) {
            return new Axis(label, false);
        }

        public static Axis logarithmic(String label) {
            return new Axis(label, true);
        }
    }

    /** One line, its points in the order of x. */
    public record Series(String name, double[] x, double[] y) {
        public Series {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        name + " has " + x.length + " x for " + y.length + " y");
            }
        }
    }

    /**
     * A bar for each name, stacked from values by cause.
     *
     * @param label of the values, with the unit, such as "part of the time (%)"
     */
    public record Bars(String title, String label, List<String> causes, List<Bar> bars)
            implements Figure {
        public Bars {
            for (Bar bar : bars) {
                if (bar.values().length != causes.size()) {
                    throw new IllegalArgumentException(
                            bar.name() + " has " + bar.values().length + " values for " + causes);
                }
            }
        }
    }

    /** Not negative, one value for each cause. */
    public record Bar(String name, double[] values) {}

    /**
     * What goes from each row's name to each column's, one map for each panel, all in the same colours.
     *
     * @param unit that prefixes like k and M are put to, such as "B"
     */
    public record HeatMaps(String title, String unit, List<String> names, List<Panel> panels)
            implements Figure {
        public HeatMaps {
            for (Panel panel : panels) {
                if (panel.values().length != names.size()) {
                    throw new IllegalArgumentException(
                            panel.name() + " has " + panel.values().length + " rows for " + names);
                }
            }
        }
    }

    /** By row and column; what is not a number is left empty. */
    public record Panel(String name, double[][] values) {}

    /** Text in rows. */
    public record Table(String title, List<String> head, List<List<Cell>> rows) implements Figure {}

    /** @param beside a smaller word to it, such as "paper 3.5", or nothing */
    public record Cell(String text, String beside) {
        public static Cell of(String text) {
            return new Cell(text, "");
        }
    }
}
