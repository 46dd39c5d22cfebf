package sparkgaia.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.CellOverflow;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.TableSpec;

import java.util.List;

/** T11 for workers: additions are rounded without bias, summed exactly, and refused whole. */
class DeltasTest {
    private static final List<TableSpec> TABLES =
            List.of(
                    TableSpec.sum("factors", 100_000, 2, 4),
                    TableSpec.sum("counts", 8, 2, 0),
                    TableSpec.mean("means", 8, 2, 4),
                    TableSpec.sum("census", 8, 2, 0).frozen());
    private static final List<RowSpace> SPACES =
            List.of(new RowSpace(TABLES, 0, 2), new RowSpace(TABLES, 1, 2));

    private static Deltas deltas(int worker, int clock) {
        var deltas = new Deltas(new ShardContext(7, worker, 4, "virginia", 0, 0.25), SPACES);
        deltas.begin(clock);
        return deltas;
    }

    @Test
    void roundingIsUnbiased() {
        var deltas = deltas(0, 1);
        // 0.3 and -0.7 of a cell of 1/16.
        float[] delta = {0.3f / 16, -0.7f / 16};
        long[] sums = new long[2];
        int rows = 100_000;
        for (int row = 0; row < rows; row++) {
            deltas.add(0, row, delta);
            sums[0] += deltas.sum(0, row)[0];
            sums[1] += deltas.sum(0, row)[1];
        }
        // Five standard deviations: sqrt(0.21 / 100000) = 0.00145.
        assertEquals(0.3, (double) sums[0] / rows, 0.0073);
        assertEquals(-0.7, (double) sums[1] / rows, 0.0073);
    }

    @Test
    void repeatedAdditionsToOneRowAreRoundedIndependently() {
        var deltas = deltas(0, 1);
        for (int i = 0; i < 10_000; i++) {
            deltas.add(0, 5, new float[] {0.3f / 16, 0});
        }
        assertEquals(3000, deltas.sum(0, 5)[0], 5 * Math.sqrt(10_000 * 0.21));
    }

    @Test
    void roundingDependsOnWhereANumberGoesAndOnNothingElse() {
        var one = deltas(1, 3);
        var other = deltas(1, 3);
        for (int row = 0; row < 100; row++) {
            one.add(0, row, new float[] {row * 0.037f, -row * 0.011f});
            other.add(0, 99 - row, new float[] {(99 - row) * 0.037f, -(99 - row) * 0.011f});
        }
        assertEquals(one.rows(0), other.rows(0));
        assertEquals(one.rows(1), other.rows(1));
        var elsewhere = deltas(2, 3);
        var later = deltas(1, 4);
        for (int row = 0; row < 100; row++) {
            elsewhere.add(0, row, new float[] {row * 0.037f, -row * 0.011f});
            later.add(0, row, new float[] {row * 0.037f, -row * 0.011f});
        }
        assertNotEquals(one.rows(0), elsewhere.rows(0));
        assertNotEquals(one.rows(0), later.rows(0));
    }

    @Test
    void wholeCellsAreNotRounded() {
        var deltas = deltas(0, 1);
        deltas.add(0, 1, new float[] {1.5f, -2.25f});
        deltas.add(0, 1, new float[] {1.0f, 1.0f});
        deltas.addExact(0, 1, new int[] {7, -7});
        assertArrayEquals(new int[] {24 + 16 + 7, -36 + 16 - 7}, deltas.sum(0, 1));
    }

    @Test
    void meansAreWeightedByTheShare() {
        var deltas = deltas(0, 1);
        deltas.add(2, 1, new float[] {4f, -8f});
        assertArrayEquals(new int[] {16, -32}, deltas.sum(2, 1));
        assertRefused(BadDelta.Reason.EXACT_IN_MEAN, () -> deltas.addExact(2, 1, new int[] {1, 1}));
    }

    @Test
    void rowsAreSortedIntoTheirPartitions() {
        var deltas = deltas(0, 1);
        for (int row = 0; row < 8; row++) {
            deltas.addExact(1, row, new int[] {row + 1, 0});
        }
        int found = 0;
        for (int partition = 0; partition < 2; partition++) {
            var rows = deltas.rows(partition);
            assertEquals(null, rows.flaw(SPACES.get(partition)));
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(SPACES.get(partition).row(rows.ids()[i]) + 1, rows.cells()[i][0]);
                found++;
            }
        }
        assertEquals(8, found);
        deltas.begin(2);
        assertTrue(deltas.rows(0).isEmpty() && deltas.rows(1).isEmpty());
    }

    @Test
    void whatIsNoDeltaIsRefusedWhole() {
        var deltas = deltas(0, 1);
        deltas.add(0, 1, new float[] {1f, 1f});
        deltas.addExact(1, 1, new int[] {1, 1});
        var before = List.of(deltas.rows(0), deltas.rows(1));
        assertRefused(
                BadDelta.Reason.NOT_A_NUMBER, () -> deltas.add(0, 1, new float[] {1f, Float.NaN}));
        assertRefused(
                BadDelta.Reason.INFINITE,
                () -> deltas.add(0, 1, new float[] {1f, Float.NEGATIVE_INFINITY}));
        assertRefused(BadDelta.Reason.WRONG_WIDTH, () -> deltas.add(0, 1, new float[] {1f}));
        assertRefused(BadDelta.Reason.WRONG_WIDTH, () -> deltas.addExact(0, 1, new int[3]));
        assertRefused(BadDelta.Reason.UNKNOWN_TABLE, () -> deltas.add(4, 1, new float[] {1f, 1f}));
        assertRefused(BadDelta.Reason.UNKNOWN_TABLE, () -> deltas.add(-1, 1, new float[] {1f, 1f}));
        assertRefused(BadDelta.Reason.UNKNOWN_ROW, () -> deltas.addExact(1, 8, new int[] {1, 1}));
        assertRefused(BadDelta.Reason.UNKNOWN_ROW, () -> deltas.addExact(1, -1, new int[] {1, 1}));
        assertRefused(BadDelta.Reason.FROZEN_TABLE, () -> deltas.addExact(3, 1, new int[] {1, 1}));
        assertRefused(
                BadDelta.Reason.FRACTION_OF_COUNT, () -> deltas.add(1, 1, new float[] {1f, 0.5f}));
        assertThrows(CellOverflow.class, () -> deltas.add(0, 1, new float[] {1f, 1e12f}));
        assertThrows(
                CellOverflow.class, () -> deltas.addExact(0, 1, new int[] {1, Integer.MAX_VALUE}));
        assertEquals(before, List.of(deltas.rows(0), deltas.rows(1)));
    }

    @Test
    void aFrozenTableIsWrittenInClockZero() {
        var deltas = deltas(0, 0);
        deltas.addExact(3, 1, new int[] {1, 2});
        assertArrayEquals(new int[] {1, 2}, deltas.sum(3, 1));
    }

    @Test
    void anOverflowNamesTheScaleToChoose() {
        var overflow =
                assertThrows(
                        CellOverflow.class, () -> deltas(0, 1).add(0, 9, new float[] {3e8f, 0f}));
        assertEquals(
                "a cell of table factors, row 9 leaves 32 bits at scale 4; choose a scale of 1 or less (cells of 2^-1)",
                overflow.getMessage());
    }

    private static void assertRefused(BadDelta.Reason reason, Runnable addition) {
        assertEquals(reason, assertThrows(BadDelta.class, addition::run).reason());
    }
}
