package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/** What a row costs in the core is what it takes on the wire, or more. */
class WireSizesTest {
    private static final int HEADER_BYTES = 32;
    private static final int ROWS = 100_000;
    private static final int TAKEN = 400;
    private static final int WIDTH = 33;
    private static final Declared JOB =
            new Declared(
                    3, List.of(new RowSpace(List.of(TableSpec.sum("t", ROWS, WIDTH, 22)), 0, 1)));

    /** Pending as training leaves it: rows of very different sizes, cells of one row alike. */
    private static int[] pending(Random random) {
        double size = Math.exp(9 + 2 * random.nextGaussian());
        return random.ints(WIDTH).map(any -> (int) (size * random.nextGaussian())).toArray();
    }

    private static int[] counts(Random random) {
        int most = 1 + random.nextInt(30);
        return random.ints(WIDTH)
                .map(any -> random.nextInt(3) == 0 ? random.nextInt(2 * most) - most : 0)
                .toArray();
    }

    private static Rows rows(int[][] cells, Random random) {
        int[] ids = random.ints(0, ROWS).distinct().limit(cells.length).sorted().toArray();
        return new Rows(ids, cells);
    }

    private static int written(Rows rows, int[] obligedBy) {
        var batch = new Batch(1234, 321, 320, 0, rows, obligedBy, 50_000);
        return new FrameWriter(JOB, 1)
                .write(new sparkgaia.core.message.Frame(0, 1, 0, 5, 77, batch))
                .length;
    }

    private static void holds(
            int[][] cells, ToIntFunction<int[]> charge, boolean isMixed, Random random) {
        int charged = HEADER_BYTES;
        for (int[] row : cells) {
            charged += charge.applyAsInt(row);
        }
        int[] by = new int[cells.length];
        Arrays.setAll(by, i -> isMixed && random.nextInt(3) == 0 ? 321 - i % 3 : Clocks.INFINITE);
        int bytes = written(rows(cells, random), by);
        assertTrue(bytes <= charged, bytes + " bytes for " + charged);
    }

    private static int[][] parts(RowChoice choice, boolean isCounts, Random random) {
        int[][] parts = new int[1 + random.nextInt(TAKEN)][];
        for (int i = 0; i < parts.length; i++) {
            int[] row = isCounts ? counts(random) : pending(random);
            parts[i] = choice.part(row, new int[WIDTH], 5, 6);
        }
        return parts;
    }

    @Seeds(50)
    void aBatchTakesAtMostWhatItsRowsAreChargedFor(Random random) {
        for (int bits : new int[] {2, 4, 8, 16, Coarse.FULL}) {
            var choice = new RowChoice.LargestFirst(3, bits);
            holds(parts(choice, false, random), choice::bytes, bits < Coarse.FULL, random);
        }
        var significant = new RowChoice.SignificantCounts(3, 1);
        holds(parts(significant, true, random), significant::bytes, true, random);
        var cells = new RowChoice.SignificantCells(0.5);
        holds(parts(cells, false, random), cells::bytes, false, random);
        for (RowChoice choice : List.of(RowChoice.PACKED, RowChoice.EVERYTHING)) {
            holds(parts(choice, false, random), choice::bytes, false, random);
            holds(parts(choice, true, random), choice::bytes, false, random);
        }
    }

    @Seeds(50)
    void soDoesARoundWhoseSumsAreWiderThanItsRows(Random random) {
        int bits = 2 + random.nextInt(7);
        int[][] cells = new int[TAKEN][];
        for (int i = 0; i < TAKEN; i++) {
            cells[i] = Coarse.part(pending(random), bits);
            if (random.nextInt(5) == 0) {
                int[] other = Coarse.part(pending(random), bits);
                for (int at = 0; at < WIDTH; at++) {
                    cells[i][at] += other[at];
                }
            }
        }
        holds(cells, row -> Coarse.bytes(row, bits), false, random);
    }

    @Test
    void aCoarseRowIsItsBitsAndTwoOrThreeBytes() {
        var random = new Random(1);
        int[][] cells = new int[TAKEN][];
        Arrays.setAll(cells, i -> Coarse.part(pending(random), 4));
        int[] by = new int[TAKEN];
        int bytes = written(rows(cells, random), by);
        assertTrue(bytes <= HEADER_BYTES + TAKEN * (17 + 3), bytes + " bytes");
        assertTrue(bytes >= TAKEN * (17 + 2), bytes + " bytes");
    }

    @Test
    void theExampleInTheDocsIsTheGoldenOne() throws Exception {
        String docs = java.nio.file.Files.readString(java.nio.file.Path.of("../docs/wire.md"));
        String example = docs.substring(docs.indexOf("<!-- example: batch-coarse -->"));
        var hex = new StringBuilder();
        for (String line : example.split("```")[1].strip().lines().toList()) {
            hex.append(line.split(" {2}")[0].replace(" ", ""));
        }
        assertArrayEquals(
                new FrameWriter(Samples.JOB, 1).write(Samples.frames().get("batch-coarse")),
                HexFormat.of().parseHex(hex));
        assertEquals(36, hex.length() / 2);
    }
}
