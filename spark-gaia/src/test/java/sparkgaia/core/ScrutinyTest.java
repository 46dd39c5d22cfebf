package sparkgaia.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.ClockMetrics;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Reply.Reason;
import sparkgaia.core.message.Request;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.Version;

import java.util.List;

/** T11: a message from another region that cannot be right fails the job by the sender's name and changes nothing. */
class ScrutinyTest {
    private static final int B = 1;
    private static final int C = 2;
    private static final long SESSION = 7;
    private static final int[] NOBODY = {};
    private static final int[] ALL = {0, 1, 2};

    /** The first row that is not shared. */
    private static final int REGIONAL = 4;

    private final Job job =
            Job.of(
                            List.of("A", "B", "C"),
                            List.of(
                                    TableSpec.sum("t", 4, 1, 10),
                                    TableSpec.sum("r", 2, 1, 10).regional()))
                    .model(SyncModel.ssp(9))
                    .metrics(1)
                    .build();
    private Region region;

    @BeforeEach
    void connected() {
        region = new Region(job, 0, 0);
        region.handle(0, new Event.Start());
        for (int peer : new int[] {B, C}) {
            region.handle(0, new Event.LinkReady(peer, SESSION, 1_000_000));
            hear(peer, 0, statement(0, Clocks.INFINITE, List.of(), clock(Clocks.NONE, peer)));
        }
        assertFalse(region.isFailed());
    }

    private List<Effect> hear(int from, int version, Message message) {
        var frame = new Frame(from, 0, 0, version, SESSION, message);
        return region.handle(0, new Event.FrameArrived(frame));
    }

    private static Clock clock(int clock, int laggard) {
        return new Clock(clock, laggard, NOBODY, List.of(), Clocks.NONE);
    }

    private static Clock sums(long... sums) {
        return new Clock(0, B, NOBODY, List.of(new ClockMetrics(0, sums)), Clocks.NONE);
    }

    private static Statement statement(
            long applied, int stop, List<Announce> announcements, Clock clock) {
        return new Statement(1, applied, stop, null, announcements, clock, true);
    }

    private static Statement begun(List<Topology> topologies) {
        return new Statement(
                1, 0, Clocks.INFINITE, version(topologies), List.of(), clock(Clocks.NONE, B), true);
    }

    private static Version version(List<Topology> topologies) {
        return new Version(1, 0, 0, 3, topologies);
    }

    private static Batch batch(long seq, int clock, int through, long weight, int... obligedBy) {
        return new Batch(seq, clock, through, weight, row(0, 5), obligedBy, 16);
    }

    private static Batch batch(Rows rows) {
        return new Batch(1, 0, 0, 0, rows, new int[rows.size()], 16);
    }

    private static Rows row(int id, int... cells) {
        return new Rows(new int[] {id}, new int[][] {cells});
    }

    private static Announce announce(int clock, int... ids) {
        return new Announce(clock, ids);
    }

    /** What the region holds, as far as another region could have changed it. */
    private String held() {
        var link = region.links().link(B);
        return region.values().digest()
                + " clock "
                + region.clock()
                + " stop "
                + region.stop()
                + " of version "
                + region.links().version()
                + ", view "
                + region.view()
                + ", has applied "
                + link.in().applied()
                + " through "
                + link.in().through()
                + ", mirrors "
                + link.mirror()
                + " of "
                + link.laggard()
                + ", absent "
                + link.absent().length
                + ", bars "
                + link.barrier().isBarred(0, Clocks.INFINITE)
                + ", early "
                + link.early().keySet();
    }

    private void assertFlawed(String reason, int version, Message message) {
        connected();
        String before = held();
        List<Effect> effects = hear(B, version, message);
        String expected = "region B has sent " + reason;
        assertEquals(expected, region.failure());
        assertEquals(before, held());
        assertEquals(
                List.of(
                        new Effect.Persist(new Record.JobFailed(0, expected, false)),
                        new Effect.Failed(0, expected),
                        new Effect.Send(B, Frame.DIRECT, SESSION, new Message.Abort(0, expected)),
                        new Effect.Send(C, Frame.DIRECT, SESSION, new Message.Abort(0, expected))),
                effects.stream().filter(effect -> !(effect instanceof Effect.WakeAt)).toList());
    }

