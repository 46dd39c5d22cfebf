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

/** {@code gaia keys add}: a kit for a further region. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Makes a start-up kit for a further region."})
final class KeysAddCommand implements Callable<Integer> {
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
        kits.add(region, validity.days());
        KitWords.tellKit(out, kits, region);
        out.println();
        out.println("Every other region adds to its gaia.conf, with the address of this one:");
        out.println("  " + KitConf.address(region));
        KitWords.tellPublic(out, dir);
        return Gaia.DONE;
    }
}
