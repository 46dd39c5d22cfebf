package sparkgaia.lab.run.html;

import java.util.ArrayList;
import java.util.List;

/** From numbers to places on the page, with ticks at numbers that read well. */
final class Scale {
    private static final int TICKS = 6;

    /** A logarithmic scale of less than this is ticked like a linear one: it has too few round numbers. */
    private static final double SHORT = 10;

    private final boolean isLogarithmic;
    private final double min;
    private final double max;
    private final double from;
    private final double to;

    /** @param from where {@code min} lies, {@code to} where {@code max} does, both widened to what reads well */
    Scale(boolean isLogarithmic, double min, double max, double from, double to) {
        this.isLogarithmic = isLogarithmic;
        if (isLogarithmic && (max >= min * SHORT || max <= min)) {
            this.min = max > min ? min : max / SHORT;
            this.max = max;
        } else {
            double step = step(max > min ? max - min : Math.max(1, Math.abs(max)));
            double below = Math.floor(min / step + 1e-9) * step;
            this.min = isLogarithmic && below <= 0 ? min : below;
            this.max = Math.max(this.min + step, Math.ceil(max / step - 1e-9) * step);
        }
        this.from = from;
        this.to = to;
    }

    double place(double number) {
        double part =
                isLogarithmic
                        ? StrictMath.log(number / min) / StrictMath.log(max / min)
                        : (number - min) / (max - min);
        return from + part * (to - from);
    }

    List<Double> ticks() {
        return isLogarithmic && max >= min * SHORT ? decades() : steps();
    }

    private List<Double> steps() {
        var ticks = new ArrayList<Double>();
        double step = step(max - min);
        for (long i = Math.round(Math.ceil(min / step - 1e-9));
                i * step <= max + 1e-9 * step;
                i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private static double step(double span) {
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(span / TICKS)));
        for (int times : new int[] {1, 2, 5}) {
            if (span / (times * power) <= TICKS) {
                return times * power;
            }
        }
        return 10 * power;
    }

    private List<Double> decades() {
        double span = StrictMath.log10(max / min);
        int[] times = span > 4 ? new int[] {1} : new int[] {1, 2, 5};
        int every = (int) Math.max(1, Math.ceil(span / 8));
        var ticks = new ArrayList<Double>();
        int first = (int) Math.floor(StrictMath.log10(min));
        for (int decade = first; decade <= Math.ceil(StrictMath.log10(max)); decade++) {
            for (int digit : times) {
                double tick = digit * StrictMath.pow(10, decade);
                if ((decade - first) % every == 0
                        && tick >= min * (1 - 1e-9)
                        && tick <= max * (1 + 1e-9)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
