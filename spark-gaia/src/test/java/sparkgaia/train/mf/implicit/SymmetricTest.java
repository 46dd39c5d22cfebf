package sparkgaia.train.mf.implicit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.Mix;

import java.util.Arrays;

class SymmetricTest {
    private static final int SIZE = 7;

    /** Positive, and far from diagonal. */
    private static Symmetric drawn(int seed) {
        var drawn = new Symmetric(SIZE);
        for (int n = 0; n < 2 * SIZE; n++) {
            float[] row = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                row[i] = (float) (Mix.unit(Mix.hash(seed, n, i)) - 0.3);
            }
            drawn.addSquare(1 + n, row, 0);
        }
        return drawn;
    }

    private static double[] times(Symmetric matrix, double[] x) {
        double[] product = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                product[i] += matrix.cells[i * SIZE + j] * x[j];
            }
        }
        return product;
    }

    @Test
    void whatIsSolvedGivesTheRightSide() {
        for (int seed = 0; seed < 20; seed++) {
            double[] right = {1, -2, 3, 0, 5, -6, 7};
            double[] x = right.clone();
            drawn(seed).solve(x);
            assertArrayEquals(right, times(drawn(seed), x), 1e-8);
        }
    }

    @Test
    void eigenvectorsAreOnlyStretched() {
        for (int seed = 0; seed < 20; seed++) {
            Symmetric matrix = drawn(seed);
            Symmetric values = matrix.copy();
            double[] vectors = values.diagonalize();
            assertEquals(matrix.trace(), values.trace(), 1e-9 * matrix.trace());
            for (int v = 0; v < SIZE; v++) {
                int column = v;
                double[] vector = new double[SIZE];
                Arrays.setAll(vector, i -> vectors[i * SIZE + column]);
                assertEquals(1, Arrays.stream(vector).map(x -> x * x).sum(), 1e-9);
                double value = values.cells[v * SIZE + v];
                double[] stretched = Arrays.stream(vector).map(x -> value * x).toArray();
                assertArrayEquals(stretched, times(matrix, vector), 1e-8);
            }
        }
    }

    /** At the lowest point a number above its floor has no slope, and one at its floor would have to go below. */
    @Test
    void descentEndsWhereNothingIsLower() {
        for (int seed = 0; seed < 20; seed++) {
            double[] b = {1, -2, 3, 0, 5, -6, 7};
            double[] floor = {0, 0, -1, 0, 0, -0.5, 0};
            double[] x = new double[SIZE];
            drawn(seed).descend(b, floor, x);
            double[] product = times(drawn(seed), x);
            int bounded = 0;
            for (int i = 0; i < SIZE; i++) {
                assertTrue(x[i] >= floor[i]);
                if (x[i] > floor[i]) {
                    assertEquals(b[i], product[i], 1e-3);
                } else {
                    assertTrue(b[i] <= product[i] + 1e-3);
                    bounded++;
                }
            }
            assertTrue(bounded > 0, "a floor holds something up");
        }
    }

    @Test
    void theFormIsTheProductWithTheMatrixAndItself() {
        float[] rows = {9, 1, 2, 3, 4, 5, 6, 7};
        double[] x = {1, 2, 3, 4, 5, 6, 7};
        double[] product = times(drawn(1), x);
        double expected = 0;
        for (int i = 0; i < SIZE; i++) {
            expected += x[i] * product[i];
        }
        assertEquals(expected, drawn(1).form(rows, 1), 1e-6);
    }
}
