package sparkgaia;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SortedMap;

/** The file of a sidecar of this machine alone, without TLS, with its own folder beside the file. */
public final class SidecarFile {
    private SidecarFile() {}

    /**
     * Writes it.
     *
     * @param ports where sidecars of all regions listen for each other
     * @param more lines of the test's own
     */
    public static Path write(
            Path folder,
            String region,
            SortedMap<String, Integer> ports,
            String token,
            String... more)
            throws IOException {
        var lines = new ArrayList<String>();
        lines.add("gaia.region = " + region);
        lines.add("gaia.data = " + region);
        lines.add("gaia.tls = off");
        lines.add("gaia.token = " + token);
        lines.add("gaia.disk.freeMin = 1 MiB");
        lines.add("gaia.peers.listen = 127.0.0.1:" + ports.get(region));
        lines.add("gaia.workers.listen = 127.0.0.1:0");
        lines.add("gaia.http.listen = 127.0.0.1:0");
        ports.forEach(
                (other, port) -> {
                    if (!other.equals(region)) {
                        lines.add("gaia.peer." + other + ".address = 127.0.0.1:" + port);
                    }
                });
        lines.addAll(Arrays.asList(more));
        return Files.write(folder.resolve(region + ".conf"), lines);
    }
}
