package sparkgaia.spark;

import sparkgaia.FreePorts;
import sparkgaia.SidecarFile;
import sparkgaia.server.Settings;
import sparkgaia.server.Sidecar;

import java.io.IOException;
import java.nio.file.Path;
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

    @Override
    public void close() throws IOException {
        for (Sidecar sidecar : sidecars.values()) {
            sidecar.close();
        }
    }
}
