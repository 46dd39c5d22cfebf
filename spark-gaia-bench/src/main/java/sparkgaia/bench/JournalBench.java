package sparkgaia.bench;

import sparkgaia.server.journal.BadJournal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Bytes a second through a journal, from append to durable with encoding and checksums, beside plain writes of the same sizes to
 * a file with as many syncs: {@code java -cp spark-gaia-bench/target/benchmarks.jar sparkgaia.bench.JournalBench [FOLDER]}. Rounds
 * alternate, so that both meet the same disk.
 */
public final class JournalBench {
    private static final int ROUNDS = 15;
    private static final int WARM_ROUNDS = 2;
    private static final long BYTES = 256L << 20;

    private JournalBench() {}

    private static void compare(Path folder, int recordBytes)
            throws IOException, BadJournal, InterruptedException {
        var rates = new DiskRates(folder, recordBytes, BYTES);
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        long syncs = 0;
        for (int i = -WARM_ROUNDS; i < ROUNDS; i++) {
            rates.settle();
            DiskRates.Rate journal = rates.journal(0);
            rates.settle();
            double plain = rates.plain(journal.syncs());
            if (i >= 0) {
                ours[i] = journal.bytesPerSecond() / 1e6;
                theirs[i] = plain / 1e6;
                ratios[i] = journal.bytesPerSecond() / plain;
                syncs += journal.syncs();
            }
        }
        Arrays.sort(ratios);
        System.out.printf(
                "| %d | %.0f | %.0f | %.2f (%.2f to %.2f) | %d |%n",
                recordBytes,
                median(ours),
                median(theirs),
                median(ratios),
                ratios[ROUNDS / 4],
                ratios[ROUNDS - 1 - ROUNDS / 4],
                syncs / ROUNDS);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Prints a line for each size of records. */
    public static void main(String[] arguments) throws Exception {
        Path folder =
                arguments.length > 0
                        ? Files.createTempDirectory(Path.of(arguments[0]), "journal")
                        : Files.createTempDirectory("journal");
        System.out.println(
                "| record bytes | journal MB/s | plain MB/s | ratio (middle half) | syncs |");
        System.out.println("|---|---|---|---|---|");
        for (int bytes : new int[] {2 << 10, 64 << 10, 256 << 10, 1 << 20}) {
            compare(folder, bytes);
        }
        Files.delete(folder);
    }
}
