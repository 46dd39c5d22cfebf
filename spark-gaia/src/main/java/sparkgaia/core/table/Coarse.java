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
        int length = Long.SIZE - Long.numberOfLeadingZeros(peak);
        return bits >= FULL ? 0 : Math.max(0, length - (bits - 1));
    }

    /** What such a row takes on a link: its number, its shift and its bits. */
    public static int bytes(int width, int bits) {
        return bits >= FULL ? 3 + 4 * width : 4 + (width * bits + 7) / 8;
    }

    /** What a row takes whose cells are cut to as many bits as its largest needs: nothing is lost. */
    public static int packedBytes(int[] cells) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Cells.peak(cells)) + 1;
        return Math.min(bytes(cells.length, FULL), bytes(cells.length, Math.min(bits, FULL - 1)));
    }
}
