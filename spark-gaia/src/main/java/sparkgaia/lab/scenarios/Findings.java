package sparkgaia.lab.scenarios;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sentences that many stories need. */
final class Findings {
    private Findings() {}

    /** Whether each case came to its end, and every region with the same bits. */
    static List<Finding> ends(Setting setting, List<Figures> figures) {
        var findings = new ArrayList<Finding>();
        for (Figures figure : figures) {
            if (figure.failure() != null) {
                findings.add(new Finding(figure.label() + " failed: " + figure.failure(), false));
            }
        }
        if (!findings.isEmpty()) {
            return findings;
        }
        List<String> apart =
                figures.stream()
                        .filter(figure -> !figure.isConverged())
                        .map(Figures::label)
                        .toList();
        if (apart.isEmpty()) {
            findings.add(good("In the end all regions hold the same table, to the last bit."));
        } else if (setting.model().model().isIsolated() || apart.equals(List.of("isolated"))) {
            findings.add(good("Isolated regions end with tables of their own: nothing is shared."));
        } else {
            String which = String.join(", ", apart);
            findings.add(new Finding("The regions' tables differ in the end: " + which, false));
        }
        return findings;
    }

    static Finding good(String format, Object... arguments) {
        return new Finding(String.format(format, arguments), true);
    }

    /**
     * The ends of a calm case and of one where something happened, and whether that has changed the result: under a
     * model that waits for every clock it must not.
     */
    static List<Finding> calmAnd(Setting setting, List<Figures> figures, String what) {
        var findings = new ArrayList<>(ends(setting, figures));
        if (!isFine(figures)) {
            return findings;
        }
        Figures calm = figures.get(0);
        Figures other = figures.get(1);
        boolean isSame = Arrays.deepEquals(calm.outcome().digests(), other.outcome().digests());
        findings.add(
                good(
                        "%s: %.1f s of virtual time instead of %.1f s.",
                        what, other.seconds(), calm.seconds()));
        if (setting.model().model().isByClock()) {
            findings.add(
                    new Finding(
                            isSame
                                    ? "It changed no bit of the result."
                                    : "It changed the result's bits.",
                            isSame));
        } else {
            findings.add(
                    good(
                            "Distance from the optimum in the end: %.4f (%.4f without).",
                            other.distance(), calm.distance()));
        }
        return findings;
    }

    static boolean isFine(List<Figures> figures) {
        return figures.stream().allMatch(figure -> figure.failure() == null);
    }
}
