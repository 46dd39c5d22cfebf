package sparkgaia.train.mf.implicit;

/** A symmetric matrix, row after row, and what is solved with it. Sums are in a fixed order. */
final class Symmetric {
    private static final int SWEEPS_MAX = 60;
    private static final double SMALL = 1e-12;
    private static final int DESCENTS_MAX = 100;
    private static final double SETTLED = 1e-7;

    final int size;
    final double[] cells;

    Symmetric(int size) {
        this.size = size;
        this.cells = new double[size * size];
    }

    Symmetric copy() {
        var copy = new Symmetric(size);
        System.arraycopy(cells, 0, copy.cells, 0, cells.length);
        return copy;
    }

    /** Adds a multiple of the product of a row with itself. */
    void addSquare(double times, float[] rows, int at) {
        for (int i = 0; i < size; i++) {
            double part = times * rows[at + i];
            for (int j = 0; j < size; j++) {
                cells[i * size + j] += part * rows[at + j];
            }
        }
    }

    void addDiagonal(double number) {
        for (int i = 0; i < size; i++) {
            cells[i * size + i] += number;
        }
    }

    double trace() {
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += cells[i * size + i];
        }
        return trace;
    }

    /** The product of a row with the matrix and itself. */
    double form(float[] rows, int at) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double part = 0;
            for (int j = 0; j < size; j++) {
                part += cells[i * size + j] * rows[at + j];
            }
            sum += part * rows[at + i];
        }
        return sum;
    }

    /** Solves for {@code x}, in place; the matrix, which has to be positive, is used up. */
    void solve(double[] x) {
        for (int j = 0; j < size; j++) {
            double pivot = cells[j * size + j];
            for (int m = 0; m < j; m++) {
                pivot -= cells[j * size + m] * cells[j * size + m];
            }
            double root = Math.sqrt(Math.max(pivot, Double.MIN_NORMAL));
            cells[j * size + j] = root;
            for (int i = j + 1; i < size; i++) {
                double sum = cells[i * size + j];
                for (int m = 0; m < j; m++) {
                    sum -= cells[i * size + m] * cells[j * size + m];
                }
                cells[i * size + j] = sum / root;
            }
        }
        for (int i = 0; i < size; i++) {
            for (int m = 0; m < i; m++) {
                x[i] -= cells[i * size + m] * x[m];
            }
            x[i] /= cells[i * size + i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int m = i + 1; m < size; m++) {
                x[i] -= cells[m * size + i] * x[m];
            }
            x[i] /= cells[i * size + i];
        }
    }

    /**
     * The lowest point of half the quadratic form less {@code b} times {@code x}, where no number is below its floor, by
     * one coordinate after the other; begins at {@code x}.
     */
    void descend(double[] b, double[] floor, double[] x) {
        for (int descent = 0; descent < DESCENTS_MAX; descent++) {
            double moved = 0;
            double size2 = 0;
            for (int i = 0; i < size; i++) {
                double slope = b[i];
                for (int j = 0; j < size; j++) {
                    slope -= cells[i * size + j] * x[j];
                }
                double curve = cells[i * size + i];
                double to = curve > 0 ? Math.max(floor[i], x[i] + slope / curve) : x[i];
                moved = Math.max(moved, Math.abs(to - x[i]));
                size2 = Math.max(size2, Math.abs(to));
                x[i] = to;
            }
            if (moved <= SETTLED * size2) {
                return;
            }
        }
    }

    /** Turns the matrix into its eigenvalues, on the diagonal, and gives the vectors, one a column; by Jacobi's rotations. */
    double[] diagonalize() {
        double[] vectors = new double[size * size];
        for (int i = 0; i < size; i++) {
            vectors[i * size + i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS_MAX; sweep++) {
            double small = SMALL * Math.abs(trace()) / size;
            boolean isDone = true;
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    if (Math.abs(cells[p * size + q]) > small) {
                        rotate(p, q, vectors);
                        isDone = false;
                    }
                }
            }
            if (isDone) {
                break;
            }
        }
        return vectors;
    }

    private void rotate(int p, int q, double[] vectors) {
        double theta = (cells[q * size + q] - cells[p * size + p]) / (2 * cells[p * size + q]);
        double sign = theta >= 0 ? 1 : -1;
        double tangent = sign / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int i = 0; i < size; i++) {
            turn(cells, i * size + p, i * size + q, cosine, sine);
            turn(vectors, i * size + p, i * size + q, cosine, sine);
        }
        for (int i = 0; i < size; i++) {
            turn(cells, p * size + i, q * size + i, cosine, sine);
        }
    }

    private static void turn(double[] numbers, int one, int other, double cosine, double sine) {
        double a = numbers[one];
        double b = numbers[other];
        numbers[one] = cosine * a - sine * b;
        numbers[other] = sine * a + cosine * b;
    }
}
