package sparkgaia.core.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Rows that are being added up, by number, read in ascending order. A row that was never added to takes no memory. Rows
 * that come in and go out are not copied before one is changed here, so nobody else may write into them.
 */
public final class RowMap {
    private final RowSpace space;
    private final BitSet present = new BitSet();

    /** Rows whose cells nobody else has. */
    private final BitSet own = new BitSet();

    private int[][] cells = new int[0][];

    public RowMap(RowSpace space) {
        this.space = space;
    }

    public void add(int id, int[] delta) {
        if (present.get(id)) {
            if (own.get(id)) {
                Cells.add(cells[id], delta, space, id);
            } else {
                cells[id] = Cells.sum(cells[id], delta, space, id);
                own.set(id);
            }
            return;
        }
        if (id >= cells.length) {
            cells = Arrays.copyOf(cells, space.size());
        }
        cells[id] = delta;
        present.set(id);
    }

    public void add(Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            add(rows.ids()[i], rows.cells()[i]);
        }
    }

    /** Takes a part of a row that is present. */
    public void subtract(int id, int[] part) {
        if (!own.get(id)) {
            cells[id] = cells[id].clone();
            own.set(id);
        }
        Cells.subtract(cells[id], part);
    }

    /** The cells of a row, or null; not to be written by the caller. */
    public int[] get(int id) {
        return present.get(id) ? cells[id] : null;
    }

    public void remove(int id) {
        if (present.get(id)) {
            present.clear(id);
            own.clear(id);
            cells[id] = null;
        }
    }

    public void clear() {
        present.clear();
        own.clear();
        cells = new int[0][];
    }

    public boolean isEmpty() {
        return present.isEmpty();
    }

    public int size() {
        return present.cardinality();
    }

    /** The first row at or after this number, or -1. */
    public int next(int id) {
        return present.nextSetBit(id);
    }

    public Rows toRows() {
        int[] ids = new int[size()];
        int[][] rows = new int[ids.length][];
        int at = 0;
        for (int id = next(0); id >= 0; id = next(id + 1)) {
            ids[at] = id;
            rows[at++] = cells[id];
        }
        own.clear();
        return at == 0 ? Rows.EMPTY : new Rows(ids, rows);
    }

    /** Hands on slices that are together all rows: none if there is no row. */
    public void slices(Consumer<Rows> sink) {
        for (Rows slice = slice(0); slice != null; slice = slice(slice.last() + 1)) {
            sink.accept(slice);
        }
    }

    private Rows slice(int from) {
        int size = 0;
        long taken = 0;
        for (int id = next(from); id >= 0 && taken < Rows.SLICE_CELLS; id = next(id + 1)) {
            taken += 1 + cells[id].length;
            size++;
        }
        if (size == 0) {
            return null;
        }
        int[] ids = new int[size];
        int[][] rows = new int[size][];
        int at = 0;
        for (int id = next(from); at < size; id = next(id + 1)) {
            own.clear(id);
            ids[at] = id;
            rows[at++] = cells[id];
        }
        return new Rows(ids, rows);
    }

    public RowMap copy() {
        var copy = new RowMap(space);
        copy.add(toRows());
        return copy;
    }
}
