package sparkgaia.core.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.RowMap;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.table.Values;

import java.util.List;
import java.util.Random;

class PendingRowsTest {
    private final RowSpace space = new RowSpace(List.of(TableSpec.sum("t", 6, 1, 4)), 0, 1);
    private final Values values = new Values(space);
    private final PendingRows pending = new PendingRows(space);

    private static Rows row(int id, int cell) {
        return new Rows(new int[] {id}, new int[][] {{cell}});
    }

    private void give(int id, int cell, int clock) {
        pending.add(row(id, cell), null, clock, 0);
    }

    @Test
    void anObligationStandsUntilTheRowIsTaken() {
        give(2, 5, 1);
        pending.oblige(RowChoice.EVERYTHING, values, 1, 0);
        give(2, 3, 4);
        pending.oblige(RowChoice.EVERYTHING, values, 4, 0);
        assertEquals(1, pending.obligedBy(2), "the first obligation is not put off");
        pending.take(row(2, 8), 4);
        assertFalse(pending.isObliged(2));
        assertNull(pending.get(2));
        assertEquals(Clocks.INFINITE, pending.oldestObligation());
        assertTrue(pending.isEmpty());
    }

    @Test
    void aRemainderIsNewPendingWhoseAgeStartsAgain() {
        var aged = new RowChoice.LargestFirst(2, 3);
        give(1, 15, 1);
        pending.oblige(aged, values, 2, 0);
        assertFalse(pending.hasObliged(), "one clock old");
        pending.oblige(aged, values, 3, 0);
        assertEquals(3, pending.obligedBy(1));
        pending.take(row(1, 12), 3);
        assertArrayEquals(new int[] {3}, pending.get(1));
        assertEquals(3, pending.since(1));
        pending.oblige(aged, values, 4, 0);
        assertFalse(pending.hasObliged());
        pending.oblige(aged, values, 5, 0);
        assertTrue(pending.isObliged(1));
    }

    @Test
    void ofTwoObligationsTheEarlierCountsButNoneThatWasPromisedAlready() {
        pending.add(row(3, 1), new int[] {7}, 7, 0);
        pending.add(row(3, 1), new int[] {5}, 7, 0);
        assertEquals(5, pending.obligedBy(3));
        pending.add(row(4, 1), new int[] {2}, 7, 6);
        assertEquals(6, pending.obligedBy(4), "clock 5 was promised: it counts as the next");
        pending.add(row(5, 1), new int[] {Clocks.INFINITE}, 7, 0);
        assertFalse(pending.isObliged(5));
        assertEquals(5, pending.oldestObligation());
        assertArrayEquals(new int[] {3, 4}, pending.obligedRows(), "the oldest first");
    }

    @Test
    void deltasThatCancelLeaveNothingUnlessTheRowIsOwed() {
        give(0, 4, 1);
        give(0, -4, 1);
        assertTrue(pending.isEmpty());
        give(1, 4, 1);
        pending.oblige(RowChoice.EVERYTHING, values, 1, 0);
        give(1, -4, 2);
        assertTrue(pending.isObliged(1), "the other side may bar its readers until it hears");
        pending.take(row(1, 0), 2);
        assertTrue(pending.isEmpty());
        give(1, 2, 5);
        assertFalse(pending.isObliged(1));
        assertEquals(5, pending.since(1));
    }

    @Seeds
    void whatWasTakenAndWhatIsPendingIsAllThatWasGiven(Random random) {
        var given = new RowMap(space);
        var taken = new RowMap(space);
        for (int clock = 0; clock < 40; clock++) {
            int id = random.nextInt(space.size());
            Rows delta = row(id, random.nextInt(2001) - 1000);
            given.add(delta);
            int owed = random.nextInt(3) == 0 ? clock : Clocks.INFINITE;
            pending.add(delta, new int[] {owed}, clock, 0);
            int from = random.nextInt(space.size());
            if (random.nextBoolean() && pending.get(from) != null) {
                Rows part =
                        new Rows(
                                new int[] {from},
                                new int[][] {
                                    Coarse.part(pending.get(from), 2 + random.nextInt(9))
                                });
                taken.add(part);
                pending.take(part, clock);
                assertFalse(pending.isObliged(from));
            }
        }
        taken.add(pending.toRows());
        for (int id = 0; id < space.size(); id++) {
            assertArrayEquals(
                    given.get(id) == null ? new int[1] : given.get(id),
                    taken.get(id) == null ? new int[1] : taken.get(id));
        }
    }
}
