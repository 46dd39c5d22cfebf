package sparkgaia.server.journal;

import sparkgaia.core.Invariant;
import sparkgaia.core.Record;
import sparkgaia.wire.Declared;
import sparkgaia.wire.RecordPieces;
import sparkgaia.wire.RecordReader;
import sparkgaia.wire.RecordWriter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * The journal of one partition of one job: a folder of files, of which the newest is a snapshot and all records since. It is
 * replayed once, and then records are appended; the listener hears, on the executor that was given, up to which they are durable.
 *
 * <p>All calls come from that executor, which does one thing at a time: the partition's event loop. None of them waits for the
 * disk but {@link #replay} and {@link #snapshot}.
 */
public final class Journal implements RecordLog {
    /** What may wait for the disk; beyond that the job fails by name, as its disk does not keep up. */
    public static final long WAITING_BYTES_MAX = 256L << 20;

    /** What is replayed in a moment needs no snapshot: a journal is read again at a GB or more a second. */
    public static final long SNAPSHOT_GROWTH_MIN = 256L << 20;

    private static final int REREAD_BYTES = 1 << 20;

    /** Who hears of records, on the event loop. */
    public interface Listener {
        /** Again less waits: all records up to this number are on the disk. */
        void durable(long upTo);

        /** Said once, and the last that is said: what happened, and what to do. */
        void failed(String what);
    }

    private final Disk disk;
    private final Path folder;
    private final JournalName name;
    private final Declared declared;
    private final RecordWriter writer;
    private final Executor loop;
    private final Listener listener;
    private final Map<Integer, Pieces> open = new HashMap<>();
    private long number;
    private Storage.File opened;
    private Header header;
    private Spool spool;
    private long appended;
    private long durable;
    private boolean isSnapshotting;
    private boolean isFailing;
    private boolean isSilent;

    private Journal(
            Disk disk,
            Path folder,
            JournalName name,
            Declared declared,
            Executor loop,
            Listener listener) {
        this.disk = disk;
        this.folder = folder;
        this.name = name;
        this.declared = declared;
        this.writer = new RecordWriter(declared, name.partition());
        this.loop = loop;
        this.listener = listener;
    }

    /** The journal in this folder, or a new one. */
    public static Journal open(
            Disk disk,
            Path folder,
            JournalName name,
            Declared declared,
            Executor loop,
            Listener listener)
            throws BadJournal, IOException {
        Invariant.check(folder.startsWith(disk.folder()), "%s is not in %s", folder, disk.folder());
        var journal = new Journal(disk, folder, name, declared, loop, listener);
        journal.open();
        return journal;
    }

    private void open() throws BadJournal, IOException {
        Storage storage = disk.storage();
        storage.makeFolder(folder);
        number = Folder.newest(storage, folder);
        if (number == 0) {
            number = 1;
            try (var file = JournalFile.create(storage, folder, freshHeader())) {
                file.mark();
                file.sync();
                storage.rename(file.path(), Folder.whole(folder, number));
                storage.syncFolder(folder);
            }
        }
        Path path = Folder.whole(folder, number);
        opened = storage.open(path);
        try {
            header = Header.read(opened, path, name, number);
        } catch (BadJournal | IOException e) {
            opened.close();
            throw e;
        }
    }

    private Header freshHeader() {
        return new Header(name, number, ThreadLocalRandom.current().nextLong());
    }

    /**
     * Feeds all records in order, once and before anything is appended. What it leaves is durable. If it throws, what was fed is to
     * be forgotten.
     */
    @Override
    public Recovered replay(Consumer<Record> into) throws BadJournal, IOException {
        Invariant.check(spool == null && opened != null, "a journal is replayed once");
        Path path = Folder.whole(folder, number);
        Storage.File file = opened;
        opened = null;
        try {
            var scan = new Scan(file, path, header);
            scan.read(new RecordReader(declared, name.partition()), into);
            secure(file, scan);
            var writing = new JournalFile(file, header, path, scan.end());
            if (scan.marked() < scan.end()) {
                writing.mark();
            }
            disk.storage().syncFolder(folder);
            Folder.clean(disk.storage(), folder, number);
            spool = new Spool(disk, folder, writing, scan.snapshotEnd(), new Told());
            return new Recovered(scan.records(), scan.end(), scan.cutBytes());
        } catch (BadJournal | IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Makes durable what was read behind the last mark. After a sync that failed it, and the mark itself, may be in memory only
     * without the system knowing, so they are written again.
     */
    private static void secure(Storage.File file, Scan scan) throws IOException {
        if (scan.cutBytes() > 0) {
            file.truncate(scan.end());
        }
        var buffer = ByteBuffer.allocate(REREAD_BYTES);
        long at = scan.marked() - Entries.HEAD_BYTES;
        while (at < scan.end()) {
            buffer.clear().limit((int) Math.min(REREAD_BYTES, scan.end() - at));
            int read = file.read(buffer, at);
            if (read <= 0) {
                throw new IOException("a file became shorter while it was read");
            }
            file.write(buffer.flip(), at);
            at += read;
        }
        if (scan.cutBytes() > 0 || scan.marked() < scan.end()) {
            file.sync();
        }
    }

    /** Its number: they count from 1 in this process. It is on its way to the disk, and the listener hears when it is there. */
    @Override
    public long append(Record record) {
        Invariant.check(spool != null, "a journal is replayed before it is appended to");
        appended++;
        if (hasRoom()) {
            spool.append(appended, writer.write(record));
        }
        return appended;
    }

    @Override
    public void ahead(Pieces of, ByteBuffer... piece) {
        Pieces before = open.get(of.key());
        if (before != of && !of.ahead().isEmpty()) {
            // Another record has taken its place: this one will be written when it is whole.
            return;
        }
        open.put(of.key(), of);
        of.ahead().add(piece);
        if (hasRoom()) {
            spool.append(appended, piece(false, of, of.ahead().size() - 1, piece));
        }
    }

    private static ByteBuffer[] piece(boolean isLast, Pieces of, int number, ByteBuffer... bytes) {
        var piece = new ByteBuffer[bytes.length + 1];
        piece[0] = RecordPieces.head(isLast, of.key(), number);
        System.arraycopy(bytes, 0, piece, 1, bytes.length);
        return piece;
    }

    @Override
    public long append(Record record, Pieces of, ByteBuffer... last) {
        if (!of.ahead().isEmpty() && !open.remove(of.key(), of)) {
            return append(record);
        }
        Invariant.check(spool != null, "a journal is replayed before it is appended to");
        appended++;
        if (hasRoom()) {
            int number = of.ahead().size();
            spool.append(appended, number == 0 ? last : piece(true, of, number, last));
        }
        return appended;
    }

    @Override
    public void forget(Pieces of) {
        open.remove(of.key(), of);
    }

    /** Whether more may wait for the disk; if not it fails. */
    private boolean hasRoom() {
        if (isFailing) {
            return false;
        }
        long waiting = spool.waitingBytes();
        if (waiting > WAITING_BYTES_MAX) {
            fail(
                    "journal "
                            + folder
                            + ": "
                            + waiting
                            + " bytes wait for the disk, at most "
                            + WAITING_BYTES_MAX
                            + ": it does not keep up with this job");
        }
        return !isFailing;
    }

    private void fail(String what) {
        isFailing = true;
        spool.fail(what);
    }

    private void failImage(IOException cause) {
        fail("writing " + Folder.partial(folder, number) + " failed: " + Spool.said(cause));
    }

    @Override
    public long appended() {
        return appended;
    }

    /** As the listener was told last. */
    @Override
    public long durable() {
        return durable;
    }

    /** What waits for the disk: who takes in more than it carries is to hold on well before {@link #WAITING_BYTES_MAX}. */
    @Override
    public long waitingBytes() {
        return spool.waitingBytes();
    }

    /** Whether it has grown by more than a snapshot is worth. */
    @Override
    public boolean wantsSnapshot() {
        long grown = spool.position() - spool.snapshotEnd();
        return !isSnapshotting
                && !isFailing
                && grown > Math.max(SNAPSHOT_GROWTH_MIN, 2 * spool.snapshotEnd());
    }

    /** Whether the last snapshot is still on its way. */
    public boolean isSnapshotting() {
        return isSnapshotting;
    }

    /**
     * Begins a new file with the state as it is now, after all records that were appended. The image is written here, through a
     * buffer, but its sync is not waited for; records go on being durable meanwhile.
     */
    @Override
    public void snapshot(ImageSource image) {
        Invariant.check(spool != null && !isSnapshotting, "one snapshot at a time");
        if (isFailing) {
            return;
        }
        isSnapshotting = true;
        number++;
        try {
            JournalFile next = JournalFile.create(disk.storage(), folder, freshHeader());
            try {
                write(image, next);
                spool.begin(next);
            } catch (IOException | RuntimeException e) {
                next.close();
                throw e;
            }
        } catch (UncheckedIOException e) {
            failImage(e.getCause());
        } catch (IOException e) {
            failImage(e);
        }
    }

    private void write(ImageSource image, JournalFile next) throws IOException {
        Entries buffer = disk.entries(0);
        try {
            image.writeTo(
                    record -> {
                        try {
                            put(buffer, next, writer.write(record));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            for (Pieces pieces : open.values()) {
                for (int i = 0; i < pieces.ahead().size(); i++) {
                    put(buffer, next, piece(false, pieces, i, pieces.ahead().get(i)));
                }
            }
            next.write(buffer);
        } finally {
            disk.giveBack(buffer);
        }
    }

    private static void put(Entries buffer, JournalFile next, ByteBuffer... record)
            throws IOException {
        int length = Entries.length(record);
        if (!buffer.hasRoomFor(length)) {
            next.write(buffer);
            buffer.clear();
        }
        if (buffer.hasRoomFor(length)) {
            buffer.put(0, record);
        } else {
            var alone = new Entries((int) Entries.bytes(length));
            alone.put(0, record);
            next.write(alone);
        }
    }

    /** What was appended still goes to the disk, which its {@link Disk#close} waits for; the listener hears no more. */
    @Override
    public void close() throws IOException {
        isSilent = true;
        isFailing = true;
        if (spool != null) {
            spool.close();
        } else if (opened != null) {
            opened.close();
        }
    }

    /** Brings what the disk's thread says to the event loop. */
    private final class Told implements Spool.Owner {
        @Override
        public void durable(long upTo) {
            tell(
                    () -> {
                        durable = upTo;
                        listener.durable(upTo);
                    });
        }

        @Override
        public void failed(String what) {
            tell(
                    () -> {
                        isFailing = true;
                        listener.failed(what);
                        isSilent = true;
                    });
        }

        @Override
        public void switched() {
            tell(() -> isSnapshotting = false);
        }

        private void tell(Runnable news) {
            try {
                loop.execute(
                        () -> {
                            if (!isSilent) {
                                news.run();
                            }
                        });
            } catch (RejectedExecutionException e) {
                // The loop has ended, and with it whoever would hear.
            }
        }
    }
}
