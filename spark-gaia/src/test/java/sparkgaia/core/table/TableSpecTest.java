package sparkgaia.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TableSpecTest {
    private static void assertRefused(String message, Executable made) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, made).getMessage());
    }

    @Test
    void whatIsOutOfRangeIsRefusedWithTheRange() {
        assertRefused(
                "rows of table t is 0, but must be between 1 and " + TableSpec.ROWS_MAX,
                () -> TableSpec.sum("t", 0, 1, 0));
        assertRefused(
                "width of table t is -1, but must be between 1 and " + TableSpec.WIDTH_MAX,
                () -> TableSpec.sum("t", 1, -1, 0));
        assertRefused(
                "scale of table t is 31, but must be between 0 and 30",
                () -> TableSpec.sum("t", 1, 1, 31));
        assertRefused(
                "scale of table t is -1, but must be between 0 and 30",
                () -> TableSpec.mean("t", 1, 1, -1));
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        assertEquals(30, TableSpec.sum("t", TableSpec.ROWS_MAX, TableSpec.WIDTH_MAX, 30).scale());
        assertEquals(1, TableSpec.sum("t", 1, 1, 0).rows());
    }

    @Test
    void neitherNanNorInfinityIsInAnyRange() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.1, 1.1}) {
            assertRefused(
                    "share is " + bad + ", but must be between 0.0 and 1.0",
                    () -> Range.check("share", bad, 0.0, 1.0));
        }
        Range.check("share", 0.0, 0.0, 1.0);
        Range.check("share", 1.0, 0.0, 1.0);
    }
}
