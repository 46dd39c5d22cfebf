package sparkgaia.wire;

import sparkgaia.core.Job;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.sync.StopRule;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.topology.Topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The fields of a {@link Job}. */
final class JobFields {
    private static final int REGIONS_MAX = 1000;
    private static final int WORKERS_MAX = 100_000;
    private static final int TABLES_MAX = 1000;
    private static final int PARTITIONS_MAX = 1024;

    /** Each partition has a number for each row, which take memory before anything else is known of the job. */
    private static final long NUMBERS_MAX = 1L << 28;

    private JobFields() {}

    static void write(Job job, Map<String, String> fields) {
        fields.put(
                "regions",
                IntStream.range(0, job.regions())
                        .mapToObj(job::name)
                        .collect(Collectors.joining(",")));
        fields.put(
                "workers",
                IntStream.range(0, job.workers())
                        .mapToObj(worker -> String.valueOf(job.regionOf(worker)))
                        .collect(Collectors.joining(",")));
        fields.put("partitions", String.valueOf(job.partitions()));
        fields.put("clocks", String.valueOf(job.maxClock()));
        fields.put("metrics", String.valueOf(job.metrics()));
        fields.put("inside-slack", String.valueOf(job.insideSlack()));
        fields.put("policy", Fields.word(job.policy()));
        fields.put("stop", StopFields.text(job.stopRule()));
        ModelFields.write(job.model(), fields);
        limits(job.limits(), fields);
        for (int table = 0; table < job.tables().size(); table++) {
            TableFields.write(job.tables().get(table), table, fields);
        }
        topologies(job, fields);
    }

    static Job read(Fields fields) throws BadJob {
        List<String> regions = fields.list("regions");
        checkSize("regions", regions.size(), REGIONS_MAX);
        List<String> places = fields.list("workers");
        checkSize("workers", places.size(), WORKERS_MAX);
        int[] regionOf = new int[places.size()];
        for (int worker = 0; worker < regionOf.length; worker++) {
            regionOf[worker] =
                    (int) Fields.number("workers", places.get(worker), 0, regions.size() - 1);
        }
        int partitions = fields.integer("partitions", 1, PARTITIONS_MAX);
        int clocks = fields.integer("clocks", 0, Clocks.MAX);
        int metrics = fields.integer("metrics", 0, Limits.METRICS_MAX);
        int insideSlack = fields.integer("inside-slack", 0, Integer.MAX_VALUE);
        Job.Policy policy = fields.one("policy", Job.Policy.class);
        StopRule rule = StopFields.parse(fields.text("stop"));
        try {
            var model = ModelFields.read(fields);
            var limits = limits(fields);
            var tables = new ArrayList<TableSpec>();
            long numbers = 0;
            while (fields.has(TableFields.first(tables.size()))) {
                checkSize("tables", tables.size() + 1, TABLES_MAX);
                tables.add(TableFields.read(fields, tables.size()));
                numbers += (long) partitions * tables.get(tables.size() - 1).rows();
            }
            if (numbers > NUMBERS_MAX) {
                throw new BadJob(
                        "rows times partitions are " + numbers + ", at most " + NUMBERS_MAX);
            }
            return Job.of(regions, tables)
                    .workersIn(regionOf)
                    .partitions(partitions)
                    .maxClock(clocks)
                    .metrics(metrics)
                    .insideSlack(insideSlack)
                    .policy(policy)
                    .stopRule(rule)
                    .model(model)
                    .limits(limits)
                    .topologies(topologies(fields, regions.size(), partitions))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new BadJob(e.getMessage());
        }
    }

    private static void checkSize(String what, int size, int max) throws BadJob {
        if (size > max) {
            throw new BadJob(size + " " + what + ", at most " + max);
        }
    }

    private static void limits(Job.Limits limits, Map<String, String> fields) {
        fields.put("limits.lease-ns", String.valueOf(limits.leaseNanos()));
        fields.put("limits.wait-ns", String.valueOf(limits.waitNanosMax()));
        fields.put("limits.heartbeat-ns", String.valueOf(limits.heartbeatNanos()));
        fields.put("limits.unacked-bytes", String.valueOf(limits.unackedBytesMax()));
        fields.put("limits.batch-bytes", String.valueOf(limits.batchBytesMax()));
        fields.put("limits.early-batches", String.valueOf(limits.earlyBatchesMax()));
        fields.put("limits.burst-ns", String.valueOf(limits.burstNanos()));
    }

    private static Job.Limits limits(Fields fields) throws BadJob {
        return new Job.Limits(
                fields.number("limits.lease-ns", 0, Long.MAX_VALUE),
                fields.number("limits.wait-ns", 0, Long.MAX_VALUE),
                fields.number("limits.heartbeat-ns", 0, Long.MAX_VALUE),
                fields.number("limits.unacked-bytes", 0, Long.MAX_VALUE),
                fields.integer("limits.batch-bytes", 0, Integer.MAX_VALUE),
                fields.integer("limits.early-batches", 0, Integer.MAX_VALUE),
                fields.number("limits.burst-ns", 0, Long.MAX_VALUE));
    }

    /** A full mesh of all regions goes without saying. */
    private static void topologies(Job job, Map<String, String> fields) {
        Topology mesh = mesh(job.regions());
        for (int partition = 0; partition < job.partitions(); partition++) {
            Topology topology = job.topology(partition);
            if (!topology.equals(mesh)) {
                fields.put("topology." + partition, TopologyFields.text(topology));
            }
        }
    }

    private static List<Topology> topologies(Fields fields, int regions, int partitions)
            throws BadJob {
        var topologies = new ArrayList<Topology>();
        Topology mesh = mesh(regions);
        for (int partition = 0; partition < partitions; partition++) {
            String name = "topology." + partition;
            topologies.add(
                    fields.has(name)
                            ? TopologyFields.parse(name, fields.text(name), regions)
                            : mesh);
        }
        return topologies;
    }

    private static Topology mesh(int regions) {
        return Topology.mesh(IntStream.range(0, regions).toArray());
    }
}
