package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code gaia keys rotate}: a new key for a region. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes a new key and certificate for a region; token and settings stay.",
            "The certificate before it is good until it expires or is revoked."
        })
final class KeysRotateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "the folder of the authority and the kits")
    private Path dir;

    @Parameters(index = "1", paramLabel = "REGION", description = "its name")
    private String region;

    @Mixin private Validity validity;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Kits kits = Kits.open(dir);
        Path old = kits.rotate(region, validity.days());
        KitWords.tellKit(out, kits, region);
        out.println();
        if (old == null) {
            out.println(
                    "There was no kit here to take them from: token and gaia.conf are new, too.");
        } else {
            out.println(
                    "The kit before it is kept as " + old + "; delete it when the new one runs.");
        }
        out.println(
                "Copy the new kit over the old one in its region and restart the sidecar there.");
        KitWords.tellPublic(out, dir);
        return Gaia.DONE;
    }
}
