package sparkgaia.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.core.message.Reply.Pulled;
import sparkgaia.core.message.Request.Pull;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.table.Values;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What a worker knows and what it is sent are together what the region holds, whatever it reads and when. */
class KnownRowsTest {
    private static final int ROWS = 12;
    private static final int[] NOTHING = {};

    private final RowSpace space = new RowSpace(List.of(TableSpec.sum("t", ROWS, 2, 0)), 0, 1);
    private final KnownRows known = new KnownRows(space);
    private Values values = values(1);

    private Values values(int life) {
        var begun = new Values(space);
        begun.begin(life);
        return begun;
    }

    private Pull pull(int clock, boolean waits, int... ids) {
        return new Pull(0, 0, clock, ids, waits, known.since(ids));
    }

    private Pulled answer(Pull pull, int... barred) {
        int[] free =
                Arrays.stream(pull.ids())
                        .filter(id -> Arrays.binarySearch(barred, id) < 0)
                        .toArray();
        Rows rows = values.read(free, pull.since());
        return new Pulled(pull.clock(), rows, barred, pull.waits(), values.changes());
    }

    /** Reads, and says how many rows were sent. */
    private int read(Pull pull, int... barred) {
        Pulled answer = answer(pull, barred);
        assertTrue(known.isAnswer(pull, answer));
        known.take(pull, answer);
        for (int id : pull.ids()) {
            if (Arrays.binarySearch(barred, id) < 0) {
                assertArrayEquals(values.get(id), known.get(id), "row " + id);
            }
        }
        return answer.rows().size();
    }

    private void change(int id) {
        values.add(new Rows(new int[] {id}, new int[][] {{1, -1}}));
    }

    @Test
    void aRowIsSentOnceAndThenWhenItHasChanged() {
        assertEquals(3, read(pull(1, true, 2, 5, 7)));
        assertEquals(0, read(pull(2, true, 2, 5, 7)));
        change(5);
        change(6);
        assertEquals(1, read(pull(3, true, 2, 5, 7)));
        assertEquals(1, read(pull(4, true, 6)));
        change(2);
        values.set(7, new int[] {9, 9});
        values.add(6, new int[] {1, 1});
        assertEquals(3, read(pull(5, true, 2, 6, 7)));
    }

    @Test
    void aRowThatWasNotReadForLongIsSentIfItHasChangedSinceThen() {
        read(pull(1, true, 1, 2));
        change(1);
        change(2);
        assertEquals(1, read(pull(2, true, 2)));
        assertEquals(1, read(pull(3, true, 1)), "row 1 is known from before");
        assertEquals(0, read(pull(4, true, 1, 2)));
    }

    @Test
    void aRowThatIsBarredIsNotConfirmed() {
        read(pull(1, false, 1, 2));
        change(2);
        assertEquals(0, read(pull(2, false, 1, 2), 2));
        assertEquals(1, read(pull(2, true, 2)));
        assertEquals(0, read(pull(3, false, 1, 2)));
    }

    @Test
    void anotherLifeOfTheRegionSendsEverything() {
        read(pull(1, true, 1, 2));
        values = values(2);
        values.set(1, new int[] {4, 4});
        values.begin(3);
        assertEquals(2, read(pull(2, true, 1, 2)));
        assertEquals(0, read(pull(3, true, 1, 2)));
    }

    @Test
    void aCountFromNowhereIsAnsweredWithEverything() {
        int[] ids = {1, 2};
        assertEquals(2, values.read(ids, values.changes() + 1).size());
        assertEquals(2, values.read(ids, Long.MAX_VALUE).size());
        assertEquals(2, values.read(ids, 0).size());
        assertEquals(0, values.read(ids, values.changes()).size());
    }

    @Test
    void anAnswerToAnotherQuestionIsNone() {
        read(pull(1, false, 1, 2, 3), 3);
        Pull pull = pull(2, false, 1, 2, 3);
        Rows all = values.read(pull.ids());
        assertTrue(known.isAnswer(pull, new Pulled(2, all, NOTHING, false, 1)));
        assertFalse(known.isAnswer(pull, new Pulled(1, all, NOTHING, false, 1)), "clock");
        assertFalse(known.isAnswer(pull, new Pulled(2, all, NOTHING, true, 1)), "waits");
        Rows more = values.read(new int[] {1, 2, 3, 4});
        assertFalse(known.isAnswer(pull, new Pulled(2, more, NOTHING, false, 1)), "row 4");
        Rows some = values.read(new int[] {1, 2});
        assertFalse(known.isAnswer(pull, new Pulled(2, some, NOTHING, false, 1)), "row 3");
        assertTrue(known.isAnswer(pull, new Pulled(2, some, new int[] {3}, false, 1)));
        int[] others = {3, 5};
        assertFalse(known.isAnswer(pull, new Pulled(2, some, others, false, 1)), "row 5");
        Pull waiting = pull(2, true, 3);
        assertFalse(known.isAnswer(waiting, new Pulled(2, Rows.EMPTY, NOTHING, true, 1)));
    }

    @Seeds(300)
    void whateverIsReadAndChangedAndStartedAgain(Random random) {
        int life = 1;
        for (int clock = 1; clock < 60; clock++) {
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                change(random.nextInt(ROWS));
            }
            if (random.nextInt(10) == 0) {
                values.begin(++life);
            }
            int[] ids = some(random);
            int[] barred =
                    random.nextBoolean()
                            ? NOTHING
                            : Arrays.stream(ids).filter(id -> random.nextInt(4) == 0).toArray();
            read(pull(clock, false, ids), barred);
            if (random.nextBoolean()) {
                change(random.nextInt(ROWS));
            }
            if (barred.length > 0) {
                read(pull(clock, true, barred));
            }
        }
    }

    private static int[] some(Random random) {
        return IntStream.range(0, ROWS).filter(id -> random.nextInt(3) == 0).toArray();
    }
}
