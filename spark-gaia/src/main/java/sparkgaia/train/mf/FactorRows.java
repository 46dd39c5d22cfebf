package sparkgaia.train.mf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Factors by id, so that a rating's prediction is the product of the user's row and the item's and nothing else: what
 * is trained beside factors, such as biases, has places of its own in the rows.
 *
 * @param numbers row after row
 */
public record FactorRows(int[] ids, float[] numbers, int width) {
    public static Builder builder(int width) {
        return new Builder(width);
    }

    public int size() {
        return ids.length;
    }

    public float[] row(int at) {
        return Arrays.copyOfRange(numbers, at * width, (at + 1) * width);
    }

    /** Collects rows in their order. */
    public static final class Builder {
        private final int width;
        private final List<Integer> ids = new ArrayList<>();
        private final List<float[]> rows = new ArrayList<>();

        private Builder(int width) {
            this.width = width;
        }

        public Builder add(int id, float[] row) {
            ids.add(id);
            rows.add(row);
            return this;
        }

        public FactorRows build() {
            float[] numbers = new float[rows.size() * width];
            for (int at = 0; at < rows.size(); at++) {
                System.arraycopy(rows.get(at), 0, numbers, at * width, width);
            }
            return new FactorRows(
                    ids.stream().mapToInt(Integer::intValue).toArray(), numbers, width);
        }
    }
}
