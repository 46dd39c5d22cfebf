package sparkgaia.cli;

import java.io.PrintWriter;

/** What a worker says while it trains. */
final class WorkerLine implements ClockPace.Ear {
    private final PrintWriter out;
    private final Progress progress;
    private final boolean isEveryClock;

    /** @param isEveryClock each clock has a line of its own; else only now and then one is told */
    WorkerLine(PrintWriter out, Progress progress, boolean isEveryClock) {
        this.out = out;
        this.progress = progress;
        this.isEveryClock = isEveryClock;
    }

    @Override
    public void computed(int clock, double error) {
        if (isEveryClock) {
            out.println(text(clock, error));
        } else {
            progress.say(() -> text(clock, error));
        }
    }

    private static String text(int clock, double error) {
        return String.format("clock %d: mean squared error %.4f of the variance", clock, error);
    }

    void says(String what) {
        if (isEveryClock) {
            out.println(what);
        } else {
            progress.say(() -> what);
        }
    }
}
