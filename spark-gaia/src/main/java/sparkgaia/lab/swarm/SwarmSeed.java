package sparkgaia.lab.swarm;

import sparkgaia.core.Command;
import sparkgaia.core.Job;
import sparkgaia.core.Job.Limits;
import sparkgaia.core.Job.Policy;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.StopRule;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.OuterFunction;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.Dice;
import sparkgaia.lab.Disks;
import sparkgaia.lab.Fault;
import sparkgaia.lab.Faults;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.Trainer;
import sparkgaia.train.exact.AveragingTrainer;
import sparkgaia.train.exact.CountsTrainer;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.train.exact.MixingTrainer;
import sparkgaia.train.exact.QuadraticTrainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything about one seed of the swarm: a job, a network, machines and faults. */
public final class SwarmSeed {
    private static final long MILLIS = Limits.MILLIS;
    private static final long SECOND = Limits.SECOND;
    private static final long DEADLINE_NANOS = 100_000 * SECOND;
    private static final long EVENTS_MAX = 3_000_000;
    private static final long EFFECTS_MAX = 400;
    private static final int FAULTS_MAX = Faults.FAULTS_MAX - 10;
    private static final String[] NAMES = {
        "Virginia", "Frankfurt", "Singapore", "Tokyo", "SaoPaulo", "Mumbai", "Sydney", "Oregon"
    };

    private final long seed;
    private final Dice dice;
    private final int regions;
    private final int partitions;
    private final int workers;
    private final SyncModel model;
    private final Policy policy;
    private final int topologyKind;

    public SwarmSeed(long seed) {
        this.seed = seed;
        this.dice = Dice.of(seed, "swarm");
        this.regions = 2 + dice.below(1 + dice.below(7));
        this.partitions = 1 + dice.below(1 + dice.below(3));
        this.workers = 1 + dice.below(1 + dice.below(3));
        this.model = drawModel();
        this.policy = !model.rounds() && dice.chance(0.3) ? Policy.CONTINUE : Policy.WAIT;
        this.topologyKind = dice.below(3);
    }

    private SyncModel drawModel() {
        int age = 1 + dice.below(4);
        double threshold = dice.scaled(1, 2000) / 1000.0;
        int slack = dice.below(3);
        return switch (dice.below(9)) {
            case 0, 1 -> SyncModel.bsp();
            case 2 ->
                    Dice.of(seed, "ssp by clock").chance(0.3)
                            ? SyncModel.sspByClock()
                            : SyncModel.ssp(slack);
            case 3 ->
                    SyncModel.paper(
                            new RowChoice.SignificantRows(threshold, RowChoice.Significance.NORM),
                            slack);
            case 4 -> SyncModel.paper(new RowChoice.SignificantCells(threshold), slack);
            case 5, 6 -> drawGaia(dice.scaled(10, 1000) / 1000.0, 2 + dice.below(6), age, slack);
            case 7 -> dice.chance(0.5) ? SyncModel.async() : SyncModel.isolated();
            default -> {
                int bits = dice.chance(0.5) ? Coarse.FULL : 2 + dice.below(7);
                yield dice.chance(0.5) ? SyncModel.localSgd(bits) : SyncModel.overlappedSgd(bits);
            }
        };
    }

    private SyncModel drawGaia(double budget, int bits, int age, int slack) {
        var drawn = Dice.of(seed, "rations");
        double filter = drawn.chance(0.5) ? drawn.unit() * 3 : 0;
        SyncModel gaia =
                drawn.chance(0.3)
                        ? SyncModel.gaiaCounts(budget, filter, age, slack)
                        : SyncModel.gaia(budget, bits, age, slack);
        return drawn.chance(0.4) ? gaia : gaia.withRation(drawn.scaled(50, 1000) / 1000.0);
    }

    /** The scenario of this seed, always the same. Asked once. */
    public Scenario<?, ?> scenario() {
        return switch (dice.below(5)) {
            case 0 ->
                    scenario(new LedgerTrainer(5 + dice.below(8), 1 + dice.below(2), 3), List.of());
            case 1 -> scenario(new QuadraticTrainer(4 + dice.below(5), 2, 0.05f, 0.01f), List.of());
            case 2 -> counts();
            case 3 ->
                    model.rounds()
                            ? scenario(averaging(), List.of())
                            : scenario(new MixingTrainer(8, 2, 4), List.of());
            default ->
                    scenario(new MixingTrainer(6 + dice.below(6), 1 + dice.below(2), 3), List.of());
        };
    }

