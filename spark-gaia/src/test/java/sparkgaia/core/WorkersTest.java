package sparkgaia.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Reply.Reason;
import sparkgaia.core.message.Request;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.sync.Wait;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** T11: what a worker asks wrongly is refused as a whole, counted by reason, and changes nothing. */
class WorkersTest {
    private static final byte[] NOTHING = {};

    private final Job job =
            Job.of(
                            List.of("A", "B"),
                            List.of(
                                    TableSpec.sum("t", 3, 2, 10),
                                    TableSpec.sum("census", 1, 1, 0).frozen()))
                    .workersIn(0, 0, 1)
                    .model(SyncModel.ssp(1))
                    .metrics(1)
                    .maxClock(3)
                    .build();
    private Region region;

    @BeforeEach
    void clockZeroIsDone() {
        region = new Region(job, 0, 0);
        region.handle(0, new Event.Start());
        for (int worker = 0; worker < 2; worker++) {
            answer(stage(worker, 0, 0, row(0, 1, 1)));
            answer(new Request.Commit(worker, 0, 0, new long[1], NOTHING, null));
        }
        assertEquals(0, region.clock());
    }

    private static Rows row(int id, int... cells) {
        return new Rows(new int[] {id}, new int[][] {cells});
    }

    private static Request stage(int worker, int attempt, int clock, Rows rows) {
        return new Request.Stage(worker, attempt, clock, 0, rows);
    }

    private static Request commit(int worker, int attempt, int clock) {
        return new Request.Commit(worker, attempt, clock, new long[1], NOTHING, null);
    }

    private static Request pull(int worker, int... ids) {
        return new Request.Pull(worker, 0, 1, ids, true, 0);
    }

    private List<Effect> effects(Request request) {
        return region.handle(0, new Event.WorkerAsked(request));
    }

    private Reply answer(Request request) {
        for (Effect effect : effects(request)) {
            if (effect instanceof Effect.Answer answer && answer.worker() == request.worker()) {
                return answer.reply();
            }
        }
        return null;
    }

    private void assertRefused(Reason reason, Request request) {
        long before = region.refused(reason);
        long digest = region.values().digest();
        List<Effect> effects =
                effects(request).stream().filter(e -> !(e instanceof Effect.WakeAt)).toList();
        assertEquals(1, effects.size(), "nothing but the answer: " + effects);
        var answer = assertInstanceOf(Effect.Answer.class, effects.get(0));
        var refused = assertInstanceOf(Reply.Refused.class, answer.reply());
        assertEquals(reason, refused.reason(), refused.text());
        assertEquals(before + 1, region.refused(reason));
        assertEquals(digest, region.values().digest());
    }

    @Test
    void aWorkerOfAnotherRegionIsUnknown() {
        assertRefused(Reason.UNKNOWN_WORKER, stage(2, 0, 0, Rows.EMPTY));
        assertRefused(Reason.UNKNOWN_WORKER, new Request.Join(-1, 0));
        assertRefused(Reason.UNKNOWN_WORKER, pull(99));
        assertRefused(Reason.UNKNOWN_WORKER, commit(Integer.MAX_VALUE, 0, 0));
    }

    @Test
    void rowsThatAreNotOfThisPartitionAreRefusedAsAWhole() {
        Rows good = row(1, 5, 5);
        assertRefused(Reason.BAD_ROWS, stage(0, 0, 1, row(4, 1)));
        assertRefused(Reason.BAD_ROWS, stage(0, 0, 1, row(-1, 1, 1)));
        assertRefused(Reason.BAD_ROWS, stage(0, 0, 1, row(1, 1)));
        assertRefused(
                Reason.BAD_ROWS,
                stage(0, 0, 1, new Rows(new int[] {1, 1}, new int[][] {{1, 1}, {1, 1}})));
        assertRefused(
                Reason.BAD_ROWS,
                stage(0, 0, 1, new Rows(new int[] {1, 0}, new int[][] {{1, 1}, {1, 1}})));
        assertRefused(
                Reason.BAD_ROWS,
                stage(0, 0, 1, new Rows(new int[] {1, Integer.MAX_VALUE}, new int[2][2])));
        assertRefused(Reason.BAD_ROWS, stage(0, 0, 1, new Rows(new int[] {1}, new int[1][])));
        assertRefused(Reason.OUT_OF_ORDER, commit(0, 0, 1));
        assertInstanceOf(Reply.Staged.class, answer(stage(0, 0, 1, good)));
    }

    @Test
    void aWeightIsAShare() {
        for (long weight : new long[] {-1, Long.MIN_VALUE, (1L << 30) + 1, Long.MAX_VALUE}) {
            assertRefused(Reason.BAD_ROWS, new Request.Stage(0, 0, 1, weight, Rows.EMPTY));
        }
        assertInstanceOf(
                Reply.Staged.class, answer(new Request.Stage(0, 0, 1, 1L << 30, Rows.EMPTY)));
        assertInstanceOf(Reply.Staged.class, answer(new Request.Stage(1, 0, 1, 0, Rows.EMPTY)));
    }

