package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code gaia keys revoke}: certificates that are no longer believed. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Revokes a certificate, or all of a region, for ever."})
final class KeysRevokeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "the folder of the authority and the kits")
    private Path dir;

    @Parameters(
            index = "1",
            paramLabel = "REGION|FINGERPRINT",
            description = "all of a region, or the one with this fingerprint (or its beginning)")
    private String which;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Kits kits = Kits.open(dir);
        for (Authority.Issued issued : kits.revoke(which)) {
            out.println("revoked: " + issued.region() + " " + issued.fingerprint());
        }
        out.println();
        out.println(
                "Copy "
                        + kits.authority().revokedFile()
                        + " over the file 'revoked' of every region's kit:");
        out.println(
                "a sidecar believes the certificate no more as soon as it finds the new list there.");
        out.println("Ledgers that its key has signed can still be verified.");
        return Gaia.DONE;
    }
}
