package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gaia keys init}: an authority and a kit for each region. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes a certificate authority and one start-up kit per region.",
            "Keys are EC P-256; nothing that is there is overwritten."
        })
final class KeysInitCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "the folder of the authority and the kits")
    private Path dir;

    @Option(
            names = "--regions",
            paramLabel = "NAME",
            split = ",",
            required = true,
            description = "names of the regions, separated by commas")
    private List<String> regions;

    @Mixin private Validity validity;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Kits kits = Kits.init(dir, regions, validity.days());
        KitWords.tellAuthority(out, dir);
        for (String region : regions) {
            KitWords.tellKit(out, kits, region);
        }
        out.println();
        out.println("In each gaia.conf fill in where the other regions are; then, there,");
        out.println("'gaia server --config gaia.conf' starts the sidecar.");
        return Gaia.DONE;
    }
}
