package sparkgaia.server.meters;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

import sparkgaia.net.Peering;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the connections to other regions are, asked for when the page is read. */
final class PeeringMeters {
    private static final double MILLIS = 1e3;

    private PeeringMeters() {}

    static void register(PrometheusRegistry registry, List<Peering> peerings) {
        var gauges = new Gauges(registry, List.copyOf(peerings));
        gauges.add(
                "gaia_peer_connected",
                null,
                "1 while another region is connected, else 0.",
                peering -> peering.isUp() ? 1 : 0);
        gauges.add(
                "gaia_peer_bandwidth_bytes_per_second",
                null,
                "What the connection to another region carries, as measured; until then as expected.",
                Peering::bytesPerSecond);
        gauges.add(
                "gaia_peer_round_trip_seconds",
                Unit.SECONDS,
                "The shortest of the last times to another region and back.",
                peering -> peering.roundTripNanos() / PeerMeters.NANOS);
        gauges.add(
                "gaia_peer_clock_ahead_seconds",
                Unit.SECONDS,
                "How far another region's wall clock is ahead of this one's.",
                peering -> peering.clockAheadMillis() / MILLIS);
        gauges.add(
                "gaia_peer_queued_bytes",
                Unit.BYTES,
                "What waits to be sent to another region.",
                Peering::queuedBytes);
        gauges.add(
                "gaia_peer_today_bytes",
                Unit.BYTES,
                "Data sent to another region since midnight (UTC), which its budget counts.",
                peering -> peering.counts().dataBytesToday());
        gauges.add(
                "gaia_peer_out_of_budget",
                null,
                "1 while data for another region waits for the next day's budget.",
                peering -> peering.counts().isOutOfBudget() ? 1 : 0);
        CounterWithCallback.builder()
                .name("gaia_peer_sessions_total")
                .help("How often another region was connected.")
                .labelNames(PeerFamilies.PEER)
                .callback(
                        value ->
                                peerings.forEach(
                                        peering ->
                                                value.call(
                                                        peering.counts().sessions(),
                                                        peering.region())))
                .register(registry);
    }

    private record Gauges(PrometheusRegistry registry, List<Peering> peerings) {
        void add(String name, Unit unit, String help, ToDoubleFunction<Peering> figure) {
            GaugeWithCallback.builder()
                    .name(name)
                    .unit(unit)
                    .help(help)
                    .labelNames(PeerFamilies.PEER)
                    .callback(
                            value ->
                                    peerings.forEach(
                                            peering ->
                                                    value.call(
                                                            figure.applyAsDouble(peering),
                                                            peering.region())))
                    .register(registry);
        }
    }
}
