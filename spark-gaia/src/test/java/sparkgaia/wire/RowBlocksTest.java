package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rows for workers and journals: packed by blocks, whatever their widths, their magnitudes and their zeros. */
class RowBlocksTest {
    /** How many rows, the block's head, the gap. */
    private static final int HEADS = 3;

    private static byte[] written(int[]... rows) {
        var out = new ByteWriter(0);
        BlockWriter.write(out, new Rows(IntStream.range(0, rows.length).toArray(), rows));
        return out.toBytes();
    }

    private static Rows read(byte[] bytes, RowSpace space) throws BadFrame {
        var in = new ByteReader(bytes, 0, bytes.length);
        Rows rows = RowReader.inside(in, space, RowReader.Content.ANY);
        in.end();
        return rows;
    }

    private static RowSpace space(int... widths) {
        var tables =
                IntStream.range(0, widths.length)
                        .mapToObj(i -> TableSpec.sum("t" + i, 300, widths[i], 20))
                        .toList();
        return new RowSpace(tables, 0, 1);
    }

    /** Bit by bit, without what makes it fast: cell i of lane l is at bit l x bits of place i, and places are ints apart. */
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 12, 16, 20, 24, 28, 32})
    void aBlockIsWhatTheDocsSay(int bits) throws BadFrame {
        var random = new SplittableRandom(bits);
        for (int width : new int[] {1, 7, 8, 9, 64, 100, 2047, 2048}) {
            int[] cells = random.ints(width).map(cell -> cell >> Integer.SIZE - bits | 1).toArray();
            cells[0] = -1 << bits - 1;
            byte[] bytes = written(cells);
            assertEquals(bits, bytes[HEADS]);
            int lane = width / 8;
            int words = bits / 4;
            for (int place = 0; place < lane; place++) {
                BigInteger all = BigInteger.ZERO;
                for (int word = words - 1; word >= 0; word--) {
                    int at = HEADS + 1 + 4 * (word * lane + place);
                    int value = (int) ByteWriter.INT.get(bytes, at);
                    all = all.shiftLeft(32).or(BigInteger.valueOf(value & 0xFFFF_FFFFL));
                }
                for (int i = 0; i < 8; i++) {
                    int cell = all.shiftRight(i * bits).intValue() << 32 - bits >> 32 - bits;
                    assertEquals(cells[i * lane + place], cell, width + " cells");
                }
            }
            var rest = new ByteWriter(0);
            rest.packed(Arrays.copyOfRange(cells, 8 * lane, width), 0, bits);
            int begin = HEADS + 1 + 4 * words * lane;
            assertArrayEquals(
                    rest.toBytes(), Arrays.copyOfRange(bytes, begin, bytes.length), width + "");
            assertArrayEquals(cells, read(bytes, space(width)).cells()[0]);
        }
    }

    @Test
    void rowsOfAllKindsComeBack() throws BadFrame {
        var random = new SplittableRandom(3);
        int[] widths = {33, 1, 5000, 64, 2};
        RowSpace space = space(widths);
        for (int round = 0; round < 60; round++) {
            double kept = random.nextDouble();
            int shifts = 1 + random.nextInt(Integer.SIZE);
            int[] ids =
                    IntStream.range(0, space.size())
                            .filter(id -> random.nextDouble() < kept)
                            .filter(id -> space.width(id) < 5000 || random.nextInt(50) == 0)
                            .toArray();
            int[][] rows = new int[ids.length][];
            double zeros = 0;
            for (int row = 0; row < rows.length; row++) {
                int shift = random.nextInt(shifts);
                zeros = random.nextInt(5) == 0 ? random.nextDouble() : zeros;
                double rare = zeros;
                rows[row] =
                        random.ints(space.width(ids[row]))
                                .map(cell -> random.nextDouble() < rare ? 0 : cell >> shift)
                                .toArray();
            }
            var out = new ByteWriter(0);
            BlockWriter.write(out, new Rows(ids, rows));
            Rows read = read(out.toBytes(), space);
            assertArrayEquals(ids, read.ids());
            assertArrayEquals(rows, read.cells());
        }
    }

    @Test
    void aBlockTakesTheBitsThatItsCellsNeed() {
        for (int bits = 4; bits < Integer.SIZE; bits += 4) {
            int highest = (1 << bits - 1) - 1;
            assertEquals(HEADS + 1 + 8 * bits, written(all(64, highest)).length);
            assertEquals(HEADS + 1 + 8 * bits, written(all(64, ~highest)).length);
            assertEquals(HEADS + 1 + 8 * (bits + 4), written(all(64, highest + 1)).length);
            assertEquals(HEADS + 1 + 8 * (bits + 4), written(all(64, ~highest - 1)).length);
        }
    }

    private static int[] all(int width, int cell) {
        int[] cells = new int[width];
        Arrays.fill(cells, cell);
        return cells;
    }

    @Test
    void rowsOfZerosTakeAByteEachAndTheirGap() {
        int[] dense = all(64, 1 << 18);
        int[] none = new int[64];
        int[] wide = new int[10_000];
        int packed = 1 + 64 * 20 / 8;
        assertEquals(1 + 2 + 1, written(none).length);
        assertEquals(1 + 2 + 1, written(wide).length);
        // Three blocks: one row packed, two cell by cell, one packed.
        assertEquals(1 + 3 + 4 + 2 * packed + 2, written(dense, none, none, dense).length);
    }

    @Test
    void rowsWithoutCellsAreRows() throws BadFrame {
        byte[] bytes = written(new int[0], new int[0]);
        var tables = List.of(TableSpec.sum("t", 300, 64, 20));
        var in = new ByteReader(bytes, 0, bytes.length);
        var space = new RowSpace(tables, 0, 1);
        Rows read = RowReader.inside(in, space, RowReader.Content.OUTER_STATES);
        in.end();
        assertArrayEquals(new int[2][0], read.cells());
    }

    @Test
    void aWideRowTakesTheBitsOfEachOfItsBlocks() {
        int[] wide = all(2 * CellBlock.CELLS_MAX + 8, 1);
        wide[0] = 1 << 20;
        int first = 1 + CellBlock.CELLS_MAX * 24 / 8;
        int second = 1 + CellBlock.CELLS_MAX * 4 / 8;
        assertEquals(HEADS + first + second + 1 + 4, written(wide).length);
    }

    @Test
    void blocksThatNobodyWritesAreRefused() {
        RowSpace space = space(64, 5000);
        byte[] fine = written(all(64, 5), all(64, 6));
        assertTrue(fine.length > 64);
        refused("a block without rows", space, 2, 0, 0);
        refused("head of a block is 6", space, 2, 3 << 1, 0, 0, 0);
        refused("bits of a block are 5", space, 1, 2, 0, 5);
        refused("bits of a block are 0", space, 1, 2, 0, 0);
        refused("bits of a block are 36", space, 1, 2, 0, 36);
        refused("a block of 5064 cells", space, 2, 4, 0xAB, 0x02, 0, 4);
        refused("a block takes 32 bytes", space, 1, 2, 0, 4, 1, 1);
        refused("100 rows takes 100 bytes", space, 100, 2);
    }

    private static void refused(String why, RowSpace space, int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) bytes[i];
        }
        var bad = assertThrows(BadFrame.class, () -> read(all, space));
        assertTrue(bad.getMessage().contains(why), bad.getMessage());
    }

    /** What a thread has used before leaves no trace in what it does next. */
    @Test
    void aThreadsBlockIsUsedAgain() throws BadFrame {
        RowSpace space = space(64);
        List.of(new int[][] {all(64, 1 << 25), all(64, 3)}, new int[][] {all(64, -7)})
                .forEach(
                        rows -> {
                            byte[] bytes = written(rows);
                            try {
                                assertArrayEquals(rows, read(bytes, space).cells());
                            } catch (BadFrame e) {
                                throw new AssertionError(e);
                            }
                        });
    }
}
