package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sparkgaia.server.CannotStart;
import sparkgaia.server.DataFolder;
import sparkgaia.server.Settings;
import sparkgaia.server.Sidecar;
import sparkgaia.server.check.Finding;
import sparkgaia.server.check.LocalCheck;
import sparkgaia.server.log.OneLine;
import sparkgaia.server.settings.Address;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gaia server}: the sidecar of a region, in this process until it is told to end. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs the sidecar of a region until SIGTERM or SIGINT ends it.",
            "What it is to do stands in a file; --example prints one to begin with."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:ended as it was told to",
            "1:it did not start, or could not go on; one line says why",
            "2:wrong usage"
        })
final class ServerCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the settings (docs/settings.md)")
    private Path config;

    @Option(names = "--example", description = "print a file of settings, all explained, and end")
    private boolean isExample;

    @Option(
            names = "--check",
            description = "only look whether settings, files, certificate and ports will do")
    private boolean isCheck;

    @Option(
            names = "--ports-file",
            paramLabel = "FILE",
            description =
                    "when ready, write where it listens to this file: lines of peers=, workers= and http=HOST:PORT")
    private Path portsFile;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (isExample) {
            out.print(Settings.example());
            return Gaia.DONE;
        }
        if (config == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "which settings? Name their file by --config FILE; --example prints one");
        }
        Settings settings = Settings.read(config);
        if (isCheck) {
            List<Finding> findings = LocalCheck.findings(settings);
            return FindingText.print(out, settings + ", " + config, findings)
                    ? Gaia.DONE
                    : Gaia.FAILED;
        }
        OneLine.keepToTheEnd();
        refuseWhatIsBad(settings);
        return run(settings, out);
    }

    /** What can be seen to be wrong is said before anything is begun. */
    private static void refuseWhatIsBad(Settings settings) throws CannotStart {
        DataFolder.refuseIfHeld(settings.data());
        for (Finding finding : LocalCheck.findings(settings)) {
            if (finding.grade() == Finding.Grade.BAD) {
                throw new CannotStart(finding.about() + ": " + finding.says());
            }
        }
    }

    private int run(Settings settings, PrintWriter out) throws Exception {
        if (portsFile != null) {
            OutputFile.check(portsFile);
            Files.deleteIfExists(portsFile);
        }
        limitHttp();
        OneLine.install(System.err, settings.logLevel());
        try (Sidecar sidecar = Sidecar.start(settings)) {
            var stop = new StopHook(sidecar, settings.stopTimeout());
            stop.install();
            if (portsFile != null) {
                writePorts(sidecar);
            }
            out.println(
                    "region "
                            + settings.region()
                            + " is ready: regions at "
                            + text(sidecar.peersAddress())
                            + ", workers at "
                            + text(sidecar.workersAddress())
                            + ", page at http://"
                            + text(sidecar.httpAddress())
                            + "/");
            out.flush();
            sidecar.awaitEnd();
            stop.remove();
        }
        return Gaia.DONE;
    }

    /** The JDK's HTTP server has limits of its own, which a process sets for itself as a whole. */
    private static void limitHttp() {
        System.setProperty("jdk.httpserver.maxConnections", "64");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("sun.net.httpserver.idleInterval", "10");
    }

    private static String text(InetSocketAddress address) {
        return new Address(address.getAddress().getHostAddress(), address.getPort()).toString();
    }

    /** A script that waits for the file sees it whole or not at all. */
    private void writePorts(Sidecar sidecar) throws IOException {
        Path part = portsFile.resolveSibling(portsFile.getFileName() + ".part");
        Files.writeString(
                part,
                "peers="
                        + text(sidecar.peersAddress())
                        + "\nworkers="
                        + text(sidecar.workersAddress())
                        + "\nhttp="
                        + text(sidecar.httpAddress())
                        + "\n");
        Files.move(part, portsFile, StandardCopyOption.ATOMIC_MOVE);
    }
}