    private AveragingTrainer averaging() {
        OuterFunction outer =
                dice.chance(0.5) ? OuterFunction.IDENTITY : OuterFunction.nesterov(0.7, 0.9);
        return new AveragingTrainer(4 + dice.below(5), 2, 3, 0.1f, outer);
    }

    private Scenario<?, ?> counts() {
        var trainer = new CountsTrainer(6, 3, 2);
        var shards = new ArrayList<List<Integer>>();
        for (int worker = 0; worker < workers * regions; worker++) {
            shards.add(trainer.records(seed, worker, 5 + dice.below(10)));
        }
        return scenario(trainer, shards);
    }

    private <R, S> Scenario<R, S> scenario(Trainer<R, S> trainer, List<List<R>> shards) {
        int metrics = trainer.metrics().size();
        int maxClock = 2 + dice.below(8);
        int stop = dice.below(maxClock);
        var job =
                Job.of(List.of(NAMES).subList(0, regions), trainer.tables())
                        .partitions(partitions)
                        .workers(workers)
                        .topologies(topologies(dice, all(), topologyKind))
                        .model(model)
                        .insideSlack(model.isByClock() ? 0 : dice.below(3))
                        .policy(policy)
                        .maxClock(maxClock)
                        .metrics(metrics)
                        .stopRule(dice.chance(0.5) ? new StopRule.AtClock(stop) : StopRule.NEVER)
                        .limits(limits())
                        .build();
        Wan wan = Wan.uniform(regions, dice.scaled(1, 20_000) / 1000.0, dice.scaled(1, 300));
        long heal = dice.scaled(2, 60) * SECOND;
        // Short runs meet as many faults as long ones.
        double pace = Math.max(1, 100.0 * SECOND / heal);
        var machines = Machines.of(dice.scaled(MILLIS, SECOND)).withStraggling(dice.unit(), seed);
        var scenario =
                (shards.isEmpty()
                                ? Scenario.of(job, wan, trainer)
                                : Scenario.of(job, wan, trainer, shards))
                        .seed(seed)
                        .machines(machines)
                        .disks(disks(dice.chance(0.2)))
                        .saveEvery(1 + dice.below(4))
                        .waitForAll()
                        .deadline(DEADLINE_NANOS)
                        .eventsMax(EVENTS_MAX);
        boolean isFine = dice.chance(0.05);
        drawCommands(scenario, heal);
        return isFine
                ? scenario
                : scenario.faults(withCrashesAtEffects(faults(scenario, job, heal, pace)));
    }

    /** Processes also die between two effects that belong together, where a crash by the clock seldom strikes. */
    private Faults withCrashesAtEffects(Faults faults) {
        var drawn = Dice.of(seed, "crashes at effects");
        var all = new ArrayList<Fault>();
        if (drawn.chance(0.6)) {
            for (int region = 0; region < regions; region++) {
                if (drawn.chance(0.6)) {
                    all.add(
                            new Fault.CrashAtEffect(
                                    region,
                                    drawn.between(1, EFFECTS_MAX),
                                    Fault.Tail.values()[drawn.below(3)],
                                    drawn.scaled(10 * MILLIS, 5 * SECOND)));
                }
            }
        }
        all.addAll(faults.faults().subList(0, Math.min(FAULTS_MAX, faults.faults().size())));
        return new Faults(faults.weather(), faults.noticeNanosMax(), all, faults.healNanos());
    }

