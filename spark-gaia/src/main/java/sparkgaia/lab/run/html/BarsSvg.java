package sparkgaia.lab.run.html;

import sparkgaia.lab.run.html.Page.Bar;
import sparkgaia.lab.run.html.Page.Bars;

import java.util.Arrays;

/** Lying bars, stacked by cause, with their sum at the end. */
final class BarsSvg {
    private static final double WIDTH = 960;
    private static final double RIGHT = 64;
    private static final double BAR = 22;
    private static final double STEP = 32;
    private static final double BELOW = 48;

    private final Bars bars;
    private final Legend legend;
    private final double left;
    private final double top;
    private final double bottom;
    private final Scale scale;

    BarsSvg(Bars bars) {
        this.bars = bars;
        double longest =
                bars.bars().stream().mapToDouble(bar -> Legend.width(bar.name())).max().orElse(0);
        this.left = Math.min(WIDTH / 2, longest + 16);
        this.legend = new Legend(bars.causes(), left, WIDTH - 16);
        this.top = legend.height() + 12;
        this.bottom = top + STEP * bars.bars().size();
        double most = bars.bars().stream().mapToDouble(BarsSvg::sum).max().orElse(1);
        this.scale = new Scale(false, 0, most > 0 ? most : 1, left, WIDTH - RIGHT);
    }

    private static double sum(Bar bar) {
        return Arrays.stream(bar.values()).filter(Double::isFinite).sum();
    }

    void draw(Markup to) {
        to.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Markup.tenths(WIDTH) + " " + Markup.tenths(bottom + BELOW),
                "class",
                "chart",
                "role",
                "img",
                "aria-label",
                bars.title());
        legend.draw(to, (i, x, y) -> rect(to, i, bars.causes().get(i), x + 8, y - 7, 16, 14));
        for (double tick : scale.ticks()) {
            double at = scale.place(tick);
            to.empty("line", "class", "grid", "x1", at, "x2", at, "y1", top, "y2", bottom);
            to.text("text", Numbers.shown(tick), "class", "tick middle", "x", at, "y", bottom + 18);
        }
        for (int i = 0; i < bars.bars().size(); i++) {
            bar(to, bars.bars().get(i), top + i * STEP + (STEP - BAR) / 2);
        }
        to.text(
                "text",
                bars.label(),
                "class",
                "label middle",
                "x",
                (left + WIDTH - RIGHT) / 2,
                "y",
                bottom + 40);
        to.close();
    }

    private void bar(Markup to, Bar bar, double y) {
        double middle = y + BAR / 2 + 4;
        to.text("text", bar.name(), "class", "end", "x", left - 10, "y", middle);
        double sum = 0;
        for (int i = 0; i < bar.values().length; i++) {
            double value = bar.values()[i];
            if (value > 0 && Double.isFinite(value)) {
                double from = scale.place(sum);
                sum += value;
                double width = scale.place(sum) - from;
                String number = Numbers.shown(value);
                rect(to, i, bars.causes().get(i) + ": " + number, from, y, width, BAR);
                if (width > Legend.width(number) + 8) {
                    to.text(
                            "text",
                            number,
                            "class",
                            "inside middle on" + i % Colours.COUNT,
                            "x",
                            from + width / 2,
                            "y",
                            middle);
                }
            }
        }
        to.text("text", Numbers.shown(sum), "class", "sum", "x", scale.place(sum) + 6, "y", middle);
    }

    private static void rect(
            Markup to, int cause, String title, double x, double y, double width, double height) {
        to.open(
                "rect",
                "class",
                "part s" + cause % Colours.COUNT,
                "x",
                x,
                "y",
                y,
                "width",
                width,
                "height",
                height);
        to.text("title", title).close();
    }
}
