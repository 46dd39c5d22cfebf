package sparkgaia.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gaia lab}: the simulator. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs regions, networks and faults in virtual time.",
        synopsisSubcommandLabel = "COMMAND")
final class LabCommand implements Runnable {
    @Spec private CommandSpec spec;

    static CommandLine line() {
        return new CommandLine(new LabCommand()).addSubcommand("swarm", new SwarmCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