    /** Some regions lose their disk: they are evicted, and come back as newcomers. */
    private Faults faults(Scenario<?, ?> scenario, Job job, long heal, double pace) {
        Faults plan = Faults.draw(seed, job, heal, pace);
        var drawn = Dice.of(seed, "disk losses");
        if (!isLossy()) {
            return plan;
        }
        int victim = drawn.below(regions);
        int[] others = Arrays.stream(all()).filter(region -> region != victim).toArray();
        var evict = new Command.ChangeView(topologies(drawn, others, drawn.below(3)));
        var admit = new Command.ChangeView(topologies(drawn, all(), drawn.below(3)));
        int member = others[drawn.below(others.length)];
        for (long again = 0; again < 3; again++) {
            scenario.ask(heal + (5 + 30 * again) * SECOND, member, evict);
            scenario.ask(heal + (110 + 30 * again) * SECOND, member, admit);
        }
        long at = drawn.scaled(SECOND / 20, heal);
        return plan.and(new Fault.Crash(at, victim, Fault.Tail.LOST, false, heal));
    }

    boolean isLossy() {
        return regions > 1 && policy == Policy.WAIT && Dice.of(seed, "lossy").chance(0.1);
    }

    /** People change the topology and evict regions while the job runs. */
    private void drawCommands(Scenario<?, ?> scenario, long heal) {
        var drawn = Dice.of(seed, "commands");
        if (regions > 1 && drawn.chance(0.2)) {
            for (int change = drawn.below(2); change >= 0; change--) {
                var topologies = topologies(drawn, all(), drawn.below(3));
                scenario.ask(
                        drawn.scaled(SECOND / 20, heal), 0, new Command.ChangeTopology(topologies));
            }
        }
        if (regions > 1 && !isLossy() && drawn.chance(0.2)) {
            int victim = drawn.below(regions);
            int[] others = Arrays.stream(all()).filter(region -> region != victim).toArray();
            var command = new Command.ChangeView(topologies(drawn, others, drawn.below(3)));
            for (int asked = drawn.below(2); asked >= 0; asked--) {
                int member = others[drawn.below(others.length)];
                scenario.ask(drawn.scaled(SECOND / 20, heal), member, command);
            }
        }
    }

    private int[] all() {
        int[] all = new int[regions];
        Arrays.setAll(all, region -> region);
        return all;
    }

    /** Slow disks too: what is decided and not durable for long is what a crash can take away. */
    private Disks disks(boolean isInstant) {
        var drawn = Dice.of(seed, "snapshots");
        Disks disks = withoutSnapshots(isInstant);
        return drawn.chance(0.4) ? disks : disks.withSnapshots(drawn.scaled(2, 300) / 1000.0);
    }

    private Disks withoutSnapshots(boolean isInstant) {
        var drawn = Dice.of(seed, "disks");
        if (isInstant || drawn.chance(0.7)) {
            return isInstant ? Disks.INSTANT : Disks.USUAL;
        }
        return new Disks(false, drawn.scaled(20 * MILLIS, SECOND), 0);
    }

    private Limits limits() {
        long lease = dice.scaled(2, 30) * SECOND;
        return Limits.DEFAULT
                .withLease(lease, lease / 4, 10_000 * SECOND)
                .withBatches(
                        dice.scaled(200, 20_000), (int) dice.scaled(60, 2_000), 1 + dice.below(8));
    }

    private List<Topology> topologies(Dice drawn, int[] members, int kind) {
        var topologies = new ArrayList<Topology>();
        for (int partition = 0; partition < partitions; partition++) {
            topologies.add(
                    switch (kind) {
                        case 0 -> Topology.mesh(members);
                        case 1 -> Topology.star(members, members[drawn.below(members.length)]);
                        default -> Topology.hubs(groups(drawn, members));
                    });
        }
        return topologies;
    }

    private static List<int[]> groups(Dice drawn, int[] members) {
        var groups = new ArrayList<int[]>();
        int at = 0;
        while (at < members.length) {
            int size = 1 + drawn.below(Math.min(3, members.length - at));
            groups.add(Arrays.copyOfRange(members, at, at + size));
            at += size;
        }
        return groups;
    }

    public SyncModel model() {
        return model;
    }

    public Policy policy() {
        return policy;
    }

    /** One line that says what kind of case this is. */
    public String text() {
        return regions
                + " regions, "
                + partitions
                + " partitions, "
                + workers
                + " workers each, "
                + List.of("mesh", "star", "hubs").get(topologyKind)
                + ", "
                + model
                + ", "
                + policy;
    }
}
