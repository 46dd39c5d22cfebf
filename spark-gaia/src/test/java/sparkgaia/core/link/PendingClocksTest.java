package sparkgaia.core.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;

import java.util.List;

class PendingClocksTest {
    private final RowSpace space = new RowSpace(List.of(TableSpec.sum("t", 6, 1, 4)), 0, 1);
    private final PendingClocks pending = new PendingClocks(space);

    private static Rows row(int id, int cell) {
        return new Rows(new int[] {id}, new int[][] {{cell}});
    }

    @Test
    void clocksAreKeptApartAndAddUpEach() {
        pending.add(3, row(1, 5), 10);
        pending.add(2, row(1, 7), 1);
        pending.add(3, row(1, 1), 2);
        assertEquals(2, pending.first());
        assertEquals(row(1, 6), pending.rows(3));
        assertEquals(12, pending.weight(3));
        assertEquals(row(1, 13), pending.toRows());
        assertEquals(13, pending.weight());
        pending.remove(2);
        assertEquals(3, pending.first());
        assertEquals(Rows.EMPTY, pending.rows(2));
        assertEquals(0, pending.weight(2));
    }

    @Test
    void nothingIsNotPendingButAWeightAloneIs() {
        pending.add(1, Rows.EMPTY, 0);
        assertTrue(pending.isEmpty());
        assertEquals(Clocks.INFINITE, pending.first());
        pending.add(1, Rows.EMPTY, 4);
        assertEquals(4, pending.weight(1));
        pending.clear();
        assertTrue(pending.isEmpty());
    }
}
