package sparkgaia.core.table;

import sparkgaia.core.Invariant;
import sparkgaia.core.Record;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A region's copy of the rows of one partition: initial value plus every delta applied. Beside a table of counts it
 * keeps {@code own}, the sum of the region's own commits, which is what a rebase of counts adds up.
 *
 * <p>Changes are counted, and every row has the count of its last, so that a reader need not be sent what it has. The
 * count is not durable: each life begins above whatever an earlier one can have reached.
 */
public final class Values {
    private final RowSpace space;
    private final int[][] cells;
    private final RowMap own;

    /** More changes than a life can have. */
    private static final int LIFE_BITS = 40;

    private final long[] changedAt;
    private long life = 1;
    private long changes = life;

    public Values(RowSpace space) {
        this.space = space;
        this.cells = new int[space.size()][];
        for (int id = 0; id < cells.length; id++) {
            cells[id] = initial(space, id);
        }
        this.own = new RowMap(space);
        this.changedAt = new long[cells.length];
    }

    private Values(Values of) {
        this.space = of.space;
        this.cells = new int[of.cells.length][];
        for (int id = 0; id < cells.length; id++) {
            cells[id] = of.cells[id].clone();
        }
        this.own = of.own.copy();
        this.changedAt = of.changedAt.clone();
        this.life = of.life;
        this.changes = of.changes;
    }

    public static int[] initial(RowSpace space, int id) {
        int[] row = new int[space.width(id)];
        space.spec(id).initial().fill(space.row(id), row);
        return row;
    }

    /** The row itself, for reading. */
    public int[] get(int id) {
        return cells[id];
    }

    /** The region has been started for the n-th time. */
    public void begin(int incarnation) {
        Invariant.check(
                incarnation < 1 << Long.SIZE - 1 - LIFE_BITS,
                "a region that was started %d times",
                incarnation);
        life = (long) incarnation << LIFE_BITS;
        changes = life;
    }

    /** The count of changes so far. */
    public long changes() {
        return changes;
    }

    public void add(Rows rows) {
        changes++;
        for (int i = 0; i < rows.size(); i++) {
            Cells.add(cells[rows.ids()[i]], rows.cells()[i], space, rows.ids()[i]);
            changedAt[rows.ids()[i]] = changes;
        }
    }

    /** Adds to a single row. */
    public void add(int id, int[] delta) {
        Cells.add(cells[id], delta, space, id);
        changedAt[id] = ++changes;
    }

    /** Remembers what this region itself has added to counts. */
    public void addOwn(Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (space.spec(rows.ids()[i]).isCounts() && space.spec(rows.ids()[i]).isShared()) {
                own.add(rows.ids()[i], rows.cells()[i]);
            }
        }
    }

    public RowMap own() {
        return own;
    }

    /** Takes another copy of a row: a rebase. */
    public void set(int id, int[] copy) {
        cells[id] = copy.clone();
        changedAt[id] = ++changes;
    }

    /** Of these rows those that have changed after this count; all if it is of no count that this life has given. */
    public Rows read(int[] ids, long since) {
        if (since < life || since > changes) {
            return read(ids);
        }
        return read(Arrays.stream(ids).filter(id -> changedAt[id] > since).toArray());
    }

    public Rows read(int[] ids) {
        int[][] read = new int[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            read[i] = cells[ids[i]].clone();
        }
        return new Rows(ids, read);
    }

    /** Writes these tables as a part of an image: rows that are as in the beginning are left out. */
    public void image(Consumer<Record> sink) {
        var some = new TreeMap<Integer, int[]>();
        long size = 0;
        for (int id = 0; id < cells.length; id++) {
            if (!Arrays.equals(cells[id], initial(space, id))) {
                some.put(id, cells[id].clone());
                size += 1 + cells[id].length;
            }
            if (size >= Rows.SLICE_CELLS || id == cells.length - 1 && size > 0) {
                sink.accept(new Record.Image.RowValues(Rows.of(some)));
                some.clear();
                size = 0;
            }
        }
        own.slices(rows -> sink.accept(new Record.Image.OwnCounts(rows)));
    }

    /** Takes a part of an image. */
    public void restore(Record.Image.OfValues part) {
        if (part instanceof Record.Image.RowValues values) {
            for (int i = 0; i < values.rows().size(); i++) {
                set(values.rows().ids()[i], values.rows().cells()[i]);
            }
        } else if (part instanceof Record.Image.OwnCounts counts) {
            own.add(counts.rows());
        }
    }

    public long digest() {
        long digest = 1;
        for (int[] row : cells) {
            digest = Mix.hash(digest, Arrays.hashCode(row));
        }
        return digest;
    }

    public Values copy() {
        return new Values(this);
    }
}
