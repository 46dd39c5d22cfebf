package sparkgaia.core.link;

import sparkgaia.core.Record;
import sparkgaia.core.Record.Image.RowsPending;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.table.Cells;
import sparkgaia.core.table.RowMap;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Pending of a link row by row: what the other side has not been sent, since when, and by which clock it is obliged.
 * Bounded by the table. A row whose pending has come back to zero is not pending.
 */
public final class PendingRows {
    private final RowSpace space;
    private final RowMap cells;
    private final BitSet obliged = new BitSet();
    private int[] since = {};
    private int[] obligedBy = {};

    public PendingRows(RowSpace space) {
        this.space = space;
        this.cells = new RowMap(space);
    }

    /**
     * Adds rows that became known at {@code clock}.
     *
     * @param obligations for each row the clock by which it must be shared, or null for none
     * @param earliest the earliest clock that can still be obliged: those before were promised already
     */
    public void add(Rows rows, int[] obligations, int clock, int earliest) {
        for (int i = 0; i < rows.size(); i++) {
            int id = rows.ids()[i];
            if (cells.get(id) == null) {
                mark(id, clock);
            }
            cells.add(id, rows.cells()[i]);
            if (obligations != null && obligations[i] != Clocks.INFINITE) {
                oblige(id, Math.max(obligations[i], earliest));
            }
            // A delta that cancels what was pending still leaves the row pending while it is
            // obliged: the other side
            // may bar its readers until it hears that nothing is owed.
            if (!obliged.get(id) && Cells.isZero(cells.get(id))) {
                forget(id);
            }
        }
    }

    private void mark(int id, int clock) {
        if (id >= since.length) {
            int old = since.length;
            since = Arrays.copyOf(since, space.size());
            obligedBy = Arrays.copyOf(obligedBy, space.size());
            Arrays.fill(obligedBy, old, obligedBy.length, Clocks.INFINITE);
        }
        since[id] = clock;
    }

    private void forget(int id) {
        cells.remove(id);
        obliged.clear(id);
        obligedBy[id] = Clocks.INFINITE;
    }

    private void oblige(int id, int clock) {
        obliged.set(id);
        obligedBy[id] = Math.min(obligedBy[id], clock);
    }

    /** Obliges at the end of a clock what the choice says must be shared by it. */
    public void oblige(RowChoice choice, Values values, int clock, int earliest) {
        for (int id = cells.next(0); id >= 0; id = cells.next(id + 1)) {
            // A row that a hub was given with a later clock may be owed by an earlier one here.
            if (obligedBy[id] > clock
                    && choice.isObliged(cells.get(id), values.get(id), since[id], clock)) {
                oblige(id, Math.max(clock, earliest));
            }
        }
    }

    /** Takes a sealed batch out; an obligation ends when its row is taken, and its remainder is new pending. */
    public void take(Rows rows, int clock) {
        for (int i = 0; i < rows.size(); i++) {
            int id = rows.ids()[i];
            obliged.clear(id);
            obligedBy[id] = Clocks.INFINITE;
            since[id] = clock;
            // The batch has the very row: it is given away, and must not be emptied.
            if (rows.cells()[i] == cells.get(id)) {
                forget(id);
                continue;
            }
            cells.subtract(id, rows.cells()[i]);
            if (Cells.isZero(cells.get(id))) {
                forget(id);
            }
        }
    }

    /** The lowest clock by which a row that was not taken is obliged, or {@link Clocks#INFINITE}. */
    public int oldestObligation() {
        int oldest = Clocks.INFINITE;
        for (int id = obliged.nextSetBit(0); id >= 0; id = obliged.nextSetBit(id + 1)) {
            oldest = Math.min(oldest, obligedBy[id]);
        }
        return oldest;
    }

    public boolean hasObliged() {
        return !obliged.isEmpty();
    }

    public boolean isObliged(int id) {
        return obliged.get(id);
    }

    /** The obliged rows, those of the lowest clock first, then by number. */
    public int[] obligedRows() {
        long[] order =
                obliged.stream()
                        .mapToLong(id -> ((long) obligedBy[id] << 32) | id)
                        .sorted()
                        .toArray();
        return Arrays.stream(order).mapToInt(key -> (int) key).toArray();
    }

    public int obligedBy(int id) {
        return obliged.get(id) ? obligedBy[id] : Clocks.INFINITE;
    }

    public int since(int id) {
        return since[id];
    }

    /** The cells of a row, or null. */
    public int[] get(int id) {
        return cells.get(id);
    }

    public int next(int id) {
        return cells.next(id);
    }

    public boolean isEmpty() {
        return cells.isEmpty();
    }

    public Rows toRows() {
        return cells.toRows();
    }

    public void clear() {
        cells.clear();
        obliged.clear();
        Arrays.fill(obligedBy, Clocks.INFINITE);
    }

    void image(int version, int peer, Consumer<Record> sink) {
        cells.slices(
                rows ->
                        sink.accept(
                                new RowsPending(
                                        version,
                                        peer,
                                        rows,
                                        Arrays.stream(rows.ids()).map(id -> since[id]).toArray(),
                                        Arrays.stream(rows.ids()).map(this::obligedBy).toArray())));
    }

    void restore(RowsPending part) {
        cells.add(part.rows());
        for (int i = 0; i < part.rows().size(); i++) {
            int id = part.rows().ids()[i];
            mark(id, part.since()[i]);
            if (part.obligedBy()[i] != Clocks.INFINITE) {
                oblige(id, part.obligedBy()[i]);
            }
        }
    }
}