    @Test
    void noClockIsNegative() {
        for (int clock : new int[] {-1, Integer.MIN_VALUE}) {
            assertRefused(Reason.OUT_OF_ORDER, stage(0, 0, clock, Rows.EMPTY));
            assertRefused(Reason.OUT_OF_ORDER, commit(0, 0, clock));
            assertRefused(
                    Reason.OUT_OF_ORDER, new Request.Pull(0, 0, clock, new int[] {0}, true, 0));
        }
        assertEquals(List.of(), region.waits(), "nobody waits");
    }

    @Test
    void aPullOfRowsThatAreNotThereIsRefused() {
        assertRefused(Reason.BAD_ROWS, pull(0, 4));
        assertRefused(Reason.BAD_ROWS, pull(0, -1));
        assertRefused(Reason.BAD_ROWS, pull(0, 1, 1));
        assertRefused(Reason.BAD_ROWS, pull(0, 2, 1));
        assertEquals(List.of(), region.waits(), "nobody waits");
    }

    @Test
    void aCensusIsWrittenInClockZeroOnly() {
        Rows both = new Rows(new int[] {1, 3}, new int[][] {{1, 1}, {1}});
        assertRefused(Reason.FROZEN_TABLE, stage(0, 0, 1, both));
    }

    @Test
    void clocksComeInOrderAndACommitAfterItsPart() {
        assertRefused(Reason.OUT_OF_ORDER, stage(0, 0, 2, Rows.EMPTY));
        assertRefused(Reason.OUT_OF_ORDER, stage(0, 0, Integer.MAX_VALUE, Rows.EMPTY));
        assertRefused(Reason.OUT_OF_ORDER, commit(0, 0, 1));
        assertInstanceOf(Reply.Staged.class, answer(stage(0, 0, 1, Rows.EMPTY)));
        assertRefused(Reason.OUT_OF_ORDER, commit(0, 0, 2));
    }

    @Test
    void aCommitReportsAsManyNumbersAsTheJobHas() {
        answer(stage(0, 0, 1, Rows.EMPTY));
        assertRefused(Reason.BAD_ROWS, new Request.Commit(0, 0, 1, new long[2], NOTHING, null));
        assertRefused(Reason.BAD_ROWS, new Request.Commit(0, 0, 1, new long[0], NOTHING, null));
        assertInstanceOf(Reply.Committed.class, answer(commit(0, 0, 1)));
    }

