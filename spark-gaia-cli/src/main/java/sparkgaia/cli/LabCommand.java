package sparkgaia.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sparkgaia.lab.scenarios.Stories;
import sparkgaia.lab.scenarios.Story;

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
        var line =
                new CommandLine(new LabCommand())
                        .addSubcommand("demo", new DemoCommand())
                        .addSubcommand("list", new ListCommand())
                        .addSubcommand("ratings", new RatingsCommand())
                        .addSubcommand("fetch", new FetchCommand())
                        .addSubcommand("swarm", new SwarmCommand())
                        .addSubcommand("explain", new ExplainCommand())
                        .addSubcommand("mf", new MfCommand())
                        .addSubcommand("shards", new ShardsCommand())
                        .addSubcommand("job", new JobCommand())
                        .addSubcommand("lda-plain", new LdaPlainCommand())
                        .addSubcommand("logreg", new LogregCommand());
        for (Story story : Stories.all()) {
            line.addSubcommand(story.name(), StoryCommand.line(story));
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
