package sparkgaia.server.journal;

import sparkgaia.core.Invariant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;

/**
 * What of one journal is on its way to the disk: steps put in by the partition's event loop, and carried out in order on the
 * disk's thread, as many at a time as there are.
 *
 * <p>While a snapshot is made durable, records go to both files, and are durable by the old one; so nobody waits for a
 * snapshot. Then the new file is synced once more, gets its name, and is the journal.
 */
final class Spool {
    /** Who is told, on the disk's thread. */
    interface Owner {
        /** Again something is on the disk: all records up to this one, if only pieces behind it are new. */
        void durable(long upTo);

        void failed(String what);

        void switched();
    }

    /** What is to be done. */
    private sealed interface Step {
        record Write(Entries entries) implements Step {}

        /** The image is written: from here on records go to both. */
        record Begin(JournalFile next) implements Step {}

        /** The image is durable. */
        record Switch(JournalFile next) implements Step {}

        record Fail(String what) implements Step {}

        record Close() implements Step {}
    }

    private static final String TO_DO =
            "; mend the disk or free some of it, and start again: all that was said to be durable is there";

    private final Disk disk;
    private final Path folder;
    private final Owner owner;

    private final Object lock = new Object();
    private ArrayDeque<Step> steps = new ArrayDeque<>();
    private Entries filling;
    private long waitingBytes;
    private boolean isCalled;

    private JournalFile current;
    private JournalFile next;
    private long written;
    private long durable;
    private boolean isUnsynced;
    private boolean isEnded;
    private volatile long position;
    private volatile long snapshotEnd;

    Spool(Disk disk, Path folder, JournalFile current, long snapshotEnd, Owner owner) {
        this.disk = disk;
        this.folder = folder;
        this.owner = owner;
        this.current = current;
        this.position = current.position();
        this.snapshotEnd = snapshotEnd;
    }

    // On the event loop.

    /** @param number of the record, or, where this is a piece of one, of the last record before */
    void append(long number, ByteBuffer... record) {
        int length = Entries.length(record);
        synchronized (lock) {
            if (filling == null || !filling.hasRoomFor(length)) {
                filling = disk.entries(length);
                steps.add(new Step.Write(filling));
            }
            filling.put(number, record);
            waitingBytes += Entries.bytes(length);
            call();
        }
    }

    void begin(JournalFile image) {
        add(new Step.Begin(image));
    }

    void fail(String what) {
        add(new Step.Fail(what));
    }

    static String said(Throwable trouble) {
        return trouble.getMessage() == null ? trouble.toString() : trouble.getMessage();
    }

    void close() {
        add(new Step.Close());
    }

    private void add(Step step) {
        synchronized (lock) {
            filling = null;
            steps.add(step);
            call();
        }
    }

    private void call() {
        if (!isCalled) {
            isCalled = true;
            disk.turn(this::work);
        }
    }

    long waitingBytes() {
        synchronized (lock) {
            return waitingBytes;
        }
    }

    long position() {
        return position;
    }

    long snapshotEnd() {
        return snapshotEnd;
    }

    // On the disk's thread.

    private void work() {
        ArrayDeque<Step> taken;
        synchronized (lock) {
            taken = steps;
            steps = new ArrayDeque<>();
            filling = null;
            isCalled = false;
        }
        try {
            if (!isEnded) {
                carryOut(taken);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            end("writing " + current.path() + " failed: " + said(e));
        }
        discard(taken);
    }

    private void carryOut(ArrayDeque<Step> doing) throws IOException {
        while (!doing.isEmpty()) {
            Step step = doing.remove();
            if (step instanceof Step.Write write) {
                write(write.entries);
            } else if (step instanceof Step.Begin begin) {
                begin(begin);
            } else if (step instanceof Step.Switch swap && swap.next == next) {
                swap();
            } else if (step instanceof Step.Fail failure) {
                end(failure.what);
                return;
            } else if (step instanceof Step.Close) {
                sync();
                current.sync();
                isEnded = true;
                drop();
                return;
            }
        }
        sync();
    }

    private void write(Entries entries) throws IOException {
        int bytes = entries.size();
        try {
            current.write(entries);
            if (next != null) {
                next.write(entries);
            }
            written = entries.last();
        } finally {
            disk.giveBack(entries);
        }
        position = current.position();
        isUnsynced = true;
        disk.written(next == null ? bytes : 2L * bytes);
        synchronized (lock) {
            waitingBytes -= bytes;
        }
    }

    private void sync() throws IOException {
        if (isUnsynced) {
            isUnsynced = false;
            long began = System.nanoTime();
            current.sync();
            disk.synced(System.nanoTime() - began);
            durable = written;
            owner.durable(durable);
            // Not synced: it may be lost without harm.
            current.mark();
        }
    }

    private void begin(Step.Begin begin) {
        Invariant.check(next == null, "one snapshot at a time");
        next = begin.next;
        disk.aside(
                () -> {
                    try {
                        begin.next.sync();
                        add(new Step.Switch(begin.next));
                    } catch (IOException e) {
                        fail("syncing " + begin.next.path() + " failed: " + said(e));
                    }
                });
    }

    private void swap() throws IOException {
        next.mark();
        next.sync();
        Path path = Folder.whole(folder, next.header().number());
        disk.storage().rename(next.path(), path);
        disk.storage().syncFolder(folder);
        JournalFile old = current;
        current = next.renamed(path);
        next = null;
        position = current.position();
        snapshotEnd = position;
        if (written > durable) {
            durable = written;
            owner.durable(durable);
        }
        old.close();
        owner.switched();
        disk.aside(() -> delete(old.path()));
    }

    private void delete(Path old) {
        try {
            disk.storage().delete(old);
        } catch (IOException e) {
            fail("deleting " + old + " failed: " + said(e));
        }
    }

    /** Whatever happens now, nothing is durable any more. */
    private void end(String what) {
        isEnded = true;
        drop();
        owner.failed(what + TO_DO);
    }

    private void drop() {
        quietly(current);
        if (next != null) {
            quietly(next);
            next = null;
        }
    }

    private void discard(ArrayDeque<Step> late) {
        for (Step step : late) {
            if (step instanceof Step.Begin begin) {
                quietly(begin.next);
            } else if (step instanceof Step.Write write) {
                disk.giveBack(write.entries);
            }
        }
    }

    private static void quietly(JournalFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // What was durable is; nothing else was promised.
        }
    }
}
