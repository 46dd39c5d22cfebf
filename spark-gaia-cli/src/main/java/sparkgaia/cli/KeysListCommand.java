package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code gaia keys list}: what was issued. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Lists the certificates: whose, until when, and whether they are revoked."})
final class KeysListCommand implements Callable<Integer> {
    private static final Duration SOON = Duration.ofDays(30);

    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "the folder of the authority and the kits")
    private Path dir;

    @Mixin private JsonFile json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Authority authority = Kits.open(dir).authority();
        Set<String> revoked = authority.revoked();
        Instant now = Instant.now();
        var rows = new ArrayList<Object>();
        for (Authority.Issued issued : authority.issued()) {
            String state = state(issued, revoked, now);
            String until = LocalDate.ofInstant(issued.until(), ZoneOffset.UTC).toString();
            out.printf(
                    "%-20s %4d  until %s  %-8s %s%n",
                    issued.region(), issued.number(), until, state, issued.fingerprint());
            var row = new LinkedHashMap<String, Object>();
            row.put("region", issued.region());
            row.put("number", issued.number());
            row.put("until", until);
            row.put("state", state);
            row.put("fingerprint", issued.fingerprint());
            rows.add(row);
        }
        var report = new LinkedHashMap<String, Object>();
        report.put("command", "keys list");
        report.put("certificates", rows);
        json.write(report);
        return Gaia.DONE;
    }

    private static String state(Authority.Issued issued, Set<String> revoked, Instant now) {
        if (revoked.contains(issued.fingerprint())) {
            return "revoked";
        }
        if (issued.until().isBefore(now)) {
            return "expired";
        }
        return issued.until().isBefore(now.plus(SOON)) ? "expiring" : "good";
    }
}
