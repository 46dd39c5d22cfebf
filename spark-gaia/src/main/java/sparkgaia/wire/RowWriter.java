package sparkgaia.wire;

import sparkgaia.core.Invariant;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.table.Rows;

import java.util.Arrays;

/**
 * Writes rows for other regions, each in the form that is shortest for it: packed to the bits that all rows have in common, packed to bits
 * of its own, in full, or cell by cell.
 */
final class RowWriter {
    /** The forms, in bits 5 and 6 of a row's head; bits 0 to 4 are its shift, bit 7 says that an obligation follows. */
    static final int COMMON = 0;

    static final int OWN = 1;
    static final int WHOLE = 2;
    static final int SPARSE = 3;
    static final int OBLIGED = 0x80;

    static final int BITS_MAX = 32;

    private final ByteWriter out;
    private final Rows rows;
    private final int[] shifts;
    private final int[] bits;
    private final long[] sparse;

    private RowWriter(ByteWriter out, Rows rows) {
        this.out = out;
        this.rows = rows;
        this.shifts = new int[rows.size()];
        this.bits = new int[rows.size()];
        this.sparse = new long[rows.size()];
    }

    /** Rows without obligations. */
    static void write(ByteWriter out, Rows rows) {
        new RowWriter(out, rows).write(null, 0);
    }

    /** The rows of a batch of this clock. */
    static void write(ByteWriter out, Rows rows, int[] obligedBy, int clock) {
        Invariant.check(obligedBy.length == rows.size(), "an obligation for each row");
        new RowWriter(out, rows).write(obligedBy, clock);
    }

    private void write(int[] obligedBy, int clock) {
        out.varint(rows.size());
        if (rows.isEmpty()) {
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            measure(i);
        }
        int common = commonBits();
        out.u8(common);
        int usual = obligedBy == null ? 0 : mostFrequent(obligedBy);
        if (obligedBy != null) {
            out.varint(obligation(usual, clock));
        }
        int last = -1;
        for (int i = 0; i < rows.size(); i++) {
            int id = rows.ids()[i];
            Invariant.check(id > last, "rows in ascending order");
            out.varint(id - last - 1);
            last = id;
            boolean isOther = obligedBy != null && obligedBy[i] != usual;
            int form = form(i, common);
            int shift = form == COMMON || form == OWN ? shifts[i] : 0;
            out.u8((isOther ? OBLIGED : 0) | form << 5 | shift);
            if (isOther) {
                out.varint(obligation(obligedBy[i], clock));
            }
            row(i, form, shift, common);
        }
    }

    private void row(int i, int form, int shift, int common) {
        int[] cells = rows.cells()[i];
        if (form == SPARSE) {
            out.sparse(cells);
        } else if (form == OWN) {
            out.u8(bits[i]);
            out.packed(cells, shift, bits[i]);
        } else {
            out.packed(cells, shift, form == WHOLE ? BITS_MAX : common);
        }
    }

    /** No obligation is the shortest, then the clocks near the batch's own. */
    static long obligation(int clock, int batchClock) {
        return clock == Clocks.INFINITE
                ? 0
                : clock == Clocks.FLUSHED ? 1 : 2 + ByteWriter.zigzag((long) clock - batchClock);
    }

    private void measure(int i) {
        int all = 0;
        int spread = 0;
        int count = 0;
        int[] cells = rows.cells()[i];
        for (int cell : cells) {
            all |= cell;
            spread |= cell ^ cell >> 31;
            count += cell == 0 ? 0 : 1;
        }
        shifts[i] = all == 0 ? 0 : Integer.numberOfTrailingZeros(all);
        bits[i] = BITS_MAX + 1 - Integer.numberOfLeadingZeros(spread >>> shifts[i]);
        // A cell takes two bytes at least, so most rows need no closer look.
        sparse[i] = 1 + 2L * count < own(i) ? sparseBytes(cells, count) : Long.MAX_VALUE;
    }

    private static long sparseBytes(int[] cells, int count) {
        long bytes = ByteWriter.varintBytes(count);
        int last = -1;
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != 0) {
                bytes += ByteWriter.varintBytes(i - last - 1);
                bytes += ByteWriter.varintBytes(ByteWriter.zigzag(cells[i]));
                last = i;
            }
        }
        return bytes;
    }

    private long common(int i, int common) {
        return bits[i] > common
                ? Long.MAX_VALUE
                : ByteWriter.packedBytes(rows.cells()[i].length, common);
    }

    private long own(int i) {
        return 1 + ByteWriter.packedBytes(rows.cells()[i].length, bits[i]);
    }

    private long whole(int i) {
        return 4L * rows.cells()[i].length;
    }

    private int form(int i, int common) {
        long least = least(i, common);
        return common(i, common) == least
                ? COMMON
                : own(i) == least ? OWN : whole(i) == least ? WHOLE : SPARSE;
    }

    private long least(int i, int common) {
        return Math.min(Math.min(common(i, common), own(i)), Math.min(whole(i), sparse[i]));
    }

    /** The bits that make the whole shortest. */
    private int commonBits() {
        long occurring = 0;
        for (int needed : bits) {
            occurring |= 1L << needed;
        }
        int best = 1;
        long least = Long.MAX_VALUE;
        for (int candidate = 1; candidate <= BITS_MAX; candidate++) {
            if ((occurring >> candidate & 1) == 0) {
                continue;
            }
            long bytes = 0;
            for (int i = 0; i < rows.size(); i++) {
                bytes += least(i, candidate);
            }
            if (bytes < least) {
                least = bytes;
                best = candidate;
            }
        }
        return best;
    }

    private static int mostFrequent(int[] numbers) {
        int[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int best = sorted[0];
        int most = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                if (i - from > most) {
                    most = i - from;
                    best = sorted[from];
                }
                from = i;
            }
        }
        return best;
    }
}
