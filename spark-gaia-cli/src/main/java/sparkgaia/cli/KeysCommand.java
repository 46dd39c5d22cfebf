package sparkgaia.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gaia keys}: who a region is. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Makes the keys and certificates by which regions know each other.",
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand implements Runnable {
    @Spec private CommandSpec spec;

    static CommandLine line() {
        return new CommandLine(new KeysCommand())
                .addSubcommand("init", new KeysInitCommand())
                .addSubcommand("add", new KeysAddCommand())
                .addSubcommand("rotate", new KeysRotateCommand())
                .addSubcommand("revoke", new KeysRevokeCommand())
                .addSubcommand("list", new KeysListCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
