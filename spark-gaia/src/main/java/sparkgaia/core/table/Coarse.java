package sparkgaia.core.table;

/**
 * Coarser parts of a row: every cell truncated towards zero to the same few bits and one shift, chosen by the row's
 * largest cell. What is cut off stays where it was, so nothing is lost and counts never go negative by it.
 */
public final class Coarse {
    /** As many bits as a cell has: nothing is cut. */
    public static final int FULL = 32;

    private Coarse() {}

    /** The part of the row that fits into {@code bits} bits a cell, sign included. */
    public static int[] part(int[] cells, int bits) {
        int shift = shift(Cells.peak(cells), bits);
        if (shift == 0) {
            return cells.clone();
        }
        int[] part = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            long magnitude = Math.abs((long) cells[i]) >> shift << shift;
            part[i] = (int) (cells[i] < 0 ? -magnitude : magnitude);
        }
        return part;
    }

    private static int shift(long peak, int bits) {
        return bits >= FULL ? 0 : Math.max(0, length(peak) - (bits - 1));
    }

    /** What such a row takes on a link: its number, its shift and its bits. */
    public static int bytes(int width, int bits) {
        return bits >= FULL ? 3 + 4 * width : 4 + (width * bits + 7) / 8;
    }

    /** What a row takes whose cells are cut to as many bits as its largest needs: nothing is lost. */
    public static int packedBytes(int[] cells) {
        int bits = length(Cells.peak(cells)) + 1;
        int full = bytes(cells.length, FULL);
        return bits >= FULL ? full : Math.min(full, bytes(cells.length, bits));
    }

    /**
     * What a row takes that may have been cut to so many bits: that, if it fits into them. If it does not, being a sum
     * of such rows or not cut at all, as many bits as it needs, said with the row.
     */
    public static int bytes(int[] cells, int bits) {
        int needed = bits >= FULL ? bits : bitsNeeded(cells);
        return needed <= bits
                ? bytes(cells.length, bits)
                : Math.min(packedBytes(cells), 1 + bytes(cells.length, needed));
    }

    /** With the sign, and a shift that the cells have in common. */
    private static int bitsNeeded(int[] cells) {
        long all = 0;
        for (int cell : cells) {
            all |= Math.abs((long) cell);
        }
        return all == 0 ? 1 : length(all) - Long.numberOfTrailingZeros(all) + 1;
    }

    private static int length(long magnitude) {
        return Long.SIZE - Long.numberOfLeadingZeros(magnitude);
    }
}
