package sparkgaia.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.wan.Wan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options that say over which networks a study goes. */
final class NetworkOptions {
    private static final String ALL = "all";
    private static final List<String> PRESETS = List.of("vc", "ss", "ec2");

    @Option(
            names = "--wan",
            paramLabel = "NET",
            description = "vc, ss, ec2, all, or FILE.csv with bandwidths in Mb/s (default: all)")
    private String wan;

    @Option(
            names = "--latency",
            paramLabel = "FILE.csv",
            description = "one-way latencies in ms, for --wan FILE.csv (default: 50 everywhere)")
    private Path latency;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** By name; all of the paper's if none is named. */
    Map<String, Wan> networks() throws IOException {
        boolean isFile = wan != null && !wan.equals(ALL) && !PRESETS.contains(wan);
        if (latency != null && !isFile) {
            throw misused("--latency is for --wan FILE.csv, not for --wan " + wan);
        }
        var networks = new LinkedHashMap<String, Wan>();
        if (isFile) {
            // With its ending, so that it is none of the paper's.
            networks.put(String.valueOf(Path.of(wan).getFileName()), file());
            return networks;
        }
        for (String preset : PRESETS) {
            if (wan == null || wan.equals(ALL) || wan.equals(preset)) {
                networks.put(preset, WanFiles.preset(preset));
            }
        }
        return networks;
    }

    private Wan file() throws IOException {
        if (!wan.contains(".") && !wan.contains("/")) {
            var known = new ArrayList<>(PRESETS);
            known.add(ALL);
            throw misused(Trouble.unknown("network", wan, known));
        }
        Path file = Path.of(wan);
        Wan read = latency == null ? WanFiles.load(file) : WanFiles.load(file, latency);
        if (read.size() < 2) {
            throw misused(wan + " has one region: a study needs two or more");
        }
        return read;
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
