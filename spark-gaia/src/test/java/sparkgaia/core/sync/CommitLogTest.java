package sparkgaia.core.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.message.Reply;
import sparkgaia.core.table.Rows;

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