    private void assertFlawed(String reason, Message message) {
        assertFlawed(reason, 0, message);
    }

    private void assertFlawedDirect(String reason, Message message) {
        assertFlawed(reason, Frame.DIRECT, message);
    }

    @Test
    void aBatchHasAnObligationForEveryRow() {
        assertFlawed("a batch of 1 rows with 0 obligations and weight 0", batch(1, 0, 0, 0));
        assertFlawed("a batch of 1 rows with 2 obligations and weight 0", batch(1, 0, 0, 0, 0, 0));
        assertFlawed("a batch of 1 rows with 1 obligations and weight -1", batch(1, 0, 0, -1, 0));
    }

    @Test
    void numbersAndClocksOfABatchAreNotNegative() {
        assertFlawed("a batch of number 0, clock 0, through 0", batch(0, 0, 0, 0, 0));
        assertFlawed("a batch of number -1, clock 0, through 0", batch(-1, 0, 0, 0, 0));
        assertFlawed("a batch of number 1, clock -2, through 0", batch(1, -2, 0, 0, 0));
        assertFlawed(
                "a batch of number 1, clock 0, through -2147483648",
                batch(1, 0, Integer.MIN_VALUE, 0, 0));
    }

    @Test
    void aBatchThatIsFarAheadOfItsTurnIsLookedThroughToo() {
        assertFlawed("a batch of 1 rows with 0 obligations and weight 0", batch(999_999, 0, 0, 0));
    }

    @Test
    void rowsOfABatchAreSharedAndOfThisPartition() {
        assertFlawed("row r[0], which is not shared", batch(row(REGIONAL, 1)));
        assertFlawed("rows with row number 6 of 6", batch(row(6, 1)));
        assertFlawed("rows with row number -1 of 6", batch(row(-1, 1)));
        assertFlawed("rows with row t[0] of another width than 1", batch(row(0, 1, 1)));
        assertFlawed(
                "rows with row t[1] twice or out of order",
                batch(new Rows(new int[] {1, 1}, new int[2][1])));
        assertFlawed(
                "row r[1], which is not shared",
                batch(new Rows(new int[] {0, REGIONAL + 1}, new int[2][1])));
        assertFlawed(
                "rows with 1 ids with 2 rows of cells", batch(new Rows(new int[1], new int[2][1])));
    }

    @Test
    void announcedRowsAreOfThisPartitionAndInOrder() {
        assertFlawed("an announcement of row number 6 of 6", announce(1, 0, 6));
        assertFlawed("an announcement of row number -1 of 6", announce(1, -1));
        assertFlawed("an announcement of row number 2 of 6", announce(1, 3, 2));
        assertFlawed("an announcement of row number 3 of 6", announce(1, 3, 3));
        assertFlawed("an announcement by clock -1", announce(-1, 0));
    }

    @Test
    void aClockIsOfARegionThatThereIs() {
        assertFlawed("clock -2 of region number 1", clock(-2, B));
        assertFlawed("clock 3 of region number 3", clock(3, 3));
        assertFlawed("clock 3 of region number -1", clock(3, -1));
        assertFlawed(
                "region number 3 as absent",
                new Clock(0, B, new int[] {2, 3}, List.of(), Clocks.NONE));
        assertFlawed(
                "region number -1 as absent",
                new Clock(0, B, new int[] {-1}, List.of(), Clocks.NONE));
    }

    @Test
    void whatAStatementIsMadeOfIsLookedThrough() {
        Clock clock = clock(0, B);
        assertFlawed("clock 3 of region number 9", statement(0, 10, List.of(), clock(3, 9)));
        assertFlawed(
                "an announcement of row number 6 of 6",
                statement(0, 10, List.of(announce(1, 0), announce(2, 6)), clock));
        assertFlawed("stop -1 and batch 0", statement(0, -1, List.of(), clock));
        assertFlawed("stop 10 and batch -1", statement(-1, 10, List.of(), clock));
        assertFlawed("2 topologies for 1 partitions", begun(mesh(2, ALL)));
        assertFlawed("region number 3 as a member", begun(mesh(1, 0, 1, 3)));
    }

