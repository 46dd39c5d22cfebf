package sparkgaia.server.journal;

import sparkgaia.core.Invariant;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Writes and syncs journals: a folder, and two threads. One serves whatever waits, journal by journal. The other does
 * what takes long and holds nobody up: syncs of whole snapshots, and deletion of old files.
 *
 * <p>A sidecar has one for all its jobs. Who wants the syncs of one job not to wait for those of another gives each its
 * own.
 */
public final class Disk implements AutoCloseable {
    /** How long its end may take. */
    public static final int CLOSE_SECONDS_MAX = 30;

    /** What is filled before another one is begun, but for a longer record: one that came in a frame has room. */
    static final int ENTRIES_BYTES = (1 << 20) + (4 << 10);

    /** As many are used again and again; if more are needed, their memory is made for once. */
    private static final int KEPT_MAX = 32;

    /** Hears what was done, on the thread of all writes. */
    public interface Watch {
        /** For whom it does not matter. */
        Watch NOBODY =
                new Watch() {
                    @Override
                    public void written(long bytes) {}

                    @Override
                    public void synced(long nanos) {}
                };

        /** Records went to a journal. */
        void written(long bytes);

        /** A sync of a journal took so long. */
        void synced(long nanos);
    }

    private final Storage storage;
    private final Path folder;
    private final Watch watch;
    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final ArrayDeque<Entries> spare = new ArrayDeque<>();
    private int kept;
    private final Thread thread;
    private final ExecutorService aside;
    private volatile boolean isEnding;
    private volatile long syncs;

    private Disk(Storage storage, Path folder, Watch watch) {
        this.storage = storage;
        this.folder = folder;
        this.watch = watch;
        this.thread = new Thread(this::run, "gaia-disk");
        thread.setDaemon(true);
        this.aside =
                Executors.newSingleThreadExecutor(
                        task -> {
                            var other = new Thread(task, "gaia-disk-aside");
                            other.setDaemon(true);
                            return other;
                        });
        thread.start();
    }

    /** The folder is made if need be. Nobody else may write into it until the disk is closed. */
    public static Disk open(Path folder, Watch watch) throws IOException {
        return open(new RealStorage(), folder, watch);
    }

    static Disk open(Storage storage, Path folder, Watch watch) throws IOException {
        storage.makeFolder(folder);
        return new Disk(storage, folder, watch);
    }

    public Path folder() {
        return folder;
    }

    /** Syncs so far of what was appended: each served all that waited. */
    public long syncs() {
        return syncs;
    }

    Storage storage() {
        return storage;
    }

    /** Does it in its turn, on the thread of all writes. */
    void turn(Runnable task) {
        work.add(task);
    }

    /** Does what takes long; at the end not any more. */
    void aside(Runnable task) {
        try {
            aside.execute(task);
        } catch (RejectedExecutionException e) {
            // The next start deletes what is left over.
        }
    }

    /** On the thread of all writes. */
    void written(long bytes) {
        watch.written(bytes);
    }

    /** On the thread of all writes. */
    void synced(long nanos) {
        Invariant.check(Thread.currentThread() == thread, "a sync on another thread");
        syncs = syncs + 1;
        watch.synced(nanos);
    }

    Entries entries(int recordBytes) {
        if (Entries.bytes(recordBytes) > ENTRIES_BYTES) {
            return new Entries(Math.toIntExact(Entries.bytes(recordBytes)));
        }
        synchronized (spare) {
            if (spare.isEmpty() && kept < KEPT_MAX) {
                kept++;
                return Entries.direct(ENTRIES_BYTES);
            }
            Entries used = spare.poll();
            return used == null ? new Entries(ENTRIES_BYTES) : used;
        }
    }

    void giveBack(Entries entries) {
        if (entries.isDirect()) {
            entries.clear();
            synchronized (spare) {
                spare.push(entries);
            }
        }
    }

    private void run() {
        try {
            while (!isEnding || !work.isEmpty()) {
                work.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what is still to be done. Journals are closed before. */
    @Override
    public void close() throws IOException {
        var drained = new CountDownLatch(1);
        work.add(drained::countDown);
        try {
            boolean isDone = drained.await(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
            aside.shutdown();
            isDone &= aside.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
            work.add(() -> isEnding = true);
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS_MAX));
            if (!isDone || thread.isAlive()) {
                throw new IOException(
                        "folder "
                                + folder
                                + ": the disk has not come to an end in "
                                + CLOSE_SECONDS_MAX
                                + " s; look whether it hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
