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

    /** What rows may be: of shared tables only, states of their outer functions, or of regional tables too. */
    enum Content {
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

    /** Rows that do not leave their region, as {@link BlockWriter} writes them. */
    static Rows inside(ByteReader in, RowSpace space, Content content) throws BadFrame {
        return new RowReader(in, space, content).blocks();
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

    private Rows blocks() throws BadFrame {
        int size = in.count(space.size(), 1, "rows");
        if (size == 0) {
            return Rows.EMPTY;
        }
        int[] ids = new int[size];
        int[][] cells = new int[size][];
        int row = 0;
        int last = -1;
        while (row < size) {
            long head = in.upTo(2L * (size - row) + 1, "head of a block");
            int end = row + (int) (head >>> 1);
            if (end == row) {
                throw in.bad(Reason.FORM, "a block without rows");
            }
            long width = 0;
            for (int i = row; i < end; i++) {
                last = id(last);
                ids[i] = last;
                width += width(last);
            }
            if ((head & 1) != 0) {
                for (int i = row; i < end; i++) {
                    cells[i] = sparse(width(ids[i]));
                }
            } else if (width <= CellBlock.CELLS_MAX) {
                block(ids, cells, row, end, (int) width);
            } else if (end == row + 1) {
                cells[row] = wide((int) width);
            } else {
                throw in.bad(Reason.RANGE, "a block of " + width + " cells");
            }
            row = end;
        }
        return new Rows(ids, cells);
    }

    private void block(int[] ids, int[][] cells, int from, int end, int width) throws BadFrame {
        CellBlock block = CellBlock.ours();
        block.read(in, width);
        int at = 0;
        for (int i = from; i < end; i++) {
            cells[i] = block.copy(at, width(ids[i]));
            at += cells[i].length;
        }
    }

    /** A row by itself takes as many blocks as it fills. */
    private int[] wide(int width) throws BadFrame {
        CellBlock block = CellBlock.ours();
        int[] cells = new int[width];
        for (int from = 0; from < width; from += CellBlock.CELLS_MAX) {
            int length = Math.min(CellBlock.CELLS_MAX, width - from);
            block.read(in, length);
            block.copy(cells, from);
        }
        return cells;
    }

    private int width(int id) {
        int width = space.width(id);
        return content == Content.OUTER_STATES ? space.spec(id).outer().stateWidth(width) : width;
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
        int width = width(id);
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
