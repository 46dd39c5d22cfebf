package sparkgaia.spark;

import sparkgaia.client.ClientFailure;
import sparkgaia.client.WorkerClient;
import sparkgaia.core.Job;
import sparkgaia.core.sync.Wait;
import sparkgaia.wire.Call;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a region's sidecar has counted of a fit: what left on each of its links, and what workers waited for. */
record RegionTally(ArrayList<TrainingReport.Link> links, LinkedHashMap<String, Double> waited)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final double NANOS = 1e9;

    /** Asks the sidecar of the region with this name. */
    static RegionTally of(WorkerClient client, Job job, String region)
            throws ClientFailure, InterruptedException {
        var links = new ArrayList<TrainingReport.Link>();
        var waited = new LinkedHashMap<String, Double>();
        for (int member = 0; member < job.regions(); member++) {
            Call.Tallied tallied = client.tally(member);
            if (!job.name(member).equals(region)) {
                links.add(link(job, region, tallied));
            } else {
                waited.putAll(waited(tallied.waitedNanos()));
            }
        }
        return new RegionTally(links, waited);
    }

    private static TrainingReport.Link link(Job job, String from, Call.Tallied tallied) {
        var rows = new TreeMap<String, Long>();
        for (int table = 0; table < tallied.rowsLeft().size(); table++) {
            if (tallied.rowsLeft().get(table) > 0) {
                rows.put(job.tables().get(table).name(), tallied.rowsLeft().get(table));
            }
        }
        long changed = tallied.changedRows();
        double heldBack = changed == 0 ? 0 : Math.max(0, 1 - (double) tallied.sentRows() / changed);
        return new TrainingReport.Link(
                from,
                job.name(tallied.member()),
                tallied.dataBytes(),
                tallied.controlBytes(),
                rows,
                heldBack);
    }

    private static Map<String, Double> waited(List<Long> nanos) {
        var waited = new LinkedHashMap<String, Double>();
        for (Wait cause : Wait.values()) {
            if (nanos.get(cause.ordinal()) > 0) {
                waited.put(cause.text(), nanos.get(cause.ordinal()) / NANOS);
            }
        }
        return waited;
    }

    static List<TrainingReport.Link> links(Collection<RegionTally> regions) {
        return regions.stream().flatMap(region -> region.links.stream()).toList();
    }

    /** Of all regions, by cause. */
    static Map<String, Double> waited(Collection<RegionTally> regions) {
        var all = new LinkedHashMap<String, Double>();
        for (Wait cause : Wait.values()) {
            double seconds =
                    regions.stream()
                            .mapToDouble(region -> region.waited.getOrDefault(cause.text(), 0.0))
                            .sum();
            if (seconds > 0) {
                all.put(cause.text(), seconds);
            }
        }
        return all;
    }
}
