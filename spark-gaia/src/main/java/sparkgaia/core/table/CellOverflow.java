package sparkgaia.core.table;

/** A cell would have left the range of an int: the job must end, because wrapped copies look equal. */
public final class CellOverflow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CellOverflow(TableSpec table, int row, double sum) {
        super(message(table, row, sum));
    }

    private static String message(TableSpec table, int row, double sum) {
        double magnitude = Math.abs(sum);
        int tooMany = 0;
        while (magnitude > Integer.MAX_VALUE / 2.0) {
            magnitude /= 2;
            tooMany++;
        }
        int scale = table.scale() - tooMany;
        String advice =
                scale >= 0
                        ? "choose a scale of " + scale + " or less (cells of 2^-" + scale + ")"
                        : "its counts do not fit into 32 bits at any scale";
        return "a cell of table "
                + table.name()
                + ", row "
                + row
                + " leaves 32 bits at scale "
                + table.scale()
                + "; "
                + advice;
    }
}
