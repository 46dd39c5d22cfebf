package sparkgaia.server.meters;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

import sparkgaia.core.message.Message.Lane;

import java.util.EnumMap;
import java.util.Map;

/** What is counted of one other region. Safe to share. */
public final class PeerMeters {
    static final double NANOS = 1e9;

    /** What one lane carried. */
    private record Traffic(
            CounterDataPoint bytesSent,
            CounterDataPoint bytesReceived,
            CounterDataPoint framesSent,
            CounterDataPoint framesReceived) {}

    private final Map<Lane, Traffic> lanes = new EnumMap<>(Lane.class);
    private final CounterDataPoint batchesSealed;
    private final CounterDataPoint batchesApplied;
    private final CounterDataPoint rowsSealed;
    private final CounterDataPoint rowsApplied;
    private final GaugeDataPoint unacknowledged;

    PeerMeters(PeerFamilies families, String peer) {
        for (Lane lane : Lane.values()) {
            String name = BoundedLabels.of(lane);
            lanes.put(
                    lane,
                    new Traffic(
                            families.bytes.labelValues(peer, name, PeerFamilies.SENT),
                            families.bytes.labelValues(peer, name, PeerFamilies.RECEIVED),
                            families.frames.labelValues(peer, name, PeerFamilies.SENT),
                            families.frames.labelValues(peer, name, PeerFamilies.RECEIVED)));
        }
        batchesSealed = families.batches.labelValues(peer, PeerFamilies.SEALED);
        batchesApplied = families.batches.labelValues(peer, PeerFamilies.APPLIED);
        rowsSealed = families.rows.labelValues(peer, PeerFamilies.SEALED);
        rowsApplied = families.rows.labelValues(peer, PeerFamilies.APPLIED);
        unacknowledged = families.unacknowledged.labelValues(peer);
    }

    /** A frame went out, as many bytes as the socket took for it. */
    public void sentFrame(Lane lane, long bytes) {
        Traffic traffic = lanes.get(lane);
        traffic.bytesSent.inc(bytes);
        traffic.framesSent.inc();
    }

    public void receivedFrame(Lane lane, long bytes) {
        Traffic traffic = lanes.get(lane);
        traffic.bytesReceived.inc(bytes);
        traffic.framesReceived.inc();
    }

    public void batchSealed(int rows) {
        batchesSealed.inc();
        rowsSealed.inc(rows);
    }

    public void batchApplied(int rows) {
        batchesApplied.inc();
        rowsApplied.inc(rows);
    }

    /** Bytes sealed for this region that it has not yet said to have on its disk. */
    public void unacknowledged(long bytes) {
        unacknowledged.set(bytes);
    }
}
