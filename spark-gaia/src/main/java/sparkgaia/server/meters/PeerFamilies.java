package sparkgaia.server.meters;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/** The metrics that are counted for each other region. */
final class PeerFamilies {
    static final String SENT = "sent";
    static final String RECEIVED = "received";
    static final String SEALED = "sealed";
    static final String APPLIED = "applied";
    static final String PEER = "peer";

    final Counter bytes;
    final Counter frames;
    final Counter batches;
    final Counter rows;
    final Gauge unacknowledged;

    PeerFamilies(PrometheusRegistry registry) {
        bytes =
                Counter.builder()
                        .name("gaia_peer_bytes_total")
                        .help("Bytes of frames to and from another region.")
                        .labelNames(PEER, "lane", "direction")
                        .register(registry);
        frames =
                Counter.builder()
                        .name("gaia_peer_frames_total")
                        .help("Frames to and from another region.")
                        .labelNames(PEER, "lane", "direction")
                        .register(registry);
        batches =
                Counter.builder()
                        .name("gaia_batches_total")
                        .help("Batches sealed for another region, and applied from it.")
                        .labelNames(PEER, "what")
                        .register(registry);
        rows =
                Counter.builder()
                        .name("gaia_batch_rows_total")
                        .help("Rows in batches sealed for another region, and applied from it.")
                        .labelNames(PEER, "what")
                        .register(registry);
        unacknowledged =
                Gauge.builder()
                        .name("gaia_peer_unacknowledged_bytes")
                        .unit(Unit.BYTES)
                        .help("Bytes sealed for another region that are not yet on its disk.")
                        .labelNames(PEER)
                        .register(registry);
    }
}
