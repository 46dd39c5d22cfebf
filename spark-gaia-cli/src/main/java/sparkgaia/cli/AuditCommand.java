package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sparkgaia.server.ledger.BadLedger;
import sparkgaia.server.ledger.Certificates;
import sparkgaia.server.ledger.CrossCheck;
import sparkgaia.server.ledger.LedgerAudit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gaia audit}: whether egress ledgers are whole, and what left. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Verifies egress ledgers and sums up what left each region.",
            "Give the ledgers of all regions at once: then a cut-off end shows, too."
        })
final class AuditCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private JsonFile json;

    @Parameters(paramLabel = "LEDGER", arity = "1..*", description = "folders of ledgers")
    private List<Path> folders;

    @Option(
            names = "--keys",
            paramLabel = "FOLDER",
            description = "certificates that you trust, such as a kit's 'public'")
    private Path keys;

    @Option(
            names = "--partial",
            description = "files may be missing at the beginning (they were put elsewhere)")
    private boolean isPartial;

    @Option(
            names = "--closed",
            description = "also refuse records at the end that are not signed yet")
    private boolean isClosed;

    @Override
    public Integer call() throws IOException, BadLedger {
        Certificates trusted = keys == null ? null : Certificates.in(keys);
        if (trusted != null && trusted.size() == 0) {
            throw new IOException(keys + ": has no certificates (*.pem)");
        }
        var audits = new ArrayList<LedgerAudit>();
        for (Path folder : folders) {
            LedgerAudit audit = LedgerAudit.of(folder, trusted, isPartial);
            if (isClosed && (audit.unsigned() > 0 || audit.tornBytes() > 0)) {
                throw new IOException(folder + ": " + String.join("; ", audit.warnings()));
            }
            audits.add(audit);
        }
        List<CrossCheck.Agreement> agreements = CrossCheck.of(audits);
        PrintWriter out = spec.commandLine().getOut();
        for (LedgerAudit audit : audits) {
            AuditText.tell(out, audit);
        }
        AuditText.tell(out, agreements, audits);
        json.write(AuditJson.of(audits, agreements));
        return Gaia.DONE;
    }
}
