package sparkgaia.core.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;

import java.util.List;

class CommitLogTest {
    private final CommitLog log = new CommitLog(new int[] {4, 7});

    private static Rows row(int cell) {
        return new Rows(new int[] {0}, new int[][] {{cell}});
    }

    @Test
    void workersHaveTheirPlaces() {
        assertEquals(0, log.place(4));
        assertEquals(1, log.place(7));
        assertTrue(log.place(5) < 0);
        assertEquals(7, log.worker(1));
    }

    @Test
    void aLaterAttemptReplacesWhatAnEarlierOneHasStaged() {
        log.stage(0, 0, 0, 0, row(1));
        log.stage(0, 2, 0, 0, row(5));
        assertFalse(log.isStaged(0, 0, 0));
        assertTrue(log.isStaged(0, 2, 0));
        assertEquals(2, log.attempt(0));
        assertEquals(row(5), log.apply(0, 0, 2).rows());
        assertFalse(log.isStaged(0, 2, 0), "it was taken");
    }

    @Test
    void aCommitWhosePartIsNotHereIsABrokenPromise() {
        log.stage(0, 0, 0, 0, row(1));
        assertThrows(IllegalStateException.class, () -> log.apply(0, 0, 1));
        assertThrows(IllegalStateException.class, () -> log.apply(0, 1, 0));
        assertThrows(IllegalStateException.class, () -> log.apply(1, 0, 0));
    }

    @Test
    void theClockIsTheLowestAndARepeatIsNoNews() {
        log.stage(0, 0, 0, 0, row(1));
        assertTrue(log.isNews(new int[] {0, -1}));
        log.apply(0, 0, 0);
        assertEquals(-1, log.clock());
        assertNull(log.apply(0, 0, 0), "it counts once");
        assertFalse(log.isNews(new int[] {0, -1}));
        log.stage(1, 0, 0, 0, row(1));
        log.apply(1, 0, 0);
        assertEquals(0, log.clock());
    }

    private final RowSpace space =
            new RowSpace(
                    List.of(
                            TableSpec.sum("t", 2, 1, 10),
                            TableSpec.sum("census", 1, 1, 0).frozen()),
                    0,
                    1);

    private Reply.Reason refusal(int clock, long weight, Rows rows) {
        var refused = log.refusal(0, new Request.Stage(4, 0, clock, weight, rows), space);
        return refused == null ? null : refused.reason();
    }

    private Reply.Reason refusal(int clock, byte[] patch, long... metrics) {
        var commit = new Request.Commit(4, 0, clock, metrics, patch, null);
        var refused = log.refusal(0, commit, 2, 1000);
        return refused == null ? null : refused.reason();
    }

    @Test
    void aWeightIsBetweenNothingAndEverything() {
        assertNull(refusal(0, 0, row(1)));
        assertNull(refusal(0, 1L << 30, row(1)));
        assertEquals(Reply.Reason.BAD_ROWS, refusal(0, -1, row(1)));
        assertEquals(Reply.Reason.BAD_ROWS, refusal(0, (1L << 30) + 1, row(1)));
        assertEquals(Reply.Reason.OUT_OF_ORDER, refusal(-1, 0, row(1)));
    }

    @Test
    void aCommitHasAPatchAndNumbersThatCanBeAddedUp() {
        var patch = new byte[0];
        assertEquals(Reply.Reason.OUT_OF_ORDER, refusal(0, patch, 1, 1), "nothing is staged");
        log.stage(0, 0, 0, 0, row(1));
        assertNull(refusal(0, patch, 1000, -1000));
        assertEquals(Reply.Reason.BAD_ROWS, refusal(0, null, 1, 1));
        assertEquals(Reply.Reason.BAD_ROWS, refusal(0, patch, 1, 1001));
        assertEquals(Reply.Reason.BAD_ROWS, refusal(0, patch, -1001, 1));
        assertEquals(Reply.Reason.BAD_ROWS, refusal(0, patch, Long.MIN_VALUE, 1));
        assertEquals(Reply.Reason.BAD_ROWS, refusal(0, patch, 1));
        assertEquals(Reply.Reason.OUT_OF_ORDER, refusal(1, patch, 1, 1));
        assertEquals(Reply.Reason.OUT_OF_ORDER, refusal(-1, patch, 1, 1));
    }

    @Test
    void aNewcomersFirstCommitIsTheClockAfterTheCopy() {
        log.beginAfter(5);
        assertEquals(5, log.clock());
        assertEquals(5, log.committedClock());
        assertEquals(5, log.joined(0).lastClock());
        assertTrue(log.joined(0).isFresh(), "it is opened, not restored");
        Rows census = new Rows(new int[] {2}, new int[][] {{1}});
        assertEquals(Reply.Reason.OUT_OF_ORDER, refusal(0, 0, census));
        assertNull(refusal(6, 0, census), "it opens with its census");
        log.stage(0, 0, 6, 0, census);
        log.apply(0, 6, 0);
        assertEquals(Reply.Reason.FROZEN_TABLE, refusal(7, 0, census));
    }

    @Test
    void aJoinGetsTheLastSaveAndThePatchesSince() {
        assertEquals(-1, log.joined(0).lastClock());
        log.commit(0, 0, 0, new byte[] {1}, null);
        log.commit(0, 0, 1, new byte[] {2}, new byte[] {9});
        log.commit(0, 0, 2, new byte[] {3}, null);
        log.commit(0, 1, 3, new byte[] {4}, null);
        Reply.Joined joined = log.joined(0);
        assertEquals(3, joined.lastClock());
        assertArrayEquals(new byte[] {9}, joined.save());
        assertEquals(List.of(3, 4), joined.patches().stream().map(p -> (int) p[0]).toList());
        assertEquals(-1, log.committedClock());
        assertEquals(3, log.highest());
        assertArrayEquals(new int[] {3, -1}, log.committedClocks());
        assertArrayEquals(new int[] {1, 0}, log.committedAttempts());
    }
}
