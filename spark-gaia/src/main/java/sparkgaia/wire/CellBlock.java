package sparkgaia.wire;

import sparkgaia.wire.BadFrame.Reason;

import java.util.Arrays;

/**
 * Cells of some rows that are packed together, to a multiple of four bits. They are dealt out to eight lanes of one length,
 * and each step is done for all cells of a lane, lane by lane: simple loops over whole arrays, which the compiler turns into
 * instructions for many cells at once. Not for several threads.
 */
final class CellBlock {
    /** As many as stay in the processor's nearest cache with what is made of them. */
    static final int CELLS_MAX = 2048;

    static final int LANES = 8;

    /** Bits are counted by so many: eight cells then take whole ints. */
    static final int STEP_BITS = 4;

    /** One for each thread: its memory is worth more than one use. */
    private static final ThreadLocal<CellBlock> OURS = ThreadLocal.withInitial(CellBlock::new);

    private final int[] cells = new int[CELLS_MAX];

    // An array for each lane, as the compiler has to see that all loops go through their arrays in
    // step.
    private final int[][] lanes = new int[LANES][CELLS_MAX / LANES];
    private final int[][] words = new int[LANES][CELLS_MAX / LANES];
    private int size;

    private CellBlock() {}

    /** The calling thread's, with anything in it. */
    static CellBlock ours() {
        return OURS.get();
    }

    void clear() {
        size = 0;
    }

    boolean hasRoomFor(int more) {
        return more <= CELLS_MAX - size;
    }

    void add(int[] from, int at, int length) {
        System.arraycopy(from, at, cells, size, length);
        size += length;
    }

    /** What each of its cells takes at least, as the steps go. */
    int bits() {
        int spread = 0;
        for (int i = 0; i < size; i++) {
            spread |= cells[i] ^ cells[i] >> 31;
        }
        return bits(spread);
    }

    /** What cells take that differ from their signs in these bits. */
    static int bits(int spread) {
        int bits = Integer.SIZE + 1 - Integer.numberOfLeadingZeros(spread);
        return (bits + STEP_BITS - 1) & -STEP_BITS;
    }

    /** How many of its cells are 0. */
    int zeros() {
        int others = 0;
        for (int i = 0; i < size; i++) {
            others += (cells[i] | -cells[i]) >>> 31;
        }
        return size - others;
    }

    /** Whether fewer of these cells are not 0. Where most are not, it is seen by the first. */
    boolean hasFewer(int from, int length, int than) {
        int count = 0;
        for (int i = from; i < from + length && count < than; i++) {
            count += cells[i] == 0 ? 0 : 1;
        }
        return count < than;
    }

    /** Some of its cells: their bits, the lanes, and one after the other the less than eight that are left. */
    void write(ByteWriter out, int from, int length, int bits) {
        int lane = length / LANES;
        for (int i = 0; i < LANES; i++) {
            System.arraycopy(cells, from + i * lane, lanes[i], 0, lane);
        }
        pack(lane, bits);
        out.u8(bits);
        for (int i = 0; i < bits / STEP_BITS; i++) {
            out.ints(words[i], lane);
        }
        out.packed(Arrays.copyOfRange(cells, from + LANES * lane, from + length), 0, bits);
    }

    /** Takes so many cells that {@link #write} wrote, in place of its own. */
    void read(ByteReader in, int length) throws BadFrame {
        int bits = in.u8("bits of a block");
        if (bits < STEP_BITS || bits > Integer.SIZE || bits % STEP_BITS != 0) {
            throw in.bad(Reason.RANGE, "bits of a block are " + bits + ", not 4 to 32 by fours");
        }
        int lane = length / LANES;
        in.need((long) bits / STEP_BITS * lane * Integer.BYTES, "a block");
        for (int i = 0; i < bits / STEP_BITS; i++) {
            in.ints(words[i], lane);
        }
        unpack(lane, bits);
        for (int i = 0; i < LANES; i++) {
            System.arraycopy(lanes[i], 0, cells, i * lane, lane);
        }
        int[] rest = in.packed(length % LANES, 0, bits, "a block");
        System.arraycopy(rest, 0, cells, LANES * lane, rest.length);
        size = length;
    }

    int[] copy(int from, int length) {
        return Arrays.copyOfRange(cells, from, from + length);
    }

    /** All of it, to there. */
    void copy(int[] to, int at) {
        System.arraycopy(cells, 0, to, at, size);
    }

    /** The cells of one place, one from each lane, fill the words of that place, the first in the lowest bits. */
    private void pack(int lane, int bits) {
        int mask = -1 >>> Integer.SIZE - bits;
        for (int i = 0; i < LANES; i++) {
            int word = i * bits / Integer.SIZE;
            int shift = i * bits % Integer.SIZE;
            if (shift == 0) {
                begin(lanes[i], words[word], lane, mask);
            } else {
                join(lanes[i], words[word], lane, mask, shift);
            }
            if (shift + bits > Integer.SIZE) {
                carry(lanes[i], words[word + 1], lane, mask, Integer.SIZE - shift);
            }
        }
    }

    private static void begin(int[] from, int[] to, int size, int mask) {
        for (int i = 0; i < size; i++) {
            to[i] = from[i] & mask;
        }
    }

    private static void join(int[] from, int[] to, int size, int mask, int shift) {
        for (int i = 0; i < size; i++) {
            to[i] |= (from[i] & mask) << shift;
        }
    }

    private static void carry(int[] from, int[] to, int size, int mask, int written) {
        for (int i = 0; i < size; i++) {
            to[i] = (from[i] & mask) >>> written;
        }
    }

    private void unpack(int lane, int bits) {
        int signs = Integer.SIZE - bits;
        for (int i = 0; i < LANES; i++) {
            int word = i * bits / Integer.SIZE;
            int shift = i * bits % Integer.SIZE;
            if (shift + bits <= Integer.SIZE) {
                take(words[word], lanes[i], lane, signs - shift, signs);
            } else {
                takeBoth(words[word], words[word + 1], lanes[i], lane, shift, signs);
            }
        }
    }

    private static void take(int[] from, int[] to, int size, int above, int signs) {
        for (int i = 0; i < size; i++) {
            to[i] = from[i] << above >> signs;
        }
    }

    private static void takeBoth(int[] from, int[] next, int[] to, int size, int shift, int signs) {
        int carried = Integer.SIZE - shift;
        for (int i = 0; i < size; i++) {
            to[i] = (from[i] >>> shift | next[i] << carried) << signs >> signs;
        }
    }
}
