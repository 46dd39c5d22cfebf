package sparkgaia.wire;

import sparkgaia.core.Invariant;
import sparkgaia.core.table.Rows;

/**
 * Writes rows for workers and journals, to whom bytes are cheap, though not cheaper than ciphers and disks: blocks of rows
 * that are packed together, or cell by cell where most cells are zero, whichever is quickly seen to be the shorter.
 */
final class BlockWriter {
    /** A cell and its place, as varints. */
    private static final int SPARSE_BYTES_MOST = 8;

    private final CellBlock block = CellBlock.ours();
    private final ByteWriter out;
    private final int[] ids;
    private final int[][] cells;
    private int last = -1;

    private BlockWriter(ByteWriter out, Rows rows) {
        this.out = out;
        this.ids = rows.ids();
        this.cells = rows.cells();
    }

    static void write(ByteWriter out, Rows rows) {
        out.varint(rows.size());
        new BlockWriter(out, rows).write();
    }

    private void write() {
        int from = 0;
        while (from < ids.length) {
            int end = fill(from);
            if (end == from) {
                wide(from);
                end++;
            } else {
                filled(from, end);
            }
            from = end;
        }
    }

    /** Rows lie anywhere in memory: they are fetched before they are looked at. */
    private int fill(int from) {
        block.clear();
        int end = from;
        while (end < ids.length && block.hasRoomFor(cells[end].length)) {
            block.add(cells[end], 0, cells[end].length);
            end++;
        }
        return end;
    }

    private void filled(int from, int end) {
        int bits = block.bits();
        int zeros = block.zeros();
        int at = 0;
        int row = from;
        while (row < end) {
            boolean isSparse = isSparse(row, at, bits, zeros);
            int begin = at;
            int next = row;
            do {
                at += cells[next].length;
                next++;
            } while (next < end && isSparse(next, at, bits, zeros) == isSparse);
            head(row, next, isSparse);
            if (isSparse) {
                for (int i = row; i < next; i++) {
                    out.sparse(cells[i]);
                }
            } else {
                block.write(out, begin, at - begin, bits);
            }
            row = next;
        }
    }

    /** Of a row that begins there in the block, which has so many zeros in all. */
    private boolean isSparse(int row, int at, int bits, int zeros) {
        int width = cells[row].length;
        int than = than(width, bits);
        return width - zeros < than && block.hasFewer(at, width, than);
    }

    /** A row is shorter cell by cell if fewer of its cells than this are not zero. */
    private static int than(int width, int bits) {
        return (int) ((long) width * bits / Byte.SIZE / SPARSE_BYTES_MOST);
    }

    private void head(int from, int end, boolean isSparse) {
        out.varint(2L * (end - from) + (isSparse ? 1 : 0));
        for (int i = from; i < end; i++) {
            Invariant.check(ids[i] > last, "rows in ascending order");
            out.varint(ids[i] - last - 1);
            last = ids[i];
        }
    }

    /** A row that does not fit into a block: as many as it takes. */
    private void wide(int row) {
        int[] wide = cells[row];
        int spread = 0;
        int others = 0;
        for (int cell : wide) {
            spread |= cell ^ cell >> 31;
            others += (cell | -cell) >>> 31;
        }
        boolean isSparse = others < than(wide.length, CellBlock.bits(spread));
        head(row, row + 1, isSparse);
        if (isSparse) {
            out.sparse(wide);
            return;
        }
        for (int from = 0; from < wide.length; from += CellBlock.CELLS_MAX) {
            int length = Math.min(CellBlock.CELLS_MAX, wide.length - from);
            block.clear();
            block.add(wide, from, length);
            block.write(out, 0, length, block.bits());
        }
    }
}
