package sparkgaia.spark;

import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.wan.Wan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The network that a user names for the regions of the data. */
final class EmulatedWan {
    private EmulatedWan() {}

    /**
     * A network of the paper by its name, or one from a CSV file. Regions that it knows by name have its links; else they
     * take its regions' places in order.
     *
     * @return null for no network
     */
    static Wan of(String named, List<String> regions) {
        if (named.isEmpty() || regions.size() == 1) {
            return null;
        }
        Wan wan = load(named);
        if (wan.names().containsAll(regions)) {
            return wan.of(regions.toArray(String[]::new));
        }
        if (wan.size() < regions.size()) {
            throw new IllegalArgumentException(
                    "wan "
                            + named
                            + " has "
                            + wan.size()
                            + " regions, the data has "
                            + regions.size()
                            + " ("
                            + String.join(", ", regions)
                            + "): name a larger network");
        }
        return wan.first(regions.size());
    }

    private static Wan load(String named) {
        if (WanFiles.presets().contains(named)) {
            return WanFiles.preset(named);
        }
        Path file = Path.of(named);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "wan "
                            + named
                            + " is neither a file nor one of "
                            + String.join(", ", WanFiles.presets()));
        }
        try {
            return WanFiles.load(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "wan " + named + " cannot be read: " + e.getMessage(), e);
        }
    }
}
