package sparkgaia.core;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.sync.StopRule;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Range;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.topology.Topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** One {@code fit}: everything that all its regions must agree on before they start. Immutable and shared. */
public final class Job {
    /** What a region does about a member that it has not heard for a lease. */
    public enum Policy {
        /** Wait for it, and fail by name at the deadline. */
        WAIT,
        /** Go on without it; it may come back. */
        CONTINUE
    }

    private final List<String> members;
    private final int[] regionOf;
    private final int[][] workersOf;
    private final List<TableSpec> tables;
    private final List<RowSpace> spaces;
    private final List<Topology> topologies;
    private final SyncModel model;
    private final int insideSlack;
    private final Policy policy;
    private final int maxClock;
    private final StopRule stopRule;
    private final int metrics;
    private final Limits limits;

    /** What bounds a job's waits and buffers. Times in nanoseconds, sizes in bytes. */
    public record Limits(
            long leaseNanos,
            long waitNanosMax,
            long heartbeatNanos,
            long unackedBytesMax,
            int batchBytesMax,
            int earlyBatchesMax,
            long burstNanos) {
        public static final long MILLIS = 1_000_000L;
        public static final long SECOND = 1_000 * MILLIS;

        public static final Limits DEFAULT =
                new Limits(30 * SECOND, 600 * SECOND, 5 * SECOND, 8 << 20, 1 << 18, 64, SECOND / 4);

        public Limits {
            Range.check("lease in nanoseconds", leaseNanos, MILLIS, 86_400 * SECOND);
            Range.check(
                    "deadline of a wait in nanoseconds",
                    waitNanosMax,
                    leaseNanos,
                    30 * 86_400 * SECOND);
            Range.check("heartbeat in nanoseconds", heartbeatNanos, MILLIS, leaseNanos);
            Range.check("unacknowledged bytes", unackedBytesMax, 1, 1L << 40);
            Range.check("bytes of a batch", batchBytesMax, 1, 1 << 30);
            Range.check("early batches", earlyBatchesMax, 1, 1 << 20);
            Range.check("burst in nanoseconds", burstNanos, 1, 3600 * SECOND);
        }

        public Limits withLease(long lease, long heartbeat, long wait) {
            return new Limits(
                    lease,
                    wait,
                    heartbeat,
                    unackedBytesMax,
                    batchBytesMax,
                    earlyBatchesMax,
                    burstNanos);
        }

        public Limits withBatches(long unacked, int batch, int early) {
            return new Limits(
                    leaseNanos, waitNanosMax, heartbeatNanos, unacked, batch, early, burstNanos);
        }
    }

    private Job(Builder builder) {
        this.members = List.copyOf(builder.members);
        this.tables = List.copyOf(builder.tables);
        this.regionOf = builder.regionOf.clone();
        this.model = builder.model;
        this.insideSlack = builder.insideSlack;
        this.policy = builder.policy;
        this.maxClock = builder.maxClock;
        this.stopRule = builder.stopRule;
        this.metrics = builder.metrics;
        this.limits = builder.limits;
        Range.check("regions", members.size(), 1, 100_000);
        checkDistinct("region", members);
        checkDistinct("table", tables.stream().map(TableSpec::name).toList());
        Range.check("partitions", builder.partitions, 1, 1024);
        Range.check("clocks", maxClock, 0, Clocks.MAX);
        Range.check("staleness inside a region", insideSlack, 0, SyncModel.SLACK_MAX);
        Range.check("metrics", metrics, stopRule.metrics(), 64);
        checkModel();
        this.workersOf = workersOf();
        this.spaces = spaces(builder.partitions);
        this.topologies = topologies(builder);
        checkTopologies();
    }

    private void checkModel() {
        if (model.isByClock() && insideSlack > 0) {
            throw new IllegalArgumentException(
                    "model "
                            + model
                            + " waits for every clock, so the staleness inside a region must be 0, not "
                            + insideSlack);
        }
        if (model.rounds() && policy == Policy.CONTINUE) {
            throw new IllegalArgumentException(
                    "model "
                            + model
                            + " cannot go on without a member: its rounds need"
                            + " every sum; use the policy WAIT");
        }
    }

    private int[][] workersOf() {
        for (int region : regionOf) {
            Range.check("region of a worker", region, 0, members.size() - 1);
        }
        int[][] workers = new int[members.size()][];
        for (int region = 0; region < workers.length; region++) {
            int of = region;
            workers[region] =
                    IntStream.range(0, regionOf.length)
                            .filter(worker -> regionOf[worker] == of)
                            .toArray();
            if (workers[region].length == 0) {
                throw new IllegalArgumentException(
                        "region " + members.get(region) + " has no worker");
            }
        }
        return workers;
    }

