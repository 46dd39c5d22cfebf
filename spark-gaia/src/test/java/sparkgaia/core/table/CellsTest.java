package sparkgaia.core.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;

import java.util.List;
import java.util.Random;

class CellsTest {
    private static RowSpace space(int scale) {
        return new RowSpace(List.of(TableSpec.sum("factors", 5, 2, scale)), 0, 1);
    }

    @Test
    void anOverflowNamesTheTableTheRowAndTheScaleToChoose() {
        int[] cells = {1, 2_000_000_000};
        var overflow =
                assertThrows(
                        CellOverflow.class,
                        () -> Cells.add(cells, new int[] {1, 200_000_000}, space(22), 3));
        assertEquals(
                "a cell of table factors, row 3 leaves 32 bits at scale 22;"
                        + " choose a scale of 20 or less (cells of 2^-20)",
                overflow.getMessage());
        assertArrayEquals(new int[] {1, 2_000_000_000}, cells, "all or nothing");
    }

    @Test
    void countsThatDoNotFitHaveNoScaleToChoose() {
        var overflow =
                assertThrows(
                        CellOverflow.class,
                        () ->
                                Cells.add(
                                        new int[] {0, Integer.MIN_VALUE},
                                        new int[] {0, -1},
                                        space(0),
                                        1));
        assertTrue(
                overflow.getMessage().endsWith("its counts do not fit into 32 bits at any scale"));
    }

    @Seeds(200)
    void aSumIsExactOrRefused(Random random) {
        int[] cells = {random.nextInt(), random.nextInt()};
        int[] delta = {random.nextInt(), random.nextInt()};
        long first = (long) cells[0] + delta[0];
        long second = (long) cells[1] + delta[1];
        boolean fits = first == (int) first && second == (int) second;
        int[] before = cells.clone();
        try {
            Cells.add(cells, delta, space(10), 0);
            assertTrue(fits);
            assertArrayEquals(new int[] {(int) first, (int) second}, cells);
        } catch (CellOverflow refused) {
            assertTrue(!fits);
            assertArrayEquals(before, cells);
        }
    }

    @Test
    void thePeakOfTheLowestIntIsPositive() {
        assertEquals(1L << 31, Cells.peak(new int[] {5, Integer.MIN_VALUE}));
        assertEquals(0, Cells.peak(new int[2]));
    }
}
