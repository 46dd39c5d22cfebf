package sparkgaia.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line of spark-gaia. */
@Command(
        name = "gaia",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Trains one model over data that stays in many regions.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:it failed; one line says why", "2:wrong usage"})
public final class Gaia implements Runnable {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(args, writer(System.out), writer(System.err)));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Runs a command line and returns its exit status. */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        int status =
                new CommandLine(new Gaia())
                        .addSubcommand("lab", LabCommand.line())
                        .addSubcommand("keys", KeysCommand.line())
                        .addSubcommand("server", new ServerCommand())
                        .addSubcommand("worker", new WorkerCommand())
                        .addSubcommand("doctor", new DoctorCommand())
                        .addSubcommand("audit", new AuditCommand())
                        .setOut(out)
                        .setErr(err)
                        .setUsageHelpAutoWidth(true)
                        .setParameterExceptionHandler(Trouble::misused)
                        .setExecutionExceptionHandler(Trouble::failed)
                        .execute(args);
        err.flush();
        if (out.checkError() && status == DONE) {
            err.println("gaia: what was found could not be written to the standard output");
            err.flush();
            return FAILED;
        }
        return status;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