    private static List<Topology> mesh(int count, int... members) {
        return java.util.Collections.nCopies(count, Topology.mesh(members));
    }

    @Test
    void topologiesAreOnePartitionEachAndOfRegionsThatThereAre() {
        var consent = new Agreement.Consent(0, null);
        for (int count : new int[] {0, 2}) {
            String flaw = count + " topologies for 1 partitions";
            List<Topology> topologies = mesh(count, ALL);
            assertFlawedDirect(flaw, new Message.Consent(1, topologies, consent, false));
            assertFlawedDirect(flaw, new Message.Begin(version(topologies)));
        }
        for (int stranger : new int[] {-1, 3}) {
            String flaw = "region number " + stranger + " as a member";
            List<Topology> topologies = mesh(1, 0, 1, stranger);
            assertFlawedDirect(flaw, new Message.Consent(1, topologies, consent, false));
            assertFlawedDirect(flaw, new Message.Begin(version(topologies)));
        }
    }

    @Test
    void aStopIsNotNegative() {
        assertFlawedDirect("a stop at clock -1", new Message.StopAt(-1));
    }

    @Test
    void whatIsHandedOverIsShared() {
        assertFlawedDirect("row r[0], which is not shared", new Message.Own(1, row(REGIONAL, 1)));
        assertFlawedDirect("rows with row number 6 of 6", new Message.Own(1, row(6, 1)));
        var none = new int[0][];
        assertFlawedDirect(
                "row r[0], which is not shared",
                new Message.Copy(1, row(REGIONAL, 1), NOBODY, none));
        assertFlawedDirect(
                "rows with row t[0] of another width than 1",
                new Message.Copy(1, row(0, 1, 2), NOBODY, none));
    }

    @Test
    void aSumOfMetricsIsOneThatTheWorkersCanHaveMade() {
        hear(B, 0, sums(job.metricMax() * job.workers()));
        hear(B, 0, sums(-job.metricMax() * job.workers()));
        assertFalse(region.isFailed());
    }

    @Test
    void whatIsRightIsTaken() {
        var right =
                List.of(
                        batch(1, 0, Clocks.NONE, 0, Clocks.INFINITE),
                        new Batch(2, Clocks.NONE, 0, 0, Rows.EMPTY, NOBODY, 16),
                        batch(3, 1, Clocks.INFINITE, 1L << 40, 1),
                        announce(0, 0, 1, 2, 3),
                        announce(0),
                        clock(Clocks.NONE, C),
                        clock(Clocks.INFINITE, B),
                        statement(0, Clocks.INFINITE, List.of(announce(2, 3)), clock(0, B)));
        for (Message message : right) {
            hear(B, 0, message);
            assertEquals(null, region.failure(), message.toString());
        }
        assertEquals(3, region.links().link(B).in().applied());
    }

    @Test
    void whatAnOldConnectionStillDeliversIsNotLookedAt() {
        String before = held();
        var frame = new Frame(B, 0, 0, 0, SESSION - 1, batch(0, -9, 0, 0));
        region.handle(0, new Event.FrameArrived(frame));
        assertFalse(region.isFailed());
        assertEquals(before, held());
    }

    @Test
    void workersHearWhoseMessageItWas() {
        hear(B, 0, clock(-2, B));
        List<Effect> effects =
                region.handle(0, new Event.WorkerAsked(new Request.Stage(0, 0, 0, 0, Rows.EMPTY)));
        var answer = (Effect.Answer) effects.get(0);
        var refused = (Reply.Refused) answer.reply();
        assertEquals(Reason.JOB_FAILED, refused.reason());
        assertEquals("region A: region B has sent clock -2 of region number 1", refused.text());
        assertTrue(region.links().link(B).mirror() < 0);
    }
}