    /** The sum over all workers must be exact. */
    @Test
    void aReportedNumberIsNotTooLargeToBeAddedUp() {
        answer(stage(0, 0, 1, Rows.EMPTY));
        long most = job.metricMax();
        assertEquals(Long.MAX_VALUE / 3, most);
        for (long metric : new long[] {most + 1, -most - 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertRefused(Reason.BAD_ROWS, commit(new long[] {metric}, NOTHING));
        }
        assertInstanceOf(Reply.Committed.class, answer(commit(new long[] {-most}, NOTHING)));
    }

    @Test
    void aCommitHasAPatch() {
        answer(stage(0, 0, 1, Rows.EMPTY));
        assertRefused(Reason.BAD_ROWS, commit(new long[1], null));
        assertInstanceOf(Reply.Committed.class, answer(commit(0, 0, 1)));
    }

    private static Request commit(long[] metrics, byte[] patch) {
        return new Request.Commit(0, 0, 1, metrics, patch, null);
    }

    @Test
    void aWorkerThatCannotGoOnFailsTheJobEverywhereByItsName() {
        region.handle(0, new Event.LinkReady(1, 5, 1_000_000));
        effects(new Request.Pull(1, 0, 2, new int[0], true, 0));
        assertEquals(1, region.waits().size());
        long digest = region.values().digest();
        var fail = new Request.Fail(0, 0, "clock 1: the loss is not a number");
        String reason = "worker 0, clock 1: the loss is not a number";
        var refused = new Reply.Refused(Reason.JOB_FAILED, "region A: " + reason);
        assertEquals(
                List.of(
                        new Effect.Persist(new Record.JobFailed(0, reason, false)),
                        new Effect.Answer(1, 0, refused),
                        new Effect.Failed(0, reason),
                        new Effect.Send(1, Frame.DIRECT, 5, new Message.Abort(0, reason)),
                        new Effect.Answer(0, 0, refused)),
                effects(fail).stream().filter(e -> !(e instanceof Effect.WakeAt)).toList());
        assertEquals(reason, region.failure());
        assertEquals(digest, region.values().digest());
        assertRefused(Reason.JOB_FAILED, new Request.Fail(1, 0, "another reason"));
        assertEquals(reason, region.failure(), "the first reason stays");
    }

    @Test
    void onlyAWorkerOfTheRegionInItsNewestAttemptCanFailTheJob() {
        answer(new Request.Join(0, 3));
        assertRefused(Reason.OLD_ATTEMPT, new Request.Fail(0, 2, "a zombie"));
        assertRefused(Reason.UNKNOWN_WORKER, new Request.Fail(2, 0, "of region B"));
        assertEquals(false, region.isFailed());
    }

    @Test
    void anOldAttemptIsRefusedWhateverItAsks() {
        assertInstanceOf(Reply.Joined.class, answer(new Request.Join(0, 3)));
        assertRefused(Reason.OLD_ATTEMPT, stage(0, 2, 1, Rows.EMPTY));
        assertRefused(Reason.OLD_ATTEMPT, commit(0, 2, 1));
        assertRefused(Reason.OLD_ATTEMPT, new Request.Join(0, 1));
        assertRefused(Reason.OLD_ATTEMPT, new Request.Pull(0, 0, 1, new int[0], true, 0));
        assertRefused(Reason.OLD_ATTEMPT, commit(0, 4, 1));
    }

    @Test
    void onlyTheLeadLetsAttemptsBeginAndTakesCommits() {
        Job two = Job.of(List.of("A"), List.of(TableSpec.sum("t", 9, 1, 10))).partitions(2).build();
        region = new Region(two, 0, 1);
        region.handle(0, new Event.Start());
        assertRefused(Reason.NOT_LEAD, new Request.Join(0, 1));
        assertRefused(Reason.NOT_LEAD, new Request.Commit(0, 0, 0, new long[0], NOTHING, null));
    }

    @Test
    void whatIsAskedTwiceIsAnsweredTwiceAndCountsOnce() {
        answer(stage(0, 0, 1, row(1, 7, 0)));
        assertEquals(List.of(), records(stage(0, 0, 1, row(1, 7, 0))));
        answer(commit(0, 0, 1));
        assertEquals(List.of(), records(commit(0, 0, 1)));
        assertInstanceOf(Reply.Committed.class, answer(commit(0, 0, 1)));
        assertInstanceOf(Reply.Committed.class, answer(commit(0, 0, 0)));
    }

    private List<Effect> records(Request request) {
        return effects(request).stream().filter(e -> e instanceof Effect.Persist).toList();
    }

    @Test
    void whatEachWorkerWaitsForIsToldUntilItIsAnswered() {
        assertEquals(Map.of(), region.causes());
        answer(pull(1, 0));
        answer(new Request.Pull(0, 0, 2, new int[0], true, 0));
        assertEquals(Map.of(0, Wait.INSIDE, 1, Wait.STATEMENT), region.causes());
        answer(stage(0, 0, 1, Rows.EMPTY));
        answer(commit(0, 0, 1));
        assertEquals(Wait.INSIDE, region.causes().get(0), "for the other worker");
        region = new Region(Job.of(List.of("A"), job.tables()).build(), 0, 0);
        region.handle(0, new Event.Start());
        answer(pull(0, 0));
        assertEquals(Map.of(0, Wait.INSIDE), region.causes());
        answer(stage(0, 0, 0, Rows.EMPTY));
        answer(new Request.Commit(0, 0, 0, new long[0], NOTHING, null));
        assertEquals(Map.of(), region.causes(), "it has been answered");
    }

    @Test
    void aClockPastTheStopDoesNotExist() {
        Reply reply = answer(new Request.Pull(0, 0, 4, new int[0], true, 0));
        assertEquals(new Reply.Stopped(3), reply);
    }

    @Test
    void anOverflowFailsTheJobForEverybodyWhoAsksLater() {
        for (int clock = 1; clock <= 2; clock++) {
            for (int worker = 0; worker < 2; worker++) {
                answer(stage(worker, 0, clock, row(2, 2_000_000_000 / 2, 0)));
                answer(commit(worker, 0, clock));
            }
        }
        assertEquals(true, region.isFailed());
        assertRefused(Reason.JOB_FAILED, stage(0, 0, 3, Rows.EMPTY));
        assertRefused(Reason.JOB_FAILED, pull(1, 0));
    }

    @Test
    void everyReasonIsCountedByItself() {
        answer(new Request.Join(9, 0));
        answer(stage(0, 0, 5, Rows.EMPTY));
        answer(stage(0, 0, 5, Rows.EMPTY));
        long[] counts = Arrays.stream(Reason.values()).mapToLong(region::refused).toArray();
        long[] expected = new long[counts.length];
        expected[Reason.UNKNOWN_WORKER.ordinal()] = 1;
        expected[Reason.OUT_OF_ORDER.ordinal()] = 2;
        assertArrayEquals(expected, counts);
    }
}
