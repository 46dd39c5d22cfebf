package sparkgaia.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import sparkgaia.lab.run.UsualSetting;
import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.scenarios.Knob;
import sparkgaia.lab.scenarios.ModelSetting;
import sparkgaia.lab.scenarios.Setting;
import sparkgaia.lab.scenarios.Story;
import sparkgaia.lab.wan.Wan;

import java.io.IOException;
import java.nio.file.Path;

/** The options of a story: those that it takes and no others, each with the value that it usually has. */
final class StoryOptions {
    private final Story story;
    private final CommandSpec spec;

    StoryOptions(Story story, CommandSpec spec) {
        this.story = story;
        this.spec = spec;
        ModelSetting usual = ModelSetting.of(story.model());
        add(Knob.WAN, "--wan", "NET", String.class, story.network(), networks());
        add(
                Knob.WAN,
                "--latency",
                "FILE.csv",
                Path.class,
                null,
                "latencies in ms, for --wan FILE.csv");
        int regions = story.regions();
        add(
                Knob.REGIONS,
                "--regions",
                "N",
                Integer.class,
                regions == 0 ? null : String.valueOf(regions),
                "take the network's first N regions");
        add(
                Knob.CLOCKS,
                "--clocks",
                "N",
                Integer.class,
                String.valueOf(story.clocks()),
                "train for N clocks");
        String names = String.join(", ", ModelSetting.NAMES);
        add(Knob.MODEL, "--model", "NAME", String.class, usual.name(), "one of " + names);
        model("--staleness", "CLOCKS", Integer.class, usual.staleness(), "of ssp, paper, gaia");
        model("--threshold", "V", Double.class, usual.threshold(), "significance, for paper");
        model("--budget", "SHARE", Double.class, usual.budget(), "of a link, for gaia");
        model("--bits", "N", Integer.class, usual.bits(), "per cell, for gaia and local-sgd");
        model("--age", "CLOCKS", Integer.class, usual.age(), "until a row must go, for gaia");
        add(
                Knob.LEASE,
                "--lease",
                "SECONDS",
                Double.class,
                String.valueOf(story.leaseSeconds()),
                "a region silent for longer counts as lost");
    }

    private static String networks() {
        return String.join(", ", WanFiles.presets())
                + ", or FILE.csv with bandwidths in Mb/s (needs --latency)";
    }

    private void model(String name, String label, Class<?> type, Object usual, String about) {
        add(Knob.MODEL, name, label, type, usual.toString(), about);
    }

    private void add(
            Knob knob, String name, String label, Class<?> type, String usual, String about) {
        if (!story.has(knob)) {
            return;
        }
        OptionSpec.Builder option =
                OptionSpec.builder(name)
                        .paramLabel(label)
                        .type(type)
                        .description(about + (usual == null ? "" : " (default: " + usual + ")"));
        spec.addOption(option.build());
    }

    private <T> T value(ParseResult parsed, String name, T usual) {
        return spec.findOption(name) == null ? usual : parsed.matchedOptionValue(name, usual);
    }

    Setting setting(ParseResult parsed, long seed) throws IOException {
        ModelSetting usual = ModelSetting.of(story.model());
        String name = value(parsed, "--model", usual.name());
        if (!ModelSetting.NAMES.contains(name)) {
            throw new ParameterException(
                    spec.commandLine(), Trouble.unknown("model", name, ModelSetting.NAMES));
        }
        var model =
                new ModelSetting(
                        name,
                        value(parsed, "--staleness", usual.staleness()),
                        value(parsed, "--threshold", usual.threshold()),
                        value(parsed, "--budget", usual.budget()),
                        value(parsed, "--bits", usual.bits()),
                        value(parsed, "--age", usual.age()));
        return new Setting(
                wan(parsed),
                model,
                value(parsed, "--clocks", story.clocks()),
                value(parsed, "--lease", story.leaseSeconds()),
                seed);
    }

    private Wan wan(ParseResult parsed) throws IOException {
        String name = value(parsed, "--wan", null);
        if (name == null) {
            return UsualSetting.network(story, value(parsed, "--regions", story.regions()));
        }
        Wan wan = network(name, value(parsed, "--latency", null));
        int regions = value(parsed, "--regions", Math.min(story.regions(), wan.size()));
        return regions == 0 ? wan : wan.first(regions);
    }

    private Wan network(String name, Path latency) throws IOException {
        if (latency != null) {
            return WanFiles.load(Path.of(name), latency);
        }
        if (WanFiles.presets().contains(name)) {
            return WanFiles.preset(name);
        }
        if (name.contains(".")) {
            throw new ParameterException(
                    spec.commandLine(), "--wan " + name + " needs --latency FILE.csv beside it");
        }
        throw new ParameterException(
                spec.commandLine(), Trouble.unknown("network", name, WanFiles.presets()));
    }
}
