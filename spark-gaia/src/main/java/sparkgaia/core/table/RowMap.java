package sparkgaia.core.table;

import java.util.Arrays;
import java.util.BitSet;

/** Rows that are being added up, by number, read in ascending order. A row that was never added to takes no memory. */
public final class RowMap {
    private final RowSpace space;
    private final BitSet present = new BitSet();
    private int[][] cells = new int[0][];

    public RowMap(RowSpace space) {
        this.space = space;
    }

    public void add(int id, int[] delta) {
        if (present.get(id)) {
            Cells.add(cells[id], delta, space, id);
            return;
        }
        if (id >= cells.length) {
            cells = Arrays.copyOf(cells, space.size());
        }
        cells[id] = delta.clone();
        present.set(id);
    }

    public void add(Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            add(rows.ids()[i], rows.cells()[i]);
        }
    }

    /** Takes a part of a row that is present. */
    public void subtract(int id, int[] part) {
        Cells.subtract(cells[id], part);
    }

    /** The cells of a row, or null; not to be written by the caller. */
    public int[] get(int id) {
        return present.get(id) ? cells[id] : null;
    }

    public void remove(int id) {
        if (present.get(id)) {
            present.clear(id);
            cells[id] = null;
        }
    }

    public void clear() {
        present.clear();
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
        int[] ids = present.stream().toArray();
        int[][] copies = new int[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            copies[i] = cells[ids[i]].clone();
        }
        return ids.length == 0 ? Rows.EMPTY : new Rows(ids, copies);
    }

    public RowMap copy() {
        var copy = new RowMap(space);
        copy.add(toRows());
        return copy;
    }
}
