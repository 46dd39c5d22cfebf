package sparkgaia.lab.run.html;

import sparkgaia.lab.run.html.Page.Chart;
import sparkgaia.lab.run.html.Page.Series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines over two axes. A line has its colour and its marks, so that it can be told by either. */
final class ChartSvg {
    private static final double WIDTH = 960;
    private static final double PLOT = 360;
    private static final double LEFT = 72;
    private static final double RIGHT = 18;
    private static final double BELOW = 52;

    /** More points than this cannot be seen. */
    private static final int POINTS_MAX = 400;

    private static final int MARKS = 7;

    /** Lines that rise so many times above the others leave the picture, or the others would be flat. */
    private static final double OUTLIER = 4;

    private final Chart chart;
    private final int number;
    private final Legend legend;
    private final double top;
    private final double bottom;
    private final Scale x;
    private final Scale y;
    private final double highest;

    /** @param number of the figure on its page, for names inside of the drawing */
    ChartSvg(Chart chart, int number) {
        this.chart = chart;
        this.number = number;
        this.highest = highest();
        this.legend = new Legend(names(), LEFT, WIDTH - RIGHT);
        this.top = legend.height() + 12;
        this.bottom = top + PLOT;
        this.x = scale(true, LEFT, WIDTH - RIGHT);
        this.y = scale(false, bottom, top);
    }

    private List<String> names() {
        var names = new ArrayList<String>();
        for (Series series : chart.series()) {
            boolean isOff = max(series) > highest;
            names.add(series.name() + (isOff ? " (leaves the scale)" : ""));
        }
        return names;
    }

    private boolean isShown(Series series, int point) {
        return Double.isFinite(series.x()[point])
                && Double.isFinite(series.y()[point])
                && (series.x()[point] > 0 || !chart.x().isLogarithmic())
                && (series.y()[point] > 0 || !chart.y().isLogarithmic());
    }

