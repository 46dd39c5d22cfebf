package sparkgaia.core.sync;

import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.Range;

/**
 * How regions keep their copies together: what a batch takes from pending, and when a worker may start a clock. One
 * mechanism, whose settings are the models of the literature; {@code docs/protocol.md} has the table.
 *
 * @param isByClock pending is kept by clock and a batch carries exactly one (the BSP family)
 * @param choice the part of pending that a batch takes, where it is not kept by clock
 * @param slack DS: how many clocks the mirror clock may be behind, beyond one; {@link #UNBOUNDED} waits for nobody
 * @param throughSlack how many clocks {@code through} may be behind, beyond one; {@link #UNBOUNDED} does not ask
 * @param sealSlack how many clocks the own sealing may be behind, beyond one; {@link #UNBOUNDED} does not ask
 * @param announces obliged rows that cannot arrive within a clock are announced, and barred there
 * @param rounds deltas go through the tables' outer functions, a clock being a round
 * @param overlap how many clocks later a round (or a clock's batch) is applied
 * @param roundBits how coarse a region's own sum of a round is
 * @param budget the share of a link's measured bandwidth that the job may use
 * @param ration what a link may send beyond obligations, as a part of the bytes that every change in full would take; a
 *     fast link has no use for more
 */
public record SyncModel(
        String name,
        boolean isByClock,
        RowChoice choice,
        int slack,
        int throughSlack,
        int sealSlack,
        boolean announces,
        boolean rounds,
        int overlap,
        int roundBits,
        double budget,
        double ration) {

    public static final int UNBOUNDED = 1 << 30;
    public static final int SLACK_MAX = 10_000;

    public SyncModel {
        if (slack != UNBOUNDED) {
            Range.check("staleness between regions", slack, 0, SLACK_MAX);
        }
        Range.check("budget", budget, 0.0001, 1.0);
        Range.check("ration", ration, 0.0001, 1.0);
        Range.check("overlap", overlap, 0, 1);
        Range.check("bits of a round", roundBits, 2, Coarse.FULL);
    }

    private static SyncModel byClock(String name, boolean rounds, int overlap, int roundBits) {
        return new SyncModel(
                name,
                true,
                RowChoice.EVERYTHING,
                overlap,
                overlap,
                UNBOUNDED,
                false,
                rounds,
                overlap,
                roundBits,
                1.0,
                1.0);
    }

    private static SyncModel byRow(String name, RowChoice choice, int slack, int throughSlack) {
        return new SyncModel(
                name,
                false,
                choice,
                slack,
                throughSlack,
                UNBOUNDED,
                false,
                false,
                0,
                Coarse.FULL,
                1.0,
                1.0);
    }

    /** Everybody waits for everybody's last clock: the baseline, bit for bit the same on any number of regions. */
    public static SyncModel bsp() {
        return byClock("bsp", false, 0, Coarse.FULL);
    }

    /** Everybody waits for everybody's clock but the last {@code staleness}. */
    public static SyncModel ssp(int staleness) {
        return byRow("ssp" + staleness, RowChoice.EVERYTHING, staleness, staleness);
    }

    /**
     * Everybody waits for everybody's clock but the last, and a clock goes as a whole: a hub adds up what it forwards,
     * as a server does that shards of a model live on.
     */
    public static SyncModel sspByClock() {
        return byClock("ssp1-by-clock", false, 1, Coarse.FULL);
    }

    /** Gaia as its paper has it. */
    public static SyncModel paper(RowChoice filter, int slack) {
        return new SyncModel(
                "paper",
                false,
                filter,
                slack,
                UNBOUNDED,
                UNBOUNDED,
                true,
                false,
                0,
                Coarse.FULL,
                1.0,
                1.0);
    }

    /** Our default: obliged rows first, then within the budget the largest pending, coarsely; no threshold. */
    public static SyncModel gaia(double budget, int bits, int age, int slack) {
        return budgeted("gaia", new RowChoice.LargestFirst(age, bits), budget, age, slack);
    }

    /** The same for counts: rows in turn, and of each only what is beyond the noise of counting. */
    public static SyncModel gaiaCounts(double budget, double filter, int age, int slack) {
        var choice = new RowChoice.SignificantCounts(age, filter);
        return budgeted("gaia-counts", choice, budget, age, slack);
    }

    private static SyncModel budgeted(
            String name, RowChoice choice, double budget, int age, int slack) {
        return new SyncModel(
                name,
                false,
                choice,
                slack,
                UNBOUNDED,
                age + slack,
                true,
                false,
                0,
                Coarse.FULL,
                budget,
                1.0);
    }

    /** Everything when it comes, no waiting: kept to show that it fails. */
    public static SyncModel async() {
        return byRow("async", RowChoice.EVERYTHING, UNBOUNDED, UNBOUNDED);
    }

    /** Each region alone after clock 0. */
    public static SyncModel isolated() {
        return byRow("isolated", RowChoice.NOTHING, UNBOUNDED, UNBOUNDED);
    }

    /** Local SGD: a clock is a round, its merged delta goes through the table's outer function. */
    public static SyncModel localSgd(int roundBits) {
        return byClock("local-sgd", true, 0, roundBits);
    }

    /** Local SGD whose merged delta is applied one round later, while the next one runs. */
    public static SyncModel overlappedSgd(int roundBits) {
        return byClock("overlapped-sgd", true, 1, roundBits);
    }

    /** The same with another share of a link. */
    public SyncModel withBudget(double part) {
        return new SyncModel(
                name,
                isByClock,
                choice,
                slack,
                throughSlack,
                sealSlack,
                announces,
                rounds,
                overlap,
                roundBits,
                part,
                ration);
    }

    /** The same with a ration. */
    public SyncModel withRation(double part) {
        return new SyncModel(
                name,
                isByClock,
                choice,
                slack,
                throughSlack,
                sealSlack,
                announces,
                rounds,
                overlap,
                roundBits,
                budget,
                part);
    }

    public boolean waits() {
        return slack != UNBOUNDED;
    }

    public boolean isIsolated() {
        return choice == RowChoice.NOTHING;
    }

    /** How far behind the own clock a mirror clock may be at the start of a clock. */
    public int stopSlack() {
        return waits() ? slack : 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
