package sparkgaia.cli;

import sparkgaia.server.check.Finding;
import sparkgaia.server.check.Finding.Grade;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found, as lines for a person and as members for a program. */
final class FindingText {
    private FindingText() {}

    /** Prints a line for each and a sum; returns whether nothing is bad. */
    static boolean print(PrintWriter out, String title, List<Finding> findings) {
        out.println(title);
        for (Finding finding : findings) {
            out.printf(
                    Locale.ROOT,
                    "  %-8s %-16s %s%n",
                    word(finding.grade()),
                    finding.about(),
                    finding.says());
        }
        long bad = count(findings, Grade.BAD);
        long warnings = count(findings, Grade.WARNING);
        out.println(
                findings.size()
                        + " checks: "
                        + (bad == 0 && warnings == 0
                                ? "all is well"
                                : bad + " bad, " + warnings + " to look at"));
        return bad == 0;
    }

    static Map<String, Object> json(String title, List<Finding> findings) {
        var members = new LinkedHashMap<String, Object>();
        members.put("of", title);
        members.put("isWell", count(findings, Grade.BAD) == 0);
        var all = new ArrayList<Map<String, Object>>();
        for (Finding finding : findings) {
            var one = new LinkedHashMap<String, Object>();
            one.put("grade", word(finding.grade()));
            one.put("about", finding.about());
            one.put("says", finding.says());
            all.add(one);
        }
        members.put("findings", all);
        return members;
    }

    private static long count(List<Finding> findings, Grade grade) {
        return findings.stream().filter(finding -> finding.grade() == grade).count();
    }

    private static String word(Grade grade) {
        return grade.name().toLowerCase(Locale.ROOT);
    }
}
