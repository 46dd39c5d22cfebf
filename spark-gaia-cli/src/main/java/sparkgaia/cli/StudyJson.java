package sparkgaia.cli;

import sparkgaia.lab.LinkCount;
import sparkgaia.lab.study.Fact;
import sparkgaia.lab.study.Look;
import sparkgaia.lab.study.Problem;
import sparkgaia.lab.study.Standing;
import sparkgaia.lab.study.Trained;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A study for programs. What was never reached is null. */
final class StudyJson {
    private StudyJson() {}

    static List<Object> rows(StudyResult result) {
        var rows = new ArrayList<Object>();
        for (Standing standing : result.standings()) {
            rows.add(row(result, standing));
        }
        return rows;
    }

    private static Map<String, Object> row(StudyResult result, Standing standing) {
        Trained<?, ?> trained = standing.trained();
        var row = new LinkedHashMap<String, Object>();
        row.put("wan", standing.wan());
        row.put("model", standing.model());
        row.put("timeVsLan", standing.timeVsLan());
        row.put("timeVsLanHeldOut", standing.timeVsLanHeldOut());
        row.put("timeVsLanOwn", standing.timeVsLanOwn());
        row.put("timeVsLanOwnObjective", standing.timeVsLanOwnObjective());
        row.put("paperTimeVsLan", result.plan().paper(standing.wan(), standing.model()));
        row.put("rmseVsLan", standing.rmseVsLan());
        row.put("bytes", standing.outcome().bytes());
        row.put("fewerBytesThanBsp", result.fewerBytes(standing, "bsp"));
        row.put("fewerBytesThanSharded", result.fewerBytes(standing, "bsp-sharded"));
        row.put("bitIdentical", standing.isBitIdentical());
        row.put("failure", standing.failure());
        row.put("virtualSeconds", standing.outcome().seconds());
        if (trained.atEnd() != null) {
            row.put("objective", trained.atEnd()[Problem.OBJECTIVE]);
            row.put("heldOut", trained.atEnd()[Problem.HELD_OUT]);
        }
        for (Fact fact : result.lan(standing).trained().facts()) {
            row.put(fact.name(), value(standing, fact.name()));
        }
        row.put("smallUpdates", trained.smallUpdates());
        row.put("smallChanges", trained.smallShare());
        row.put("heldBack", trained.heldBackShare());
        var waits = new LinkedHashMap<String, Object>();
        trained.waits().forEach((cause, share) -> waits.put(cause.text(), share));
        row.put("waits", waits);
        row.put("links", links(standing));
        var course = new ArrayList<Object>();
        trained.looks().forEach(look -> course.add(look(look)));
        row.put("course", course);
        row.put("traceHash", Long.toHexString(standing.outcome().traceHash()));
        return row;
    }

    /** Null from a run that has no model in the end. */
    private static Object value(Standing standing, String name) {
        for (Fact fact : standing.trained().facts()) {
            if (fact.name().equals(name)) {
                return fact instanceof Fact.Figure figure
                        ? figure.value()
                        : ((Fact.Check) fact).holds();
            }
        }
        return null;
    }

    private static Map<String, Object> look(Look look) {
        var one = new LinkedHashMap<String, Object>();
        one.put("seconds", look.seconds());
        one.put("clock", look.clock());
        one.put("objective", look.consensus()[Problem.OBJECTIVE]);
        one.put("heldOut", look.consensus()[Problem.HELD_OUT]);
        one.put("ownObjective", look.own()[Problem.OBJECTIVE]);
        one.put("ownHeldOut", look.own()[Problem.HELD_OUT]);
        return one;
    }

    private static List<Object> links(Standing standing) {
        List<String> names = standing.trained().trial().network().names();
        var links = new ArrayList<Object>();
        List<List<LinkCount>> counts = standing.outcome().links();
        for (int from = 0; from < counts.size(); from++) {
            for (int to = 0; to < counts.size(); to++) {
                LinkCount count = counts.get(from).get(to);
                if (count != null && count.bytes() > 0) {
                    var link = new LinkedHashMap<String, Object>();
                    link.put("from", names.get(from));
                    link.put("to", names.get(to));
                    link.put("bytes", count.bytes() + count.repeatedBytes());
                    links.add(link);
                }
            }
        }
        return links;
    }
}