    private double max(Series series) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < series.x().length; i++) {
            max = isShown(series, i) ? Math.max(max, series.y()[i]) : max;
        }
        return max;
    }

    /** The top of all lines but for outliers above more than half of them. */
    private double highest() {
        double[] tops =
                chart.series().stream()
                        .mapToDouble(this::max)
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        for (int i = tops.length / 2; i > 0 && i < tops.length; i++) {
            if (!chart.y().isLogarithmic() && tops[i - 1] > 0 && tops[i] > OUTLIER * tops[i - 1]) {
                return tops[i - 1];
            }
        }
        return tops.length == 0 ? 1 : tops[tops.length - 1];
    }

    private Scale scale(boolean isX, double from, double to) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (Series series : chart.series()) {
            for (int i = 0; i < series.x().length; i++) {
                if (isShown(series, i)) {
                    double number = isX ? series.x()[i] : Math.min(highest, series.y()[i]);
                    min = Math.min(min, number);
                    max = Math.max(max, number);
                }
            }
        }
        boolean isLogarithmic = (isX ? chart.x() : chart.y()).isLogarithmic();
        return min > max
                ? new Scale(isLogarithmic, 1, 10, from, to)
                : new Scale(isLogarithmic, min, max, from, to);
    }

    void draw(Markup to) {
        double height = bottom + BELOW;
        to.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Markup.tenths(WIDTH) + " " + Markup.tenths(height),
                "class",
                "chart",
                "role",
                "img",
                "aria-label",
                chart.title());
        String clip = "plot" + number;
        to.open("clipPath", "id", clip);
        // Room for half a mark at the edges.
        to.empty(
                "rect",
                "x",
                LEFT - 5,
                "y",
                top - 5,
                "width",
                WIDTH - LEFT - RIGHT + 10,
                "height",
                PLOT + 10);
        to.close();
        axes(to);
        to.open("g", "clip-path", "url(#" + clip + ")");
        for (int i = 0; i < chart.series().size(); i++) {
            line(to, i, chart.series().get(i));
        }
        to.close();
        legend.draw(
                to,
                (i, at, middle) -> {
                    to.empty(
                            "line",
                            "class",
                            "line " + style(i),
                            "x1",
                            at,
                            "x2",
                            at + 24,
                            "y1",
                            middle,
                            "y2",
                            middle);
                    mark(to, i, at + 12, middle);
                });
        to.close();
    }

    private void axes(Markup to) {
        for (double tick : y.ticks()) {
            double at = y.place(tick);
            to.empty("line", "class", "grid", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", at, "y2", at);
            to.text("text", Numbers.shown(tick), "class", "tick end", "x", LEFT - 8, "y", at + 4);
        }
        for (double tick : x.ticks()) {
            double at = x.place(tick);
            to.empty("line", "class", "grid", "x1", at, "x2", at, "y1", top, "y2", bottom);
            to.text("text", Numbers.shown(tick), "class", "tick middle", "x", at, "y", bottom + 18);
        }
        to.empty(
                "line",
                "class",
                "axis",
                "x1",
                LEFT,
                "x2",
                WIDTH - RIGHT,
                "y1",
                bottom,
                "y2",
                bottom);
        double middle = (top + bottom) / 2;
        to.text(
                "text",
                chart.x().label() + (chart.x().isLogarithmic() ? ", logarithmic" : ""),
                "class",
                "label middle",
                "x",
                (LEFT + WIDTH - RIGHT) / 2,
                "y",
                bottom + 42);
        to.text(
                "text",
                chart.y().label() + (chart.y().isLogarithmic() ? ", logarithmic" : ""),
                "class",
                "label middle",
                "transform",
                "translate(16 " + Markup.tenths(middle) + ") rotate(-90)");
    }

    private static String style(int series) {
        return "s" + series % Colours.COUNT + (series >= Colours.COUNT ? " dashed" : "");
    }

    private void line(Markup to, int number, Series series) {
        int[] shown = new int[series.x().length];
        int count = 0;
        for (int i = 0; i < shown.length; i++) {
            if (isShown(series, i)) {
                shown[count++] = i;
            }
        }
        shown = thinned(Arrays.copyOf(shown, count), POINTS_MAX);
        var points = new StringBuilder();
        for (int i : shown) {
            points.append(points.length() == 0 ? "" : " ")
                    .append(Markup.tenths(x.place(series.x()[i])))
                    .append(',')
                    .append(Markup.tenths(y.place(series.y()[i])));
        }
        to.open("g");
        to.text("title", series.name());
        to.empty("polyline", "class", "line " + style(number), "points", points);
        double markedAt = Double.NEGATIVE_INFINITY;
        for (int i : shown) {
            double place = x.place(series.x()[i]);
            if (place >= markedAt + (WIDTH - LEFT - RIGHT) / MARKS
                    || i == shown[shown.length - 1]) {
                mark(to, number, place, y.place(series.y()[i]));
                markedAt = place;
            }
        }
        to.close();
    }

    /** So many of the points, evenly, the last among them. */
    private static int[] thinned(int[] points, int most) {
        if (points.length <= most) {
            return points;
        }
        int[] kept = new int[most];
        for (int i = 0; i < most; i++) {
            kept[i] = points[(int) ((long) i * (points.length - 1) / (most - 1))];
        }
        return kept;
    }

    private static void mark(Markup to, int series, double x, double y) {
        String path =
                switch (series % 4) {
                    case 0 -> "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z";
                    case 1 -> "m-3.6-3.6h7.2v7.2h-7.2z";
                    case 2 -> "m0-5l4.6 8.2h-9.2z";
                    default -> "m0-5l5 5l-5 5l-5-5z";
                };
        to.empty(
                "path",
                "class",
                "mark s" + series % Colours.COUNT,
                "d",
                "M" + Markup.tenths(x) + " " + Markup.tenths(y) + path);
    }
}
