package sparkgaia.cli;

import sparkgaia.server.ledger.CrossCheck;
import sparkgaia.server.ledger.LedgerAudit;
import sparkgaia.server.ledger.Left;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** What an audit found, as a person reads it. */
final class AuditText {
    private AuditText() {}

    static void tell(PrintWriter out, LedgerAudit audit) {
        out.println("The ledger of " + audit.region() + " is whole: " + audit.folder());
        out.printf(
                "  %,d records in %d file%s, from %s to %s%n",
                audit.last() - audit.first() + 1,
                audit.files(),
                audit.files() == 1 ? "" : "s",
                audit.firstTime(),
                audit.lastTime());
        out.println("  ends with record " + audit.last() + ", hash " + audit.hash());
        for (String signer : audit.signers()) {
            out.println("  signed by certificate " + signer);
        }
        for (String warning : audit.warnings()) {
            out.println("  warning: " + warning);
        }
        Map<Left.Key, Left.Sum> byTable = audit.left().byTable();
        if (audit.left().byJob().isEmpty()) {
            out.println("  nothing left");
        }
        audit.left()
                .byJob()
                .forEach(
                        (key, sum) -> {
                            out.println(
                                    "  to "
                                            + key.receiver()
                                            + " for job "
                                            + key.name()
                                            + ": "
                                            + words(sum));
                            byTable.forEach(
                                    (table, rows) -> {
                                        if (isOf(table, key)) {
                                            out.printf(
                                                    "    table %s: %,d rows in %,d frames%n",
                                                    table.part(), rows.rows(), rows.frames());
                                        }
                                    });
                        });
        audit.left()
                .byDay()
                .forEach(
                        (key, sum) ->
                                out.printf(
                                        "  on %s to %s: %,d frames, %,d bytes%n",
                                        key.name(), key.receiver(), sum.frames(), sum.bytes()));
        out.println();
    }

    private static boolean isOf(Left.Key table, Left.Key job) {
        return table.receiver().equals(job.receiver()) && table.name().equals(job.name());
    }

    private static String words(Left.Sum sum) {
        return String.format(
                "%,d frames, %,d rows, %,d bytes, %,d repeats, %s",
                sum.frames(),
                sum.rows(),
                sum.bytes(),
                sum.repeats(),
                sum.firstDay().equals(sum.lastDay())
                        ? sum.firstDay()
                        : sum.firstDay() + " to " + sum.lastDay());
    }

    static void tell(
            PrintWriter out, List<CrossCheck.Agreement> agreements, List<LedgerAudit> audits) {
        for (CrossCheck.Agreement one : agreements) {
            out.printf(
                    "%s heard %,d head%s of %s: %s in its ledger.%n",
                    one.hearer(),
                    one.heads(),
                    one.heads() == 1 ? "" : "s",
                    one.region(),
                    one.heads() == 1 ? "it stands" : "all stand");
        }
        if (audits.size() == 1) {
            out.println(
                    "Whether its end was cut off shows only beside the ledgers of those that it sent to.");
        }
    }
}
