package sparkgaia.core.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ten rows of 99 bytes in full, beside tables that are not trained over links. */
class RationTest {
    private static final int FULL = 3 + 4 * 24;

    private final RowSpace space =
            new RowSpace(
                    List.of(
                            TableSpec.sum("t", 10, 24, 4),
                            TableSpec.sum("here", 1000, 24, 4).regional(),
                            TableSpec.sum("census", 1000, 24, 4).frozen()),
                    0,
                    1);

    private static Rows rows(int count) {
        int[] ids = new int[count];
        Arrays.setAll(ids, id -> id);
        return new Rows(ids, new int[count][24]);
    }

    @Test
    void aPartOfEveryChangeInFullIsEarned() {
        var ration = new Ration(space, 0.25);
        assertEquals(0, ration.bytes(), "nothing has changed");
        ration.earn(rows(2));
        assertEquals(FULL / 2, ration.bytes());
        ration.earn(Rows.EMPTY);
        ration.spend(FULL / 4);
        assertEquals(FULL / 4 + 1, ration.bytes());
    }

    @Test
    void noMoreIsKeptThanThePartOfTheTablesThatAreSent() {
        var ration = new Ration(space, 0.5);
        for (int clock = 0; clock < 9; clock++) {
            ration.earn(rows(10));
        }
        assertEquals(5 * FULL, ration.bytes());
    }

    @Test
    void obligationsRunItIntoADebtThatHasAnEnd() {
        var ration = new Ration(space, 0.5);
        ration.spend(Long.MAX_VALUE);
        ration.spend(Integer.MAX_VALUE);
        assertEquals(0, ration.bytes());
        ration.earn(rows(10));
        assertEquals(0, ration.bytes(), "the debt is a clock of changes in full");
        ration.earn(rows(2));
        assertEquals(FULL, ration.bytes());
    }

    @Test
    void aRowLargerThanThePartOfTheTablesIsMadeUpForInFull() {
        var ration = new Ration(space, 0.01);
        for (int clock = 0; clock < 5; clock++) {
            ration.earn(rows(10));
        }
        assertEquals(FULL / 10, ration.bytes(), "no more is kept");
        ration.spend(FULL);
        for (int clock = 0; clock < 9; clock++) {
            ration.earn(rows(10));
            assertEquals(0, ration.bytes(), "clock " + clock);
        }
        ration.earn(rows(10));
        assertEquals(FULL / 10, ration.bytes(), "a tenth of a row for each clock");
    }

    @Test
    void withoutARationThereIsNoLimit() {
        var ration = new Ration(space, 1.0);
        ration.spend(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, ration.bytes());
    }

    @Seeds
    void whoNeverTakesMoreThanThereIsSendsThePartAndNoMore(Random random) {
        double part = (1 + random.nextInt(99)) / 100.0;
        var ration = new Ration(space, part);
        long changed = 0;
        long sent = 0;
        for (int i = 0; i < 200; i++) {
            int count = random.nextInt(11);
            ration.earn(rows(count));
            changed += (long) count * FULL;
            long bytes = (long) (random.nextDouble() * (ration.bytes() + 1));
            ration.spend(bytes);
            sent += bytes;
            assertTrue(sent <= part * changed + 1e-6, sent + " of " + changed);
        }
    }
}
