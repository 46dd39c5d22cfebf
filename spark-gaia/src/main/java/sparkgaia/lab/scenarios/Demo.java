package sparkgaia.lab.scenarios;

import sparkgaia.core.Job;
import sparkgaia.lab.Fault;
import sparkgaia.lab.Faults;
import sparkgaia.lab.wan.Wan;

/** The runs of {@code gaia lab demo}: three far regions train one table. */
public final class Demo {
    /** A table of 256 kB, two workers in each region, clocks of 100 ms. */
    private static final Training TRAINING =
            new Training(2000, 32, 2, 1, Job.Limits.SECOND / 10, null, Job.Policy.WAIT);

    private static final int CLOCKS = 60;
    private static final double LEASE_SECONDS = 10;
    private static final long KILLED_NANOS = 10 * Job.Limits.SECOND;
    private static final long BACK_NANOS = 15 * Job.Limits.SECOND;
    private static final int VICTIM = 1;

    private final Wan far;
    private final long seed;

    /** @param ec2 the network that has the regions */
    public Demo(Wan ec2, long seed) {
        this.far = ec2.of("Virginia", "Singapore", "SaoPaulo");
        this.seed = seed;
    }

    public Wan network() {
        return far;
    }

    public int tableBytes() {
        return 4 * TRAINING.rows() * TRAINING.width();
    }

    public int clocks() {
        return CLOCKS;
    }

    public double clockSeconds() {
        return TRAINING.clockNanos() * 1e-9;
    }

    /** What is within this part of the first distance from the optimum counts as trained. */
    public double near() {
        return Course.NEAR;
    }

    public String victim() {
        return far.names().get(VICTIM);
    }

    public double killedSeconds() {
        return KILLED_NANOS * 1e-9;
    }

    public double backSeconds() {
        return BACK_NANOS * 1e-9;
    }

    /** All workers in one data centre: as good as it gets. */
    public Case oneDataCentre() {
        return TRAINING.of("one data centre", setting("bsp", Wan.lan(far.names()))).unchecked();
    }

    /** The plain way over the WAN: every clock waits for everybody. */
    public Case everyClock() {
        return TRAINING.of("WAN, BSP", setting("bsp", far)).unchecked();
    }

    public Case gaia() {
        return TRAINING.of("WAN, Gaia", setting("gaia", far)).unchecked();
    }

    /** The plain way, and a region is killed on it and comes back. */
    public Case killed() {
        var crash = new Fault.Crash(KILLED_NANOS, VICTIM, Fault.Tail.TORN, true, BACK_NANOS);
        return TRAINING.of(
                        "WAN, BSP, killed",
                        setting("bsp", far),
                        scenario -> scenario.faults(Faults.of(2 * BACK_NANOS, crash)))
                .unchecked();
    }

    private Setting setting(String model, Wan wan) {
        return new Setting(wan, ModelSetting.of(model), CLOCKS, LEASE_SECONDS, seed);
    }
}
