package sparkgaia.server.check;

import sparkgaia.server.CannotStart;
import sparkgaia.server.DataFolder;
import sparkgaia.server.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The data folder: can it be had, is its disk large enough, is it in use. */
final class FolderCheck {
    private static final String ABOUT = "data folder";
    private static final double GIGABYTE = 1e9;
    private static final double MEGABYTE = 1e6;

    private FolderCheck() {}

    /** @param running the process of this region's sidecar, if it runs: then the folder is its */
    static List<Finding> findings(Settings settings, Optional<Long> running) {
        var findings = new ArrayList<Finding>();
        Path folder = settings.data();
        if (running.isPresent()) {
            findings.add(Finding.ok(ABOUT, folder + " is held by process " + running.get()));
        } else if (Files.exists(folder)) {
            try {
                DataFolder.open(folder, 0).close();
                findings.add(Finding.ok(ABOUT, folder + " can be written to"));
            } catch (CannotStart e) {
                findings.add(Finding.bad(ABOUT, e.getMessage()));
            } catch (IOException e) {
                findings.add(Finding.bad(ABOUT, folder + ": " + e));
            }
        } else {
            findings.add(unmade(folder));
        }
        findings.add(disk(folder, settings.diskFreeMin()));
        return findings;
    }

    private static Finding unmade(Path folder) {
        Path above = existing(folder);
        return Files.isDirectory(above) && Files.isWritable(above)
                ? Finding.ok(ABOUT, folder + " will be made")
                : Finding.bad(
                        ABOUT,
                        folder
                                + " cannot be made: "
                                + above
                                + " cannot be written to; choose another gaia.data");
    }

    private static Finding disk(Path folder, long freeMin) {
        long free = DataFolder.free(existing(folder));
        String says = size(free) + " free";
        return free >= freeMin
                ? Finding.ok("disk", says)
                : Finding.bad(
                        "disk",
                        says
                                + ", less than gaia.disk.freeMin = "
                                + size(freeMin)
                                + "; make room, or lower that setting");
    }

    private static String size(long bytes) {
        return bytes < GIGABYTE / 10
                ? String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE)
                : String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
    }

    /** The folder itself or the first above it that is there. */
    private static Path existing(Path folder) {
        Path path = folder.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
