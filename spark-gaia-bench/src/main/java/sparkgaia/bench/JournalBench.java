package sparkgaia.bench;

import sparkgaia.core.Record;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.server.journal.BadJournal;
import sparkgaia.server.journal.Disk;
import sparkgaia.server.journal.Journal;
import sparkgaia.server.journal.JournalName;
import sparkgaia.wire.Declared;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Bytes a second through a journal, from append to durable with encoding and checksums, beside plain writes of the same sizes to
 * a file with as many syncs: {@code java -cp spark-gaia-bench/target/benchmarks.jar sparkgaia.bench.JournalBench [FOLDER]}. Rounds
 * alternate, so that both meet the same disk.
 */
public final class JournalBench implements Journal.Listener {
    private static final int WIDTH = 64;
    private static final int ROWS = 1024;
    private static final int ROUNDS = 6;
    private static final long BYTES = 128L << 20;
    private static final long WAITING_BYTES = 32L << 20;
    private static final int SAMPLES = 32;

    private static final Declared DECLARED =
            new Declared(
                    2, List.of(new RowSpace(List.of(TableSpec.sum("t", ROWS, WIDTH, 22)), 0, 1)));

    private final LinkedBlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final Path folder;
    private final int recordBytes;
    private final int count;
    private final List<Record> records = new ArrayList<>();

    private record Round(double bytesPerSecond, long syncs) {}

    private JournalBench(Path folder, int recordBytes) {
        this.folder = folder;
        this.recordBytes = recordBytes;
        this.count = (int) (BYTES / recordBytes);
        var random = new Random(1);
        int rows = recordBytes / (4 * WIDTH);
        for (int i = 0; i < SAMPLES; i++) {
            int[] ids = new int[rows];
            int[][] cells = new int[rows][];
            for (int row = 0; row < rows; row++) {
                ids[row] = row;
                cells[row] = random.ints(WIDTH).toArray();
            }
            records.add(new Record.PartStaged(1, 1, i, 1, new Rows(ids, cells)));
        }
    }

    @Override
    public void durable(long upTo) {}

    @Override
    public void failed(String what) {
        throw new IllegalStateException(what);
    }

    private void await(BooleanSupplier isSo) throws InterruptedException {
        while (!isSo.getAsBoolean()) {
            Runnable news = loop.poll(1, TimeUnit.MILLISECONDS);
            if (news != null) {
                news.run();
            }
        }
    }

    private Round journal(Path in) throws IOException, BadJournal, InterruptedException {
        try (Disk disk = Disk.open(in, Disk.Watch.NOBODY);
                var journal =
                        Journal.open(
                                disk,
                                in.resolve("p0"),
                                new JournalName("here", "bench", 0),
                                DECLARED,
                                loop::add,
                                this)) {
            journal.replay(record -> {});
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                if (journal.waitingBytes() > WAITING_BYTES) {
                    await(() -> journal.waitingBytes() <= WAITING_BYTES);
                }
                journal.append(records.get(i % SAMPLES));
            }
            await(() -> journal.durable() == count);
            return round(System.nanoTime() - begin, disk.syncs());
        }
    }

    private Round plain(Path file, long syncs) throws IOException {
        byte[] bytes = new byte[recordBytes];
        new Random(1).nextBytes(bytes);
        ByteBuffer buffer = ByteBuffer.allocateDirect(recordBytes).put(bytes);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long begin = System.nanoTime();
            long synced = 0;
            for (int i = 1; i <= count; i++) {
                buffer.rewind();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                if (i * syncs / count > synced) {
                    channel.force(false);
                    synced++;
                }
            }
            return round(System.nanoTime() - begin, synced);
        }
    }

    private Round round(long nanos, long syncs) {
        return new Round(1e9 * count * recordBytes / nanos, syncs);
    }

    private void compare() throws IOException, BadJournal, InterruptedException {
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        long syncs = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Path in = Files.createDirectory(folder.resolve("round"));
            Round journal = journal(in);
            clean(in);
            Path file = folder.resolve("plain");
            Round plain = plain(file, journal.syncs);
            Files.delete(file);
            if (i > 0) {
                ours.add(journal.bytesPerSecond / 1e6);
                theirs.add(plain.bytesPerSecond / 1e6);
                ratios.add(journal.bytesPerSecond / plain.bytesPerSecond);
                syncs += journal.syncs;
            }
        }
        System.out.printf(
                "| %d | %.0f | %.0f | %.2f | %d |%n",
                recordBytes, median(ours), median(theirs), median(ratios), syncs / ours.size());
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static void clean(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path path : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Prints a line for each size of records. */
    public static void main(String[] arguments) throws Exception {
        Path folder =
                arguments.length > 0
                        ? Files.createTempDirectory(Path.of(arguments[0]), "journal")
                        : Files.createTempDirectory("journal");
        System.out.println("| record bytes | journal MB/s | plain MB/s | ratio | syncs |");
        System.out.println("|---|---|---|---|---|");
        for (int bytes : new int[] {2 << 10, 64 << 10, 256 << 10}) {
            new JournalBench(folder, bytes).compare();
        }
        clean(folder);
    }
}
