package sparkgaia.server.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.server.Settings;
import sparkgaia.server.http.HttpPage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the doctor reads on the page of a sidecar that runs. */
class SidecarCheckTest {
    @TempDir private Path folder;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private Gauge gauge(String name) {
        return Gauge.builder().name(name).labelNames("peer").register(registry);
    }

    private List<String> findings(int port) throws IOException {
        Files.createDirectories(folder.resolve("kit"));
        Files.writeString(folder.resolve("kit/token"), "open-sesame");
        Path config = folder.resolve("gaia.conf");
        Files.writeString(
                config,
                "gaia.region = a\ngaia.tls = off\ngaia.http.listen = 127.0.0.1:"
                        + port
                        + "\ngaia.peer.b.address = 127.0.0.1:11\n"
                        + "gaia.peer.c.address = 127.0.0.1:12\n"
                        + "gaia.peer.d.address = 127.0.0.1:13\n"
                        + "gaia.peer.e.address = 127.0.0.1:14\n");
        return SidecarCheck.findings(Settings.read(config)).stream()
                .map(finding -> finding.grade() + " " + finding.about() + ": " + finding.says())
                .toList();
    }

    @Test
    void eachMemberIsShownAsThePageHasIt() throws IOException {
        Gauge connected = gauge("gaia_peer_connected");
        Gauge trip = gauge("gaia_peer_round_trip_seconds");
        Gauge bandwidth = gauge("gaia_peer_bandwidth_bytes_per_second");
        Gauge ahead = gauge("gaia_peer_clock_ahead_seconds");
        for (String peer : List.of("b", "c")) {
            connected.labelValues(peer).set(1);
            trip.labelValues(peer).set(0.0871);
            bandwidth.labelValues(peer).set(2_500_000);
        }
        connected.labelValues("d").set(0);
        ahead.labelValues("b").set(0.2);
        ahead.labelValues("c").set(-3.5);
        var any = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        int port;
        try (HttpPage page = HttpPage.start(any, registry, () -> null, () -> null)) {
            port = page.address().getPort();
            assertEquals(
                    List.of(
                            "OK link to b: connected, round trip 87.1 ms, carries 2.5 MB/s, clocks"
                                    + " differ by 0.2 s",
                            "WARNING link to c: connected, round trip 87.1 ms, carries 2.5 MB/s; its"
                                    + " clock is 3.5 s behind this one's: certificates and daily"
                                    + " budgets go by clocks; let both machines keep time (chrony or"
                                    + " ntpd)",
                            "WARNING link to d: the sidecar that runs is not connected to it; 'region"
                                    + " d' above says what is in the way, its log says more",
                            "WARNING link to e: the sidecar that runs does not know region e: it was"
                                    + " started with other settings; start it again"),
                    findings(port));
        }
        assertEquals(List.of(), findings(port), "nobody answers any more");
    }
}
