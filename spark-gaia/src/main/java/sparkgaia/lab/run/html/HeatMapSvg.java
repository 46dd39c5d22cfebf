package sparkgaia.lab.run.html;

import sparkgaia.lab.run.html.Page.HeatMaps;
import sparkgaia.lab.run.html.Page.Panel;

import java.util.List;

/** Maps from everybody to everybody, in colours on one logarithmic scale, with the number in each cell. */
final class HeatMapSvg {
    private static final double CELL_WIDTH = 42;
    private static final double CELL = 26;
    private static final double PAD = 8;

    /** Two maps fit side by side, made smaller where they have to be. */
    private static final double BASIS = 480;

    /** How steeply the columns' names rise. */
    private static final double DEGREES = 40;

    /** Less than this part of the most is as good as nothing. */
    private static final double RANGE = 1e5;

    private final HeatMaps maps;
    private final double left;
    private final double top;
    private final int prefix;
    private final double least;
    private final double most;

    HeatMapSvg(HeatMaps maps) {
        this.maps = maps;
        double longest = maps.names().stream().mapToDouble(Legend::width).max().orElse(0);
        this.left = longest + 2 * PAD;
        this.top = 24 + longest * StrictMath.sin(Math.toRadians(DEGREES)) + PAD;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        for (Panel panel : maps.panels()) {
            for (double[] row : panel.values()) {
                for (double value : row) {
                    if (value > 0 && Double.isFinite(value)) {
                        lowest = Math.min(lowest, value);
                        highest = Math.max(highest, value);
                    }
                }
            }
        }
        this.most = highest > 0 ? highest : 1;
        this.least = Math.max(Math.min(lowest, most / 10), most / RANGE);
        this.prefix = Numbers.prefix(most);
    }

    void draw(Markup to) {
        to.open("div", "class", "panels");
        for (Panel panel : maps.panels()) {
            draw(to, panel);
        }
        to.close();
        legend(to);
    }

    private void draw(Markup to, Panel panel) {
        List<String> names = maps.names();
        String last = names.isEmpty() ? "" : names.get(names.size() - 1);
        double overhang = Legend.width(last) * StrictMath.cos(Math.toRadians(DEGREES));
        double width = left + names.size() * CELL_WIDTH + Math.max(PAD, overhang - CELL_WIDTH / 2);
        double height = top + names.size() * CELL + PAD;
        to.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Markup.tenths(width) + " " + Markup.tenths(height),
                "style",
                "max-width:"
                        + Math.round(width)
                        + "px;flex-basis:"
                        + Math.round(Math.min(width, BASIS))
                        + "px",
                "role",
                "img",
                "aria-label",
                maps.title() + ": " + panel.name());
        to.text("text", panel.name(), "class", "strong", "x", PAD, "y", 16.0);
        for (int i = 0; i < names.size(); i++) {
            to.text(
                    "text",
                    names.get(i),
                    "transform",
                    "translate("
                            + Markup.tenths(left + (i + 0.5) * CELL_WIDTH)
                            + " "
                            + Markup.tenths(top - PAD)
                            + ") rotate(-"
                            + Markup.tenths(DEGREES)
                            + ")");
            to.text(
                    "text",
                    names.get(i),
                    "class",
                    "end",
                    "x",
                    left - PAD,
                    "y",
                    top + i * CELL + CELL / 2 + 4);
            for (int j = 0; j < names.size(); j++) {
                cell(to, i, j, panel.values()[i][j]);
            }
        }
        to.close();
    }

    private void cell(Markup to, int row, int column, double value) {
        double x = left + column * CELL_WIDTH;
        double y = top + row * CELL;
        boolean isEmpty = !Double.isFinite(value);
        String heat = isEmpty ? "none" : "h" + heat(value);
        to.open(
                "rect",
                "class",
                "cell " + heat,
                "x",
                x,
                "y",
                y,
                "width",
                CELL_WIDTH,
                "height",
                CELL);
        if (!isEmpty) {
            to.text(
                    "title",
                    maps.names().get(row)
                            + " \u2192 "
                            + maps.names().get(column)
                            + ": "
                            + Numbers.shown(Numbers.scaled(value, prefix))
                            + " "
                            + Numbers.unit(prefix, maps.unit()));
        }
        to.close();
        if (!isEmpty) {
            to.text(
                    "text",
                    Numbers.shown(Numbers.scaled(value, prefix)),
                    "class",
                    "inside middle on" + heat,
                    "x",
                    x + CELL_WIDTH / 2,
                    "y",
                    y + CELL / 2 + 4);
        }
    }

    private int heat(double value) {
        if (!(value > least)) {
            return 0;
        }
        double part = StrictMath.log(value / least) / StrictMath.log(most / least);
        return (int) Math.min(Colours.HEATS - 1, Math.floor(part * Colours.HEATS));
    }

    /** From which number on each colour is. */
    private void legend(Markup to) {
        to.open("p", "class", "heats");
        to.text(
                "span",
                "from row to column, "
                        + Numbers.unit(prefix, maps.unit())
                        + ", logarithmic colours from ");
        for (int heat = 0; heat < Colours.HEATS; heat++) {
            double from = least * StrictMath.pow(most / least, (double) heat / Colours.HEATS);
            to.text("span", Numbers.shown(Numbers.scaled(from, prefix)), "class", "heat h" + heat);
        }
        to.text("span", " to " + Numbers.shown(Numbers.scaled(most, prefix)));
        to.close();
    }
}
