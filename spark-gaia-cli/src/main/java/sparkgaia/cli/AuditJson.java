package sparkgaia.cli;

import sparkgaia.server.ledger.CrossCheck;
import sparkgaia.server.ledger.LedgerAudit;
import sparkgaia.server.ledger.Left;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an audit found, as a program reads it. */
final class AuditJson {
    private AuditJson() {}

    static Map<String, Object> of(List<LedgerAudit> audits, List<CrossCheck.Agreement> agreements) {
        var report = new LinkedHashMap<String, Object>();
        report.put("command", "audit");
        report.put("ledgers", audits.stream().map(AuditJson::ledger).toList());
        var heard = new ArrayList<Object>();
        for (CrossCheck.Agreement one : agreements) {
            var row = new LinkedHashMap<String, Object>();
            row.put("hearer", one.hearer());
            row.put("region", one.region());
            row.put("heads", one.heads());
            heard.add(row);
        }
        report.put("heard", heard);
        return report;
    }

    private static Map<String, Object> ledger(LedgerAudit audit) {
        var row = new LinkedHashMap<String, Object>();
        row.put("region", audit.region());
        row.put("folder", audit.folder().toString());
        row.put("files", audit.files());
        row.put("first", audit.first());
        row.put("last", audit.last());
        row.put("hash", audit.hash());
        row.put("firstTime", audit.firstTime().toString());
        row.put("lastTime", audit.lastTime().toString());
        row.put("unsigned", audit.unsigned());
        row.put("tornBytes", audit.tornBytes());
        row.put("signers", audit.signers());
        row.put("warnings", audit.warnings());
        row.put("jobs", sums("job", null, audit.left().byJob()));
        row.put("tables", sums("job", "table", audit.left().byTable()));
        row.put("kinds", sums("kind", null, audit.left().byKind()));
        row.put("days", sums("day", null, audit.left().byDay()));
        return row;
    }

    private static List<Object> sums(String name, String part, Map<Left.Key, Left.Sum> sums) {
        var rows = new ArrayList<Object>();
        sums.forEach(
                (key, sum) -> {
                    var row = new LinkedHashMap<String, Object>();
                    row.put("receiver", key.receiver());
                    row.put(name, key.name());
                    if (part != null) {
                        row.put(part, key.part());
                    }
                    row.put("frames", sum.frames());
                    row.put("rows", sum.rows());
                    if (part == null) {
                        row.put("bytes", sum.bytes());
                    }
                    row.put("repeats", sum.repeats());
                    row.put("firstDay", sum.firstDay());
                    row.put("lastDay", sum.lastDay());
                    rows.add(row);
                });
        return rows;
    }
}
