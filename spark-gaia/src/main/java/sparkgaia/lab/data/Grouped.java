package sparkgaia.lab.data;

/**
 * Rows by the group that they belong to, within a group in their order.
 *
 * @param starts where a group's rows begin in {@code rows}; one more than there are groups
 */
record Grouped(int[] starts, int[] rows) {
    static Grouped by(int[] groupOfRow, int groups) {
        int[] starts = new int[groups + 1];
        for (int group : groupOfRow) {
            starts[group + 1]++;
        }
        for (int group = 0; group < groups; group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = starts.clone();
        int[] rows = new int[groupOfRow.length];
        for (int row = 0; row < rows.length; row++) {
            rows[next[groupOfRow[row]]++] = row;
        }
        return new Grouped(starts, rows);
    }
}
