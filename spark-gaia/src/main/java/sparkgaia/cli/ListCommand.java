package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import sparkgaia.lab.scenarios.Stories;
import sparkgaia.lab.scenarios.Story;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code gaia lab list}: the scenarios by name. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the scenarios.")
final class ListCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private JsonFile json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        var scenarios = new ArrayList<Map<String, Object>>();
        for (Story story : Stories.all()) {
            out.printf("  %-12s %s%n", story.name(), story.about());
            var scenario = new LinkedHashMap<String, Object>();
            scenario.put("name", story.name());
            scenario.put("about", story.about());
            scenarios.add(scenario);
        }
        out.println();
        out.println("Run one with 'gaia lab NAME'; 'gaia lab NAME --help' tells what it takes.");
        out.println(
                "'gaia lab demo' is the place to begin, 'gaia lab swarm' tries to break things.");
        var report = new LinkedHashMap<String, Object>();
        report.put("command", "list");
        report.put("scenarios", scenarios);
        json.write(report);
        return Gaia.DONE;
    }
}