    private List<RowSpace> spaces(int partitions) {
        var numbered = new ArrayList<RowSpace>();
        for (int partition = 0; partition < partitions; partition++) {
            numbered.add(new RowSpace(tables, partition, partitions));
        }
        return List.copyOf(numbered);
    }

    private List<Topology> topologies(Builder builder) {
        if (builder.topologies != null) {
            return List.copyOf(builder.topologies);
        }
        int[] all = IntStream.range(0, members.size()).toArray();
        return Collections.nCopies(builder.partitions, Topology.mesh(all));
    }

    private void checkTopologies() {
        if (topologies.size() != spaces.size()) {
            throw new IllegalArgumentException(
                    topologies.size() + " topologies for " + spaces.size() + " partitions");
        }
        for (Topology topology : topologies) {
            int[] of = topology.members();
            if (of.length == 0 || of[0] < 0 || of[of.length - 1] >= members.size()) {
                throw new IllegalArgumentException(
                        "topology " + topology + " is of other regions than " + members);
            }
            if (!Arrays.equals(of, topologies.get(0).members())) {
                throw new IllegalArgumentException(
                        "topologies of different members: "
                                + topologies.get(0)
                                + " and "
                                + topology);
            }
        }
    }

    private static void checkDistinct(String what, List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a job without a " + what);
        }
        for (int i = 1; i < names.size(); i++) {
            if (names.subList(0, i).contains(names.get(i))) {
                throw new IllegalArgumentException(
                        "two of the name " + names.get(i) + ": each " + what + " needs its own");
            }
        }
    }

    public int regions() {
        return members.size();
    }

    public String name(int region) {
        return members.get(region);
    }

    public int partitions() {
        return spaces.size();
    }

    public int workers() {
        return regionOf.length;
    }

    public int regionOf(int worker) {
        return regionOf[worker];
    }

    /** The workers of a region, ascending. */
    public int[] workersOf(int region) {
        return workersOf[region];
    }

    public List<TableSpec> tables() {
        return tables;
    }

    public RowSpace space(int partition) {
        return spaces.get(partition);
    }

    public Topology topology(int partition) {
        return topologies.get(partition);
    }

    public SyncModel model() {
        return model;
    }

    public int insideSlack() {
        return insideSlack;
    }

    public Policy policy() {
        return policy;
    }

    public int maxClock() {
        return maxClock;
    }

    public StopRule stopRule() {
        return stopRule;
    }

    /** The largest a reported number may be, so that the sum over all workers is exact. */
    public long metricMax() {
        return Long.MAX_VALUE / regionOf.length;
    }

    /** How many numbers a commit reports. */
    public int metrics() {
        return metrics;
    }

    public Limits limits() {
        return limits;
    }

    public static Builder of(List<String> members, List<TableSpec> tables) {
        return new Builder(members, tables);
    }

    /** Collects a job's settings; {@link #build} refuses what is out of range or does not go together. */
    public static final class Builder {
        private final List<String> members;
        private final List<TableSpec> tables;
        private int partitions = 1;
        private int[] regionOf = {};
        private List<Topology> topologies;
        private SyncModel model = SyncModel.bsp();
        private int insideSlack;
        private Policy policy = Policy.WAIT;
        private int maxClock = 10;
        private StopRule stopRule = StopRule.NEVER;
        private int metrics;
        private Limits limits = Limits.DEFAULT;

        private Builder(List<String> members, List<TableSpec> tables) {
            this.members = members;
            this.tables = tables;
            workers(1);
        }

        public Builder partitions(int count) {
            this.partitions = count;
            return this;
        }

        /** The same number of workers in every region, numbered region by region. */
        public Builder workers(int perRegion) {
            regionOf = new int[members.size() * perRegion];
            Arrays.setAll(regionOf, worker -> worker / perRegion);
            return this;
        }

        /** The region of each worker. */
        public Builder workersIn(int... regions) {
            regionOf = regions.clone();
            return this;
        }

        /** One topology for each partition; a full mesh if not said. */
        public Builder topologies(List<Topology> perPartition) {
            this.topologies = perPartition;
            return this;
        }

        public Builder model(SyncModel syncModel) {
            this.model = syncModel;
            return this;
        }

        public Builder insideSlack(int clocks) {
            this.insideSlack = clocks;
            return this;
        }

        public Builder policy(Policy lossPolicy) {
            this.policy = lossPolicy;
            return this;
        }

        public Builder maxClock(int clock) {
            this.maxClock = clock;
            return this;
        }

        public Builder stopRule(StopRule rule) {
            this.stopRule = rule;
            return this;
        }

        public Builder metrics(int count) {
            this.metrics = count;
            return this;
        }

        public Builder limits(Limits bounds) {
            this.limits = bounds;
            return this;
        }

        public Job build() {
            return new Job(this);
        }
    }
}
