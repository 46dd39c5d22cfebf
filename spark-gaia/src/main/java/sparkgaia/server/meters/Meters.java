package sparkgaia.server.meters;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

import sparkgaia.core.sync.Wait;
import sparkgaia.net.Peering;
import sparkgaia.server.journal.Disk;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Everything that a sidecar counts. One for a sidecar; safe to share, and cheap enough to be called from event loops.
 * What the regions and jobs of one are is kept in {@link PeerMeters} and {@link JobMeters}.
 */
public final class Meters implements Disk.Watch {
    /** Different reasons, states and kinds of a metric; further ones are counted as {@code other}. */
    static final int LABELS_MAX = 64;

    /** Jobs shown with their clock. */
    static final int JOBS_SHOWN_MAX = 64;

    private static final double[] SECONDS = {
        0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, PeerMeters> peers = new TreeMap<>();
    private final PeerMeters strangers;
    private final Gauge connections;
    private final Counter connects;
    private final Counter refusals;
    private final BoundedLabels reasons = new BoundedLabels(LABELS_MAX);
    private final Gauge jobs;
    private final BoundedLabels states = new BoundedLabels(LABELS_MAX);
    private final Gauge clocks;
    private final BoundedLabels shownJobs = new BoundedLabels(JOBS_SHOWN_MAX);
    private final Counter waits;
    private final Counter waitSeconds;
    private final CounterDataPoint barredPulls;
    private final CounterDataPoint journalBytes;
    private final DistributionDataPoint journalSyncs;
    private final Histogram requests;
    private final BoundedLabels kinds = new BoundedLabels(LABELS_MAX);

    /** @param peers the names of the other regions; what is counted of any other goes to {@code other} */
    public Meters(Collection<String> peers) {
        var families = new PeerFamilies(registry);
        peers.forEach(peer -> this.peers.put(peer, new PeerMeters(families, peer)));
        strangers = new PeerMeters(families, BoundedLabels.OTHER);
        connections =
                Gauge.builder()
                        .name("gaia_connections")
                        .help("Open connections that others have opened.")
                        .labelNames("side")
                        .register(registry);
        connects = counter("gaia_connects_total", "Connections accepted.", "side");
        refusals =
                counter(
                        "gaia_refusals_total",
                        "Connections, frames and requests that were refused.",
                        "side",
                        "reason");
        jobs =
                Gauge.builder()
                        .name("gaia_jobs")
                        .help("Jobs of this sidecar by their state.")
                        .labelNames("state")
                        .register(registry);
        clocks =
                Gauge.builder()
                        .name("gaia_job_clock")
                        .help("This region's clock of a job.")
                        .labelNames("job")
                        .register(registry);
        waits = counter("gaia_waits_total", "Times that a worker had to wait, by cause.", "cause");
        waitSeconds =
                Counter.builder()
                        .name("gaia_wait_seconds_total")
                        .unit(Unit.SECONDS)
                        .help("Time that workers waited, added up, by cause.")
                        .labelNames("cause")
                        .register(registry);
        barredPulls =
                counter("gaia_barred_pulls_total", "Reads that met an announced row.")
                        .labelValues();
        journalBytes =
                counter("gaia_journal_bytes_total", "Bytes written to journals.").labelValues();
        journalSyncs =
                seconds("gaia_journal_sync_seconds", "How long journals took to be on the disk.")
                        .labelValues();
        requests =
                seconds(
                        "gaia_worker_request_seconds",
                        "How long requests of workers took.",
                        "kind");
        JvmMeters.register(registry);
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private Histogram seconds(String name, String help, String... labels) {
        return Histogram.builder()
                .name(name)
                .unit(Unit.SECONDS)
                .help(help)
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .labelNames(labels)
                .register(registry);
    }

    /** What the page shows. */
    public PrometheusRegistry registry() {
        return registry;
    }

    public PeerMeters peer(String region) {
        return peers.getOrDefault(region, strangers);
    }

    /** Shows how connections to other regions are. Once for each sidecar. */
    public void watch(List<Peering> peerings) {
        PeeringMeters.register(registry, peerings);
    }

    /** Shows a job until it is closed. */
    public JobMeters job(String name) {
        return new JobMeters(clocks, shownJobs, name);
    }

    /** Shows how much room a folder's disk has. Once for each sidecar. */
    public void watchDisk(Path folder) {
        GaugeWithCallback.builder()
                .name("gaia_disk_free_bytes")
                .unit(Unit.BYTES)
                .help("Room on the disk of journals and ledger.")
                .callback(value -> value.call(folder.toFile().getUsableSpace()))
                .register(registry);
    }

    /** Shows how many records the ledger has. Once for each sidecar that keeps one. */
    public void watchLedger(LongSupplier records) {
        CounterWithCallback.builder()
                .name("gaia_ledger_records_total")
                .help("Records of the ledger, also of earlier processes.")
                .callback(value -> value.call(records.getAsLong()))
                .register(registry);
    }

    public void connectionOpened(Side side) {
        connections.labelValues(BoundedLabels.of(side)).inc();
        connects.labelValues(BoundedLabels.of(side)).inc();
    }

    public void connectionClosed(Side side) {
        connections.labelValues(BoundedLabels.of(side)).dec();
    }

    /** @param reason a word, such as a constant's name; not a message */
    public void refused(Side side, String reason) {
        refusals.labelValues(BoundedLabels.of(side), reasons.of(reason)).inc();
    }

    public void refused(Side side, Enum<?> reason) {
        refused(side, BoundedLabels.of(reason));
    }

    /** So many jobs are in a state now. */
    public void jobs(Enum<?> state, int count) {
        jobs.labelValues(states.of(BoundedLabels.of(state))).set(count);
    }

    /** A worker waited. */
    public void waited(Wait cause, long nanos) {
        String label = BoundedLabels.of(cause);
        waits.labelValues(label).inc();
        waitSeconds.labelValues(label).inc(nanos / PeerMeters.NANOS);
    }

    public void pullBarred() {
        barredPulls.inc();
    }

    @Override
    public void written(long bytes) {
        journalBytes.inc(bytes);
    }

    @Override
    public void synced(long nanos) {
        journalSyncs.observe(nanos / PeerMeters.NANOS);
    }

    /** A worker's request was answered. */
    public void requestAnswered(String kind, long nanos) {
        requests.labelValues(kinds.of(kind)).observe(nanos / PeerMeters.NANOS);
    }
}
