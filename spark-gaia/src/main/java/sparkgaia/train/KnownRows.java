package sparkgaia.train;

import sparkgaia.core.message.Reply.Pulled;
import sparkgaia.core.message.Request.Pull;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

import java.util.Arrays;

/**
 * The rows of a partition that an attempt of a worker has read, as they were when it last got or confirmed each: the
 * region sends what has changed since, and the rest is here. One copy of each; a fresh attempt knows nothing.
 */
final class KnownRows {
    private static final long NEVER = 0;

    private final RowSpace space;
    private int[][] cells = {};
    private long[] asOf = {};

    KnownRows(RowSpace space) {
        this.space = space;
    }

    /** What to ask with: the state that all of these rows are known in, or {@link #NEVER} if one is not. */
    long since(int[] ids) {
        long since = ids.length == 0 ? NEVER : Long.MAX_VALUE;
        for (int id : ids) {
            since = Math.min(since, id < asOf.length ? asOf[id] : NEVER);
        }
        return since;
    }

    /** Whether this is the answer to that question, and leaves out only what is known. */
    boolean isAnswer(Pull pull, Pulled pulled) {
        if (pull.clock() != pulled.clock()
                || pull.waits() != pulled.waits()
                || pull.waits() && pulled.barred().length > 0) {
            return false;
        }
        int[] rows = pulled.rows().ids();
        int[] barred = pulled.barred();
        int row = 0;
        int bar = 0;
        for (int id : pull.ids()) {
            if (row < rows.length && rows[row] == id) {
                row++;
            } else if (bar < barred.length && barred[bar] == id) {
                bar++;
            } else if (pull.since() == NEVER || get(id) == null) {
                return false;
            }
        }
        return row == rows.length && bar == barred.length;
    }

    /** Takes in an answer: the rows that it has, and that the others of the question have not changed. */
    void take(Pull pull, Pulled pulled) {
        if (cells.length == 0 && pull.ids().length > 0) {
            cells = new int[space.size()][];
            asOf = new long[cells.length];
        }
        Rows rows = pulled.rows();
        for (int i = 0; i < rows.size(); i++) {
            cells[rows.ids()[i]] = rows.cells()[i];
        }
        for (int id : pull.ids()) {
            if (Arrays.binarySearch(pulled.barred(), id) < 0) {
                asOf[id] = pulled.asOf();
            }
        }
    }

    /** The cells of a row, or null. */
    int[] get(int id) {
        return id < cells.length ? cells[id] : null;
    }
}
