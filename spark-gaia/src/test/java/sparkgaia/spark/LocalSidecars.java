package sparkgaia.spark;

import sparkgaia.FreePorts;
import sparkgaia.server.Settings;
import sparkgaia.server.Sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sidecars of several regions in this process, with journals and ports of their own, for executors in other processes. */
public final class LocalSidecars implements AutoCloseable {
    private static final String TOKEN = "0123456789abcdef";

    private final TreeMap<String, Sidecar> sidecars = new TreeMap<>();

    public LocalSidecars(Path folder, String... regions) throws IOException {
        var ports = new TreeMap<String, Integer>();
        for (String region : regions) {
            ports.put(region, FreePorts.next());
        }
        for (String region : regions) {
            List<String> lines = new ArrayList<>();
            lines.add("gaia.region = " + region);
            lines.add("gaia.data = " + region);
            lines.add("gaia.tls = off");
            lines.add("gaia.token = " + TOKEN);
            lines.add("gaia.disk.freeMin = 1 MiB");
            lines.add("gaia.peers.listen = 127.0.0.1:" + ports.get(region));
            lines.add("gaia.workers.listen = 127.0.0.1:0");
            lines.add("gaia.http.listen = 127.0.0.1:0");
            for (String other : regions) {
                if (!other.equals(region)) {
                    lines.add("gaia.peer." + other + ".address = 127.0.0.1:" + ports.get(other));
                }
            }
            Path file = folder.resolve(region + ".conf");
            Files.write(file, lines);
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

    @Override
    public void close() throws IOException {
        for (Sidecar sidecar : sidecars.values()) {
            sidecar.close();
        }
    }
}
