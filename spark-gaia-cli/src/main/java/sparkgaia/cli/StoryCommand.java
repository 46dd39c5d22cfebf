package sparkgaia.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sparkgaia.core.table.Range;
import sparkgaia.lab.scenarios.Setting;
import sparkgaia.lab.scenarios.Story;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.concurrent.Callable;

/** {@code gaia lab SCENARIO}: plays a story and tells it. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
final class StoryCommand implements Callable<Integer> {
    private static final int SEEDS_MAX = 100_000;

    private final Story story;
    private StoryOptions options;

    @Spec private CommandSpec spec;
    @Mixin private JsonFile json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "the (first) seed (default: ${DEFAULT-VALUE})")
    private long first;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many seeds, one after the other (default: ${DEFAULT-VALUE})")
    private int seeds;

    private StoryCommand(Story story) {
        this.story = story;
    }

    static CommandLine line(Story story) {
        var command = new StoryCommand(story);
        var line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(story.about());
        command.options = new StoryOptions(story, line.getCommandSpec());
        return line;
    }

    @Override
    public Integer call() throws IOException {
        Range.check("seeds", seeds, 1, SEEDS_MAX);
        PrintWriter out = spec.commandLine().getOut();
        var reports = new ArrayList<Object>();
        boolean isGood = true;
        try (var progress = new Progress(spec.commandLine().getErr())) {
            for (long seed = first; seed < first + seeds; seed++) {
                Setting setting = options.setting(spec.commandLine().getParseResult(), seed);
                var told = new StoryReport(story, setting);
                told.play(progress);
                told.print(out);
                reports.add(told.report());
                isGood &= told.isGood();
            }
        }
        json.write(StoryReport.all(story, reports));
        return isGood ? Gaia.DONE : Gaia.FAILED;
    }
}
