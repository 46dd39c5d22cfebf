package sparkgaia.train;

/** A trainer added something to a row that is no delta; the addition was refused whole. */
public final class BadDelta extends TrainingFault {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it; each is counted. */
    public enum Reason {
        UNKNOWN_TABLE("there is no such table"),
        UNKNOWN_ROW("there is no such row"),
        WRONG_WIDTH("the delta has another width than the table"),
        FROZEN_TABLE("a frozen table is written in clock 0 only"),
        NOT_A_NUMBER("a cell is not a number: training has diverged, lower the learning rate"),
        INFINITE("a cell is infinite: training has diverged, lower the learning rate"),
        FRACTION_OF_COUNT("a table of scale 0 takes whole numbers only"),
        EXACT_IN_MEAN("a delta to a mean is weighted, so it cannot be exact: use add");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;
    private final String table;
    private final int row;

    BadDelta(Reason reason, String table, int row) {
        super("delta to " + table + "[" + row + "] refused: " + reason.text);
        this.reason = reason;
        this.table = table;
        this.row = row;
    }

    public Reason reason() {
        return reason;
    }

    public String table() {
        return table;
    }

    public int row() {
        return row;
    }
}
