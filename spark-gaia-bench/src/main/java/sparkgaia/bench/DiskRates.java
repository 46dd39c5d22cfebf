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

/** Bytes a second that become durable in a folder, in pieces of one size: by a journal, and by plain writes. */
final class DiskRates {
    private static final int WIDTH = 64;
    private static final int ROWS_MAX = 1 << 14;
    private static final int SAMPLES = 32;
    private static final long WAITING_BYTES = 32L << 20;
    private static final Declared DECLARED =
            new Declared(
                    2,
                    List.of(new RowSpace(List.of(TableSpec.sum("t", ROWS_MAX, WIDTH, 22)), 0, 1)));

    private final Path folder;
    private final int pieceBytes;
    private final int count;
    private final List<Record> records = new ArrayList<>();

    /** What was reached, and with how many syncs. */
    record Rate(double bytesPerSecond, long syncs) {}

    /** @param pieceBytes of a record, in rows whose cells take all their bits: a journal can pack nothing */
    DiskRates(Path folder, int pieceBytes, long bytes) {
        this.folder = folder;
        this.pieceBytes = pieceBytes;
        this.count = Math.toIntExact(bytes / pieceBytes);
        var random = new Random(1);
        int rows = pieceBytes / (4 * WIDTH);
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

    /** From append to durable, with encoding and checksums; at least so many times all that was appended is waited for. */
    Rate journal(int waits) throws IOException, BadJournal, InterruptedException {
        Path in = Files.createDirectory(folder.resolve("journal"));
        var loop = new Loop();
        try (Disk disk = Disk.open(in, Disk.Watch.NOBODY);
                var journal =
                        Journal.open(
                                disk,
                                in.resolve("p0"),
                                new JournalName("here", "bench", 0),
                                DECLARED,
                                loop.tasks::add,
                                loop)) {
            journal.replay(record -> {});
            long begun = System.nanoTime();
            for (int i = 1; i <= count; i++) {
                loop.await(() -> journal.waitingBytes() <= WAITING_BYTES);
                journal.append(records.get(i % SAMPLES));
                if (isDue(i, waits)) {
                    loop.await(() -> journal.durable() == journal.appended());
                }
            }
            loop.await(() -> journal.durable() == count);
            return new Rate(rate(begun), disk.syncs());
        } finally {
            delete(in);
        }
    }

    /** What a journal tells, heard on the thread that measures. */
    private static final class Loop implements Journal.Listener {
        private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

        @Override
        public void durable(long upTo) {}

        @Override
        public void failed(String what) {
            throw new IllegalStateException(what);
        }

        private void await(BooleanSupplier isSo) throws InterruptedException {
            while (!isSo.getAsBoolean()) {
                Runnable news = tasks.poll(1, TimeUnit.MILLISECONDS);
                if (news != null) {
                    news.run();
                }
            }
        }
    }

    /**
     * Writes and deletes as much, and as much again. A virtual machine gives free memory back to its host, and a page that has to
     * be fetched from there takes ten times as long as one that was free a moment ago: which of them is written to next is not
     * what is measured.
     */
    void settle() throws IOException {
        plain(0);
        plain(0);
    }

    /** The same pieces written to a file, one after the other, with so many syncs. */
    double plain(long syncs) throws IOException {
        byte[] bytes = new byte[pieceBytes];
        new Random(1).nextBytes(bytes);
        ByteBuffer piece = ByteBuffer.allocateDirect(pieceBytes).put(bytes);
        Path file = folder.resolve("plain");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long begun = System.nanoTime();
            for (int i = 1; i <= count; i++) {
                piece.rewind();
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
                if (isDue(i, syncs)) {
                    channel.force(false);
                }
            }
            channel.force(false);
            return rate(begun);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Whether one of so many, spread evenly, comes after this piece. */
    private boolean isDue(long piece, long times) {
        return piece * times / count > (piece - 1) * times / count;
    }

    private double rate(long begunNanos) {
        return (double) count * pieceBytes / ((System.nanoTime() - begunNanos) * 1e-9);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path path : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
