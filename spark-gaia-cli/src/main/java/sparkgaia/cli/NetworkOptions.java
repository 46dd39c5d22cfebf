package sparkgaia.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.study.Trial;
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

    /** Those that the paper has figures of. */
    static final List<String> PAPER = List.of("vc", "ss", "ec2");

    private static final List<String> PRESETS = List.of("vc", "ss", "three", "ec2");

    @Option(
            names = "--wan",
            paramLabel = "NET",
            description =
                    "vc, ss, three, ec2, all, or FILE.csv with bandwidths in Mb/s (docs/data.md; default: all that"
                            + " have as many regions as the data, else vc, ss, ec2)")
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
        return isAll() ? presets(PAPER) : named();
    }

    /**
     * By name; all presets that have as many regions as the data if none is named.
     *
     * @param why there have to be so many
     */
    Map<String, Wan> networksOf(int regions, String why) throws IOException {
        Map<String, Wan> networks = isAll() ? presets(PRESETS) : named();
        if (isAll()) {
            networks.values().removeIf(network -> network.size() != regions);
            if (networks.isEmpty()) {
                throw misused(
                        why + ": give a network of " + regions + " regions by --wan FILE.csv");
            }
        }
        networks.forEach(
                (name, network) -> {
                    if (network.size() != regions) {
                        throw misused(
                                name
                                        + " has "
                                        + network.size()
                                        + " regions, but "
                                        + why
                                        + ": give a network of "
                                        + regions);
                    }
                });
        return networks;
    }

    private boolean isAll() {
        if (latency != null && (wan == null || wan.equals(ALL) || PRESETS.contains(wan))) {
            throw misused("--latency is for --wan FILE.csv");
        }
        return wan == null || wan.equals(ALL);
    }

    private static Map<String, Wan> presets(List<String> names) {
        var networks = new LinkedHashMap<String, Wan>();
        names.forEach(name -> networks.put(name, WanFiles.preset(name)));
        return networks;
    }

    private Map<String, Wan> named() throws IOException {
        if (PRESETS.contains(wan)) {
            return presets(List.of(wan));
        }
        String name = String.valueOf(Path.of(wan).getFileName());
        // A file without an ending may be called like one of the paper's, whose figures are not its
        // own.
        boolean isTaken = PRESETS.contains(name) || name.equals(Trial.LAN);
        return Map.of(isTaken ? wan : name, file());
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
