package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sparkgaia.server.Settings;
import sparkgaia.server.check.Finding;
import sparkgaia.server.check.LocalCheck;
import sparkgaia.server.check.PeerCheck;
import sparkgaia.server.check.SidecarCheck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gaia doctor}: looks at everything that a sidecar and its Spark stand on, and says how to mend what is wrong. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Looks at the JDK, the libraries and, with a sidecar's settings, at its files, secrets, certificates,"
                    + " ports and members, and says how to mend what is wrong.",
            "It changes nothing and may run beside the sidecar."
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "a sidecar's settings")
    private Path config;

    @Mixin private JsonFile json = new JsonFile();

    @Override
    public Integer call() throws IOException {
        if (json.file() != null) {
            OutputFile.check(json.file());
        }
        var findings = new ArrayList<Finding>(MachineCheck.findings());
        String title = "this machine";
        if (config != null) {
            Settings settings = Settings.read(config);
            title = settings + ", " + config;
            findings.addAll(LocalCheck.findings(settings));
            findings.addAll(PeerCheck.findings(settings));
            findings.addAll(SidecarCheck.findings(settings));
        }
        boolean isWell =
                FindingText.print(spec.commandLine().getOut(), title, List.copyOf(findings));
        json.write(FindingText.json(title, findings));
        return isWell ? Gaia.DONE : Gaia.FAILED;
    }
}
