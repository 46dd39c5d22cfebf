package sparkgaia.core.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.core.table.CellOverflow;
import sparkgaia.core.table.OuterFunction;
import sparkgaia.core.table.RowMap;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.table.Values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class RoundsTest {
    private static final long ONE = Rounds.WEIGHT_ONE;

    private static RowSpace space(TableSpec table) {
        return new RowSpace(List.of(table), 0, 1);
    }

    private static Rows row(int cell) {
        return new Rows(new int[] {0}, new int[][] {{cell}});
    }

    @Test
    void aClockBecomesPartOfTheValueAsAWholeAndWhatComesLaterIsOfTheNext() {
        RowSpace space = space(TableSpec.sum("t", 1, 1, 0));
        var values = new Values(space);
        var rounds = new Rounds(space, SyncModel.bsp());
        rounds.add(0, row(1), 0);
        rounds.add(1, row(10), 0);
        rounds.add(1, row(20), 0);
        assertEquals(row(31), rounds.unsettled());
        rounds.settle(0, values);
        assertArrayEquals(new int[] {1}, values.get(0));
        rounds.settle(1, values);
        assertArrayEquals(new int[] {31}, values.get(0));
        assertFalse(rounds.hasOpen());
        rounds.add(1, row(5), 0);
        assertArrayEquals(new int[] {31}, values.get(0));
        assertTrue(rounds.hasOpen());
        rounds.settle(2, values);
        assertArrayEquals(new int[] {36}, values.get(0));
    }

    @Test
    void aMeanIsWeightedByEverybodysShareWhateverItsOrder() {
        RowSpace space = space(TableSpec.mean("m", 1, 1, 0));
        var values = new Values(space);
        var rounds = new Rounds(space, SyncModel.localSgd(32));
        rounds.settle(0, values);
        rounds.add(1, row(100), ONE / 4);
        rounds.add(1, row(-50), ONE / 4);
        rounds.settle(1, values);
        assertArrayEquals(new int[] {100}, values.get(0), "50 over half of the data");
    }

    @Test
    void clockZeroDoesNotGoThroughTheOuterFunction() {
        RowSpace space =
                space(TableSpec.sum("t", 1, 1, 0).withOuter(OuterFunction.nesterov(0.5, 0.5)));
        var values = new Values(space);
        var rounds = new Rounds(space, SyncModel.localSgd(32));
        rounds.add(0, row(8), 0);
        rounds.settle(0, values);
        assertArrayEquals(new int[] {8}, values.get(0));
        rounds.add(1, row(400), 0);
        rounds.settle(1, values);
        assertArrayEquals(new int[] {308}, values.get(0));
        assertArrayEquals(new int[] {400}, rounds.outerState().get(0));
    }

    @Test
    void aSumOrAChangeThatLeavesAnIntNamesTheRow() {
        RowSpace space =
                space(TableSpec.sum("t", 1, 1, 4).withOuter(OuterFunction.nesterov(10, 0)));
        var values = new Values(space);
        var rounds = new Rounds(space, SyncModel.localSgd(32));
        rounds.settle(0, values);
        rounds.add(1, row(Integer.MAX_VALUE), 0);
        var twice = assertThrows(CellOverflow.class, () -> rounds.add(1, row(1), 0));
        assertTrue(twice.getMessage().contains("table t, row 0"), twice.getMessage());
        var wild = assertThrows(CellOverflow.class, () -> rounds.settle(1, values));
        assertTrue(wild.getMessage().contains("table t, row 0"), wild.getMessage());
    }

    @Seeds
    void whatIsCutOffARoundComesInALaterOne(Random random) {
        RowSpace space = space(TableSpec.sum("t", 4, 2, 8));
        int bits = 2 + random.nextInt(8);
        var rounds = new Rounds(space, SyncModel.localSgd(bits));
        var own = new RowMap(space);
        var shared = new RowMap(space);
        int last = 1 + random.nextInt(10);
        for (int clock = 0; clock <= last; clock++) {
            int id = random.nextInt(4);
            int[] cells = random.ints(2, -1000, 1001).toArray();
            Rows delta = new Rows(new int[] {id}, new int[][] {cells});
            own.add(delta);
            shared.add(rounds.coarsen(clock, delta, clock == last));
        }
        assertTrue(rounds.residual().isEmpty(), "the last round shares the rest");
        for (int id = 0; id < 4; id++) {
            int[] given = own.get(id) == null ? new int[2] : own.get(id);
            int[] got = shared.get(id) == null ? new int[2] : shared.get(id);
            assertArrayEquals(given, got);
        }
    }

    @Seeds
    void theOrderInWhichDeltasComeDoesNotMatter(Random random) {
        RowSpace space =
                space(TableSpec.mean("m", 1, 1, 8).withOuter(OuterFunction.nesterov(0.7, 0.9)));
        var parts = new ArrayList<int[]>();
        for (int i = 0; i < 6; i++) {
            parts.add(new int[] {random.nextInt(20001) - 10000, 1 + random.nextInt(1 << 28)});
        }
        long expected = 0;
        for (int order = 0; order < 5; order++) {
            var values = new Values(space);
            var rounds = new Rounds(space, SyncModel.localSgd(32));
            rounds.settle(0, values);
            for (int[] part : parts) {
                rounds.add(1, row(part[0]), part[1]);
            }
            rounds.settle(1, values);
            expected = order == 0 ? values.digest() : expected;
            assertEquals(expected, values.digest());
            Collections.shuffle(parts, random);
        }
    }
}
