package sparkgaia.spark;

import sparkgaia.FreePorts;
import sparkgaia.SidecarFile;
import sparkgaia.client.LocalSidecar;
import sparkgaia.client.SidecarLine;
import sparkgaia.server.Settings;
import sparkgaia.server.Sidecar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sidecars of several regions in this process, with journals and ports of their own, for executors in other processes. */
public final class LocalSidecars implements AutoCloseable {
    private static final String TOKEN = "0123456789abcdef";

    private final Path folder;
    private final TreeMap<String, Sidecar> sidecars = new TreeMap<>();

    public LocalSidecars(Path folder, String... regions) throws IOException {
        this.folder = folder;
        var ports = new TreeMap<String, Integer>();
        for (String region : regions) {
            ports.put(region, FreePorts.next());
        }
        for (String region : regions) {
            Path file = SidecarFile.write(folder, region, ports, TOKEN);
            sidecars.put(region, Sidecar.start(Settings.read(file)));
        }
    }

    /** What an application sets to use them. */
    public Map<String, String> conf() {
        var conf = new TreeMap<String, String>();
        conf.put("spark.plugins", GaiaPlugin.class.getName());
        conf.put("spark.gaia.tls", "off");
        conf.put("spark.gaia.token", TOKEN);
        sidecars.forEach(
                (region, sidecar) ->
                        conf.put(
                                "spark.gaia.sidecar." + region + ".address",
                                "127.0.0.1:" + sidecar.workersAddress().getPort()));
        return conf;
    }

    /** The way of a region's workers to its sidecar, for one of this process. */
    public SidecarLine.Sidecar line(String region) {
        return new LocalSidecar(region, sidecars.get(region).jobs());
    }

    /** What the sidecar of a region keeps: of each job a run, a line end, and its description. */
    public List<String> jobs(String region) {
        var jobs = new ArrayList<String>();
        try (var folders = Files.list(folder.resolve(region).resolve("jobs"))) {
            for (Path each : folders.toList()) {
                Path job = each.resolve("job");
                if (Files.exists(job)) {
                    jobs.add(Files.readString(job));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jobs;
    }

    @Override
    public void close() throws IOException {
        for (Sidecar sidecar : sidecars.values()) {
            sidecar.close();
        }
    }
}
