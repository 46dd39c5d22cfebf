package sparkgaia.spark;

import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.wan.BadWan;
import sparkgaia.lab.wan.Wan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The network that a user names for the regions of the data. */
public final class EmulatedWan {
    private EmulatedWan() {}

    /**
     * Before anything is read: whether there is such a network.
     *
     * @throws IllegalArgumentException with the reason, and the networks that there are
     */
    public static void check(String named) {
        if (!named.isEmpty()) {
            load(named);
        }
    }

    /**
     * A network of the paper by its name, or one from a CSV file. Regions that it knows by name have its links; if it knows
     * none of them they take its regions' places in order.
     *
     * @return null for no network
     */
    static Wan of(String named, List<String> regions) {
        if (named.isEmpty() || regions.size() == 1) {
            return null;
        }
        Wan wan = load(named);
        var unknown = new ArrayList<>(regions);
        unknown.removeAll(wan.names());
        if (unknown.isEmpty()) {
            return wan.of(regions.toArray(String[]::new));
        }
        if (unknown.size() < regions.size()) {
            throw new IllegalArgumentException(
                    "wan "
                            + named
                            + " knows some regions of the data but not "
                            + String.join(", ", unknown)
                            + "; it has "
                            + String.join(", ", wan.names())
                            + ": add the others, or name all regions as they are there");
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
        try {
            Path file = Path.of(named);
            if (!Files.exists(file)) {
                throw refused(named, "is neither a file nor one of the known networks", null);
            }
            return WanFiles.load(file);
        } catch (BadWan | IOException | InvalidPathException e) {
            throw refused(named, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException refused(String named, String why, Throwable cause) {
        return new IllegalArgumentException(
                "wan "
                        + named
                        + " "
                        + why
                        + "; name one of "
                        + String.join(", ", WanFiles.presets())
                        + ", or a CSV file of Mb/s whose first line and column name regions",
                cause);
    }
}
