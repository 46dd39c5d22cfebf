package sparkgaia.spark;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How far a fit is, in words.
 *
 * @param clock the last one that somebody has computed; -1 while records are read
 * @param clocks in all, unless training stops before
 * @param objective of the last epoch's clocks; NaN if there is none
 * @param name of the objective
 * @param bytes that have left regions for others, or {@link #UNKNOWN}
 */
record ProgressLine(
        int clock,
        int clocks,
        int clocksPerEpoch,
        String name,
        double objective,
        long bytes,
        long seconds) {
    private static final int BAR_MIN = 5;

    /** Where what leaves regions is counted by their sidecars, and told at the end. */
    static final long UNKNOWN = -1;

    /** @param epochs into which the recipe's clocks are divided */
    static Supplier<ProgressLine> of(
            Recipe<?, ?> recipe, int epochs, TrainingBoard board, LongSupplier bytes) {
        int clocks = recipe.clocks();
        int each = Math.max(1, clocks / epochs);
        String name = String.join("/", recipe.objectives());
        long began = System.nanoTime();
        return () ->
                new ProgressLine(
                        Math.min(clocks, board.clock()),
                        clocks,
                        each,
                        name,
                        board.objective(each),
                        bytes.getAsLong(),
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }

    private int epoch() {
        return Math.max(1, (clock + clocksPerEpoch - 1) / clocksPerEpoch);
    }

    private int epochs() {
        return (clocks + clocksPerEpoch - 1) / clocksPerEpoch;
    }

    /** For a log. */
    String text() {
        if (clock < 1) {
            return "training reads its data, " + seconds + " s";
        }
        return "training is in epoch "
                + epoch()
                + " of "
                + epochs()
                + " (clock "
                + clock
                + " of "
                + clocks
                + ")"
                + facts();
    }

    private String facts() {
        String learnt =
                Double.isNaN(objective)
                        ? ""
                        : String.format(Locale.ROOT, ", %s %.4g", name, objective);
        String sent = bytes == UNKNOWN ? "" : ", " + size(bytes) + " sent";
        return learnt + sent + ", " + seconds + " s";
    }

    private static String size(long bytes) {
        return bytes < 1_000_000
                ? bytes / 1_000 + " kB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** For a terminal, as Spark draws its stages. */
    String bar(int width) {
        if (clock < 1) {
            return "[Training: " + text() + "]";
        }
        String head = "[Epoch " + epoch() + " of " + epochs() + ":";
        String tail = clock + " / " + clocks + "]" + facts();
        int room = Math.max(BAR_MIN, width - head.length() - tail.length());
        int done = (int) Math.min(room - 1, (long) room * clock / clocks);
        return head + "=".repeat(done) + ">" + " ".repeat(room - 1 - done) + tail;
    }
}
