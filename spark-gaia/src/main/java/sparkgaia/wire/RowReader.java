package sparkgaia.wire;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.wire.BadFrame.Reason;

/** Reads rows of a partition's shared tables. What it allocates is never more than those tables take. */
final class RowReader {
    /** Its gap and its head. */
    private static final int ROW_BYTES_MIN = 2;

    private final ByteReader in;
    private final RowSpace space;
    private final Content content;
    private int[] obligedBy;

    private enum Content {
        SHARED,
        OUTER_STATES,
        ANY
    }

    private RowReader(ByteReader in, RowSpace space, Content content) {
        this.in = in;
        this.space = space;
        this.content = content;
    }

    /** Rows without obligations. */
    static Rows rows(ByteReader in, RowSpace space) throws BadFrame {
        return new RowReader(in, space, Content.SHARED).read(false, 0);
    }

    /** Rows of regional tables too: between a worker and its own region. */
    static Rows rowsInside(ByteReader in, RowSpace space) throws BadFrame {
        return new RowReader(in, space, Content.ANY).read(false, 0);
    }

    /** For some rows the state of their outer function, as wide as it says. */
    static Rows outerStates(ByteReader in, RowSpace space) throws BadFrame {
        return new RowReader(in, space, Content.OUTER_STATES).read(false, 0);
    }

    /** The rows of a batch of this clock. */
    static Obliged obliged(ByteReader in, RowSpace space, int clock) throws BadFrame {
        var reader = new RowReader(in, space, Content.SHARED);
        Rows rows = reader.read(true, clock);
        return new Obliged(rows, reader.obligedBy);
    }

    /** Rows, and the clock by which each had to be shared. */
    record Obliged(Rows rows, int[] by) {}

    private Rows read(boolean isBatch, int clock) throws BadFrame {
        int size = in.count(space.size(), ROW_BYTES_MIN, "rows");
        obligedBy = new int[size];
        if (size == 0) {
            return Rows.EMPTY;
        }
        int common = bits("common bits");
        int usual = isBatch ? obligation(clock) : 0;
        int[] ids = new int[size];
        int[][] cells = new int[size][];
        int last = -1;
        for (int i = 0; i < size; i++) {
            int id = id(last);
            int head = in.u8("head of a row");
            obligedBy[i] = usual;
            if ((head & RowWriter.OBLIGED) != 0) {
                if (!isBatch) {
                    throw in.bad(Reason.FORM, "an obligation of row " + id + ", which has none");
                }
                obligedBy[i] = obligation(clock);
            }
            ids[i] = id;
            cells[i] = cells(id, head, common);
            last = id;
        }
        return new Rows(ids, cells);
    }

    private int id(int last) throws BadFrame {
        long gap = in.upTo((long) Integer.MAX_VALUE, "gap between rows");
        long id = last + 1 + gap;
        if (id >= space.size()) {
            throw in.bad(Reason.ROW, "row number " + id + " of " + space.size());
        }
        if (content != Content.ANY && !space.spec((int) id).isShared()) {
            throw in.bad(Reason.ROW, "row " + space.name((int) id) + ", which is not shared");
        }
        return (int) id;
    }

    private int[] cells(int id, int head, int common) throws BadFrame {
        int width = space.width(id);
        if (content == Content.OUTER_STATES) {
            width = space.spec(id).outer().stateWidth(width);
        }
        int form = head >> 5 & 3;
        int shift = head & 31;
        if (form >= RowWriter.WHOLE && shift != 0) {
            throw in.bad(Reason.FORM, "a shift of row " + space.name(id) + ", which has none");
        }
        if (form == RowWriter.SPARSE) {
            return sparse(width);
        }
        int bits =
                form == RowWriter.COMMON
                        ? common
                        : form == RowWriter.OWN ? bits("bits of a row") : RowWriter.BITS_MAX;
        return in.packed(width, shift, bits, "a row");
    }

    private int[] sparse(int width) throws BadFrame {
        int count = in.count(width, 2, "cells of a row");
        int[] cells = new int[width];
        int last = -1;
        for (int i = 0; i < count; i++) {
            long at = last + 1 + in.upTo((long) width, "distance of a cell");
            if (at >= width) {
                throw in.bad(Reason.RANGE, "cell " + at + " of " + width);
            }
            last = (int) at;
            cells[last] = in.signedInt("cell");
            if (cells[last] == 0) {
                throw in.bad(Reason.FORM, "a cell of 0");
            }
        }
        return cells;
    }

    private int bits(String what) throws BadFrame {
        int bits = in.u8(what);
        if (bits < 1 || bits > RowWriter.BITS_MAX) {
            throw in.bad(Reason.RANGE, what + " is " + bits + ", at most " + RowWriter.BITS_MAX);
        }
        return bits;
    }

    private int obligation(int clock) throws BadFrame {
        long code = in.upTo(1L << 34, "obligation");
        if (code < 2) {
            return code == 0 ? Clocks.INFINITE : Clocks.FLUSHED;
        }
        long distance = code - 2 >>> 1 ^ -(code - 2 & 1);
        long obliged = clock + distance;
        if (obliged < Clocks.NONE || obliged >= Clocks.FLUSHED) {
            throw in.bad(Reason.RANGE, "obligation by clock " + obliged);
        }
        return (int) obliged;
    }
}
