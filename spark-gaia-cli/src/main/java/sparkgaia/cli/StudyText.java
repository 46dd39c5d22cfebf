package sparkgaia.cli;

import sparkgaia.core.sync.Wait;
import sparkgaia.lab.study.Fact;
import sparkgaia.lab.study.Problem;
import sparkgaia.lab.study.Standing;
import sparkgaia.lab.study.Trained;
import sparkgaia.lab.study.Trial;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells a study as a table for each network. */
final class StudyText {
    private static final int WAITS_TOLD = 2;

    private final StudyResult result;
    private final PrintWriter out;

    StudyText(StudyResult result, PrintWriter out) {
        this.result = result;
        this.out = out;
    }

    void print() {
        String wan = "";
        for (Standing standing : result.standings()) {
            if (standing.wan().equals(Trial.LAN)) {
                lan(standing);
                continue;
            }
            if (!standing.wan().equals(wan)) {
                wan = standing.wan();
                head(standing);
            }
            row(standing);
        }
        out.println();
        out.println(
                "Times are those of one data centre = 1, to what it ends with and 0.5 % more;"
                        + " 'own' judges every region's copy");
        out.println(
                "by its own held-out records. 'in paper' is what Gaia's paper measured, on other ratings. 'held back' are changes that went only together with"
                        + " later ones, waits are parts of the workers' time.");
        out.println(
                result.isIdentical()
                        ? "After every run that finished all regions' tables were the same, to the last bit."
                        : "FAILED: regions' tables differ in the end.");
        checks();
    }

    /** What has to be true after every run, and whether it was. */
    private void checks() {
        for (Fact fact : result.standings().get(0).trained().facts()) {
            if (fact instanceof Fact.Check check) {
                List<String> broken = broken(check.name());
                out.println(
                        broken.isEmpty()
                                ? "After every run that finished, " + check.claim() + ": yes"
                                : "FAILED: "
                                        + check.claim()
                                        + ": no, "
                                        + String.join(", ", broken));
            }
        }
    }

    private List<String> broken(String name) {
        var broken = new ArrayList<String>();
        for (Standing standing : result.standings()) {
            for (Fact fact : standing.trained().facts()) {
                if (fact instanceof Fact.Check check
                        && check.name().equals(name)
                        && !check.holds()) {
                    broken.add(standing.model() + " over " + standing.wan());
                }
            }
        }
        return broken;
    }

    private void lan(Standing standing) {
        Trained<?, ?> trained = standing.trained();
        var trial = trained.trial();
        out.printf(
                "One data centre: %d clocks in %s, objective %.4f, held-out error %.4f%s.%n",
                trial.clocks(),
                Words.duration(trained.outcome().seconds()),
                trained.atEnd()[Problem.OBJECTIVE],
                trained.atEnd()[Problem.HELD_OUT],
                figures(standing, ", %2$s %1$.4f"));
        double single = trained.smallUpdates();
        out.printf(
                "Changes below 1 %%: %s of single updates, %s of a worker's changes of a row in a"
                        + " clock.%n",
                Double.isNaN(single) ? "unknown" : percent(single), percent(trained.smallShare()));
    }

    private void head(Standing standing) {
        out.println();
        var network = standing.trained().trial().network();
        out.printf(
                "%s: %s%n",
                standing.wan(),
                network.size() > 4
                        ? network.size() + " regions"
                        : String.join(", ", network.names()));
        out.printf(
                "  %-12s %9s %9s %7s %7s %8s %9s %8s %8s %9s%s  %s%n",
                "",
                "objective",
                "held out",
                "own",
                "in paper",
                "error",
                "bytes",
                "vs bsp",
                "vs shard",
                "held back",
                figures(result.lan(standing), " %2$9s"),
                "waits");
    }

    private void row(Standing standing) {
        if (standing.failure() != null) {
            out.printf("  %-12s failed: %s%n", standing.model(), standing.failure());
            return;
        }
        out.printf(
                "  %-12s %9s %9s %7s %7s %8.4f %9s %8s %8s %9s%s  %s%n",
                standing.model(),
                ratio(standing.timeVsLan()),
                ratio(standing.timeVsLanHeldOut()),
                ratio(standing.timeVsLanOwn()),
                ratio(result.plan().paper(standing.wan(), standing.model())),
                standing.rmseVsLan(),
                Words.bytes(standing.outcome().bytes()),
                fewer(result.fewerBytes(standing, "bsp")),
                fewer(result.fewerBytes(standing, "bsp-sharded")),
                percent(standing.trained().heldBackShare()),
                figures(standing, " %1$9.4f"),
                waits(standing.trained().waits()));
    }

    /** The problem's own figures, one after the other: a value and what it is called. */
    private static String figures(Standing standing, String format) {
        var text = new StringBuilder();
        for (Fact fact : standing.trained().facts()) {
            if (fact instanceof Fact.Figure figure) {
                text.append(String.format(format, figure.value(), figure.name()));
            }
        }
        return text.toString();
    }

    private static String waits(Map<Wait, Double> waits) {
        var text = new StringBuilder();
        waits.entrySet().stream()
                .filter(entry -> entry.getValue() >= 0.005)
                .sorted(Map.Entry.<Wait, Double>comparingByValue().reversed())
                .limit(WAITS_TOLD)
                .forEach(
                        entry ->
                                text.append(text.isEmpty() ? "" : ", ")
                                        .append(percent(entry.getValue()))
                                        .append(' ')
                                        .append(entry.getKey().text()));
        return text.toString();
    }

    static String ratio(double times) {
        if (Double.isNaN(times)) {
            return "-";
        }
        return Double.isInfinite(times) ? "never" : String.format("%.2f", times);
    }

    private static String fewer(double times) {
        return Double.isNaN(times) ? "-" : String.format("1/%.1f", times);
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format("%.1f %%", 100 * share);
    }
}
