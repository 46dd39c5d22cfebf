package sparkgaia.server.check;

import sparkgaia.server.PeerSettings;
import sparkgaia.server.Settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the sidecar says of its members, if one runs by these settings: asks its page, as anybody on this machine may. */
public final class SidecarCheck {
    /** Beyond this a difference of clocks is told. */
    static final double CLOCK_SECONDS_MAX = 1;

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int PAGE_BYTES_MAX = 4 << 20;
    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;

    private SidecarCheck() {}

    /** Nothing if no page answers: then no sidecar runs, which is no fault. */
    public static List<Finding> findings(Settings settings) {
        if (settings.httpListen().port() == 0) {
            return List.of();
        }
        Map<String, Double> figures;
        try {
            figures = figures(page(settings.httpListen().toString()));
        } catch (IOException e) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        for (PeerSettings peer : settings.peers().values()) {
            findings.add(finding(peer.region(), figures));
        }
        return findings;
    }

    private static String page(String address) throws IOException {
        var asked =
                (HttpURLConnection)
                        URI.create("http://" + address + "/metrics").toURL().openConnection();
        asked.setConnectTimeout(PATIENCE_MILLIS);
        asked.setReadTimeout(PATIENCE_MILLIS);
        asked.setInstanceFollowRedirects(false);
        try (InputStream in = asked.getInputStream()) {
            return new String(in.readNBytes(PAGE_BYTES_MAX), StandardCharsets.UTF_8);
        } finally {
            asked.disconnect();
        }
    }

    /** By name and labels; what is no figure is left out. */
    private static Map<String, Double> figures(String page) {
        var figures = new TreeMap<String, Double>();
        for (String line : page.split("\n")) {
            int at = line.lastIndexOf(' ');
            if (at > 0 && !line.startsWith("#")) {
                try {
                    figures.put(line.substring(0, at), Double.valueOf(line.substring(at + 1)));
                } catch (NumberFormatException e) {
                    continue; // another program's page
                }
            }
        }
        return figures;
    }

    private static Finding finding(String region, Map<String, Double> figures) {
        String about = "link to " + region;
        Double connected = of("connected", region, figures);
        if (connected == null) {
            return Finding.warning(
                    about,
                    "the sidecar that runs does not know region "
                            + region
                            + ": it was started with other settings; start it again");
        }
        if (connected == 0) {
            return Finding.warning(
                    about,
                    "the sidecar that runs is not connected to it; 'region "
                            + region
                            + "' above says what is in the way, its log says more");
        }
        double ahead = orZero(of("clock_ahead_seconds", region, figures));
        String says =
                String.format(
                        Locale.ROOT,
                        "connected, round trip %.1f ms, carries %.1f MB/s",
                        orZero(of("round_trip_seconds", region, figures)) * THOUSAND,
                        orZero(of("bandwidth_bytes_per_second", region, figures)) / MILLION);
        if (Math.abs(ahead) <= CLOCK_SECONDS_MAX) {
            return Finding.ok(
                    about,
                    says
                            + String.format(
                                    Locale.ROOT, ", clocks differ by %.1f s", Math.abs(ahead)));
        }
        return Finding.warning(
                about,
                says
                        + String.format(
                                Locale.ROOT,
                                "; its clock is %.1f s %s this one's: certificates and daily budgets go by"
                                        + " clocks; let both machines keep time (chrony or ntpd)",
                                Math.abs(ahead),
                                ahead > 0 ? "ahead of" : "behind"));
    }

    private static Double of(String what, String region, Map<String, Double> figures) {
        return figures.get("gaia_peer_" + what + "{peer=\"" + region + "\"}");
    }

    private static double orZero(Double figure) {
        return figure == null ? 0 : figure;
    }
}
