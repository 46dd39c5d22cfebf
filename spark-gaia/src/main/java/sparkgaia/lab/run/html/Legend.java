package sparkgaia.lab.run.html;

import java.util.ArrayList;
import java.util.List;

/** Names beside samples of their colours, side by side in as many lines as they need. */
final class Legend {
    static final double LINE = 20;

    private static final double CHARACTER = 6.9;
    private static final double SAMPLE = 30;
    private static final double GAP = 18;

    /** Draws the sample of an entry at a place. */
    interface Sample {
        void draw(int entry, double x, double y);
    }

    private final List<String> names;
    private final List<double[]> places = new ArrayList<>();
    private final double height;

    Legend(List<String> names, double left, double right) {
        this.names = names;
        double x = left;
        double y = LINE / 2;
        for (String name : names) {
            double width = width(name) + SAMPLE;
            if (x > left && x + width > right) {
                x = left;
                y += LINE;
            }
            places.add(new double[] {x, y});
            x += width + GAP;
        }
        this.height = y + LINE / 2;
    }

    /** About as wide as a text is in the page's letters. */
    static double width(String text) {
        return CHARACTER * text.length();
    }

    double height() {
        return height;
    }

    void draw(Markup to, Sample sample) {
        for (int i = 0; i < names.size(); i++) {
            double[] place = places.get(i);
            sample.draw(i, place[0], place[1]);
            to.text("text", names.get(i), "x", place[0] + SAMPLE, "y", place[1] + 4);
        }
    }
}
