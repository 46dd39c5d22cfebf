package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import sparkgaia.lab.scenarios.Stories;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code gaia lab list}: the scenarios by name. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the scenarios.")
final class ListCommand implements Callable<Integer> {
    private static final Map<String, String> STUDIES = studies();

    @Spec private CommandSpec spec;
    @Mixin private JsonFile json;

    private static Map<String, String> studies() {
        var studies = new LinkedHashMap<String, String>();
        studies.put("mf", "factorises ratings");
        studies.put("lda-plain", "finds topics of texts by sampling; counts stay exact");
        studies.put("logreg", "tells pictures apart by logistic regression");
        return Collections.unmodifiableMap(studies);
    }

    private static List<Object> told(Map<String, String> abouts, PrintWriter out) {
        var told = new ArrayList<Object>();
        abouts.forEach(
                (name, about) -> {
                    out.printf("  %-12s %s%n", name, about);
                    var one = new LinkedHashMap<String, Object>();
                    one.put("name", name);
                    one.put("about", about);
                    told.add(one);
                });
        return told;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        var stories = new LinkedHashMap<String, String>();
        Stories.all().forEach(story -> stories.put(story.name(), story.about()));
        List<Object> scenarios = told(stories, out);
        out.println();
        out.println("Real algorithms, each beside one data centre:");
        List<Object> studies = told(STUDIES, out);
        out.println();
        out.println("'gaia lab ratings' tells what ratings are like, also yours.");
        out.println(
                "'gaia lab shards' makes a job for sidecars and workers, 'gaia lab job' plays it.");
        out.println("Run one with 'gaia lab NAME'; 'gaia lab NAME --help' tells what it takes.");
        out.println(
                "'gaia lab demo' is the place to begin, 'gaia lab swarm' tries to break things.");
        var report = new LinkedHashMap<String, Object>();
        report.put("command", "list");
        report.put("scenarios", scenarios);
        report.put("studies", studies);
        json.write(report);
        return Gaia.DONE;
    }
}
