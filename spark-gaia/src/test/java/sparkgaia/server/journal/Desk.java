package sparkgaia.server.journal;

import sparkgaia.core.Record;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.wire.Declared;
import sparkgaia.wire.RecordWriter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/** A journal with an event loop that the test runs itself, and a state: all records ever appended, which is also its image. */
final class Desk implements Journal.Listener, AutoCloseable {
    static final JournalName NAME = new JournalName("Frankfurt", "mf-7", 1);
    static final int WIDTH = 256;
    static final Declared DECLARED;
    private static final long PATIENCE_SECONDS = 30;

    static {
        var space = new RowSpace(List.of(TableSpec.sum("t", 64, WIDTH, 20)), 0, 1);
        DECLARED = new Declared(3, List.of(space, space));
    }

    final Disk disk;
    final Journal journal;
    final Recovered recovered;
    final List<Record> state = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    private final LinkedBlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final int before;
    private long heard;

    Desk(Storage storage, Path folder) throws BadJournal, IOException {
        disk = Disk.open(storage, folder, Disk.Watch.NOBODY);
        try {
            journal = Journal.open(disk, folder.resolve("p1"), NAME, DECLARED, loop::add, this);
            recovered = journal.replay(state::add);
            before = state.size();
        } catch (BadJournal | IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    Desk(Path folder) throws BadJournal, IOException {
        this(new RealStorage(), folder);
    }

    /** About four bytes a cell. */
    static Record record(int number, int cells) {
        int[] row = new int[WIDTH];
        for (int i = 0; i < cells; i++) {
            row[i] = 0x5EED_0001 + 7919 * (number + i);
        }
        return new Record.PartStaged(
                number, 1, 3, 40, new Rows(new int[] {number % 64}, new int[][] {row}));
    }

    void append(int cells) {
        Record record = record(state.size(), cells);
        state.add(record);
        journal.append(record);
    }

    /** A record of which all but the last piece has gone ahead. */
    record Begun(Record record, Pieces pieces, ByteBuffer last) {}

    Begun begin(int key, int cells) {
        Record record = record(1000 + key, cells);
        ByteBuffer written = new RecordWriter(DECLARED, NAME.partition()).write(record);
        var pieces = new Pieces(key);
        int third = written.remaining() / 3;
        journal.ahead(pieces, written.slice(0, 1), written.slice(1, third - 1));
        journal.ahead(pieces, written.slice(third, third));
        return new Begun(record, pieces, written.slice(2 * third, written.limit() - 2 * third));
    }

    void end(Begun begun) {
        state.add(begun.record);
        journal.append(begun.record, begun.pieces, begun.last);
    }

    /** One of about so many bytes. */
    void appendLarge(int bytes) {
        byte[] patch = new byte[bytes];
        Arrays.fill(patch, (byte) (1 + state.size() % 100));
        state.add(new Record.CommitMade(1, 1, state.size(), new long[0], patch, null));
        journal.append(state.get(state.size() - 1));
    }

    /** A line for each record: equal lines are equal bytes. */
    static List<String> lines(List<Record> records) {
        var writer = new RecordWriter(DECLARED, NAME.partition());
        var lines = new ArrayList<String>();
        for (Record record : records) {
            ByteBuffer bytes = writer.write(record);
            var crc = new CRC32C();
            crc.update(bytes.duplicate());
            lines.add(bytes.remaining() + " bytes " + crc.getValue());
        }
        return lines;
    }

    List<String> lines() {
        return lines(state);
    }

    void snapshot() {
        List<Record> now = List.copyOf(state);
        journal.snapshot(out -> now.forEach(out));
    }

    /** How many of the state are known to be durable. */
    int durable() {
        return before + (int) heard;
    }

    boolean hasFailed() {
        return !failures.isEmpty();
    }

    /** Runs the loop until it is so; a failure ends every wait. */
    void await(BooleanSupplier isSo) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (!isSo.getAsBoolean() && !hasFailed()) {
                Runnable task = loop.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (task == null) {
                    throw new AssertionError("waited " + PATIENCE_SECONDS + " s");
                }
                task.run();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void awaitDurable() {
        await(() -> journal.durable() == journal.appended());
    }

    @Override
    public void durable(long upTo) {
        if (hasFailed() || upTo < heard || upTo > journal.appended()) {
            throw new AssertionError("durable up to " + upTo + " after " + heard);
        }
        heard = upTo;
    }

    @Override
    public void failed(String what) {
        failures.add(what);
    }

    /** Also what is told at the very end counts. */
    void stop() throws IOException {
        disk.close();
        Runnable task = loop.poll();
        while (task != null) {
            task.run();
            task = loop.poll();
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
        stop();
    }
}
