package sparkgaia.server.ledger;

import sparkgaia.core.Invariant;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The egress ledger of a region, open for writing: records in a chain of hashes, in one folder, as {@code
 * docs/ledger.md} says.
 *
 * <p>A record is with the operating system when {@link #append} returns, so a killed process loses none. A thread of
 * the ledger makes it durable some milliseconds later, and signs a second after the first record that is not signed.
 * Where nothing may leave that a power failure could take from the ledger, wait until {@link #durable} has reached the
 * record.
 *
 * <p>All methods may be called by any thread. A failed write leaves the ledger as it was, and the next one is tried
 * afresh; after a failed fsync nothing more is taken, because what was written before it may be gone.
 */
public final class Ledger implements AutoCloseable {
    public static final int PEERS_MAX = 1024;
    private static final long CLOSE_MILLIS_MAX = 10_000;

    /**
     * What the ledger's thread does after how long, and how long a file may be.
     *
     * @param signMillis from the first record that is not signed, or the first head that was heard, to its record
     * @param controlMillis from the first control message that is counted to the record of the sum
     */
    record Pace(long syncMillis, long signMillis, long controlMillis, long fileBytesMax) {
        static final Pace USUAL = new Pace(10, 1_000, 10_000, 64L << 20);
    }

    /** A record and its hash, which stands for all records up to it. */
    public record Head(long number, byte[] hash) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Head head
                    && head.number == number
                    && Arrays.equals(head.hash, hash);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number) + Arrays.hashCode(hash);
        }

        @Override
        public String toString() {
            return "record " + number + ", hash " + HexFormat.of().formatHex(hash);
        }
    }

    private final Path folder;
    private final Pace pace;
    private final FileChannel lock;
    private final Clock clock;
    private final Pen pen;
    private final Thread thread;

    private final TreeMap<String, Content.Heard> heard = new TreeMap<>();
    private final TreeMap<String, Content.Heard> told = new TreeMap<>();
    private final ControlSums control = new ControlSums();
    private final Alarm sync;
    private final Alarm round;
    private Head durable;
    private LedgerFailure broken;
    private LedgerFailure trouble;
    private boolean isClosing;

    /**
     * Opens a region's ledger, or begins one.
     *
     * @param certificate of the region, whose key is {@code key}; it is kept in the ledger's folder {@code keys}
     * @throws BadLedger if what is there cannot be continued, or the certificate is not the region's
     */
    public static Ledger open(
            Path folder, String region, PrivateKey key, X509Certificate certificate, Clock clock)
            throws BadLedger, IOException {
        return open(folder, region, key, certificate, clock, Pace.USUAL);
    }

    static Ledger open(
            Path folder,
            String region,
            PrivateKey key,
            X509Certificate certificate,
            Clock clock,
            Pace pace)
            throws BadLedger, IOException {
        SigningKey signing = SigningKey.of(region, key, certificate);
        Files.createDirectories(folder);
        FileChannel lock = lock(folder);
        try {
            Found found = Found.in(folder, region);
            Certificates.keep(folder.resolve(LedgerFiles.KEYS), certificate);
            var pen = new Pen(folder, region, signing, clock, pace.fileBytesMax(), found);
            var ledger = new Ledger(folder, region, clock, pace, lock, pen);
            ledger.thread.start();
            return ledger;
        } catch (BadLedger | IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException, BadLedger {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // this process has it
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new BadLedger(
                    BadLedger.Reason.BUSY, folder, "is being written by another; stop that first");
        }
        return channel;
    }

    private Ledger(Path folder, String region, Clock clock, Pace pace, FileChannel lock, Pen pen) {
        this.folder = folder;
        this.clock = clock;
        this.pace = pace;
        this.lock = lock;
        this.pen = pen;
        this.durable = head();
        this.sync = new Alarm(pace.syncMillis());
        this.round = new Alarm(pace.signMillis());
        this.thread = new Thread(this::work, "gaia-ledger-" + region);
        this.thread.setDaemon(true);
    }

    /**
     * Writes what is about to leave; it may leave when this has returned.
     *
     * @throws LedgerFailure if it could not be written, and then it must not leave
     */
    public synchronized Head append(Egress record) throws LedgerFailure {
        write(record);
        return head();
    }

    /** Counts a control message; the record of the sum follows when the clock has changed, after some seconds, or at the end. */
    public synchronized void control(String job, String receiver, int ofClock, long bytes)
            throws LedgerFailure {
        checkUsable();
        Egress before = control.displaced(job, receiver, ofClock);
        if (before != null) {
            write(before);
        }
        control.count(job, receiver, ofClock, bytes);
        set(round);
    }

    /** Keeps the head of another region's ledger, as it came with what that region sent. */
    public synchronized void heard(String peer, long number, byte[] hash) {
        Invariant.check(RegionName.isOne(peer), "a peer's name is %s", peer);
        Invariant.check(hash.length * 2 == Hashes.HEX_DIGITS, "a hash of %s bytes", hash.length);
        var record = new Content.Heard(peer, number, HexFormat.of().formatHex(hash));
        if (!record.equals(told.get(peer))) {
            heard.put(peer, record);
            Invariant.check(heard.size() <= PEERS_MAX, "heads of %s regions", heard.size());
            set(round);
        }
    }

    /** The last record. */
    public synchronized Head head() {
        return new Head(pen.last(), HexFormat.of().parseHex(pen.hash()));
    }

    /** The last record that a power failure cannot take away. */
    public synchronized Head durable() {
        return durable;
    }

    /** The bytes of values that have left to a region on the current day, UTC, also before a restart. */
    public synchronized long bytesToday(String receiver) {
        return pen.books().bytesOfDay(clock.instant(), receiver);
    }

    /** What has left since the ledger began, by job and receiver. */
    public synchronized List<Total> totals() {
        return pen.books().totals();
    }

    /** Why the ledger cannot be written at the moment, or null if it can. */
    public synchronized LedgerFailure trouble() {
        return broken != null ? broken : trouble;
    }

    private void write(Content content) throws LedgerFailure {
        checkUsable();
        try {
            pen.write(content);
            trouble = null;
        } catch (IOException e) {
            trouble = new LedgerFailure(folder, "the ledger cannot be written", e);
            throw trouble;
        } finally {
            set(sync);
            set(round);
        }
    }

    private void checkUsable() throws LedgerFailure {
        if (broken != null) {
            throw new LedgerFailure(folder, "the ledger stopped", broken);
        }
        if (isClosing) {
            throw new LedgerFailure(folder, "the ledger is closed", null);
        }
    }

    private void set(Alarm alarm) {
        if (alarm.set(System.nanoTime())) {
            notifyAll();
        }
    }

    private void work() {
        try {
            while (awaitsWork()) {
                if (isDue(round)) {
                    round(System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(pace.controlMillis()));
                }
                if (isDue(sync)) {
                    sync();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody of ours does; close() does the rest
        } catch (RuntimeException e) {
            stop("the ledger's thread ended by a fault of this program", e);
        }
    }

    private synchronized boolean awaitsWork() throws InterruptedException {
        while (!isClosing) {
            long nanos =
                    Math.min(sync.nanosLeft(System.nanoTime()), round.nanosLeft(System.nanoTime()));
            if (nanos <= 0) {
                return true;
            }
            wait(nanos == Long.MAX_VALUE ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis(nanos));
        }
        return false;
    }

    private synchronized boolean isDue(Alarm alarm) {
        return alarm.nanosLeft(System.nanoTime()) <= 0;
    }

    /** Gives what was heard and counted its records, and signs. What fails is tried again a round later. */
    private synchronized void round(long controlBefore) {
        round.clear();
        try {
            while (!heard.isEmpty()) {
                Content.Heard next = heard.firstEntry().getValue();
                pen.write(next);
                heard.remove(next.peer());
                told.put(next.peer(), next);
            }
            for (Egress sum = control.next(controlBefore);
                    sum != null;
                    sum = control.next(controlBefore)) {
                pen.write(sum);
                control.isWritten(sum);
            }
            pen.sign();
            trouble = null;
        } catch (IOException e) {
            trouble = new LedgerFailure(folder, "the ledger cannot be signed", e);
        }
        if (trouble != null || !control.isEmpty()) {
            set(round);
        }
        set(sync);
    }

    private void sync() {
        Head written;
        Appender file;
        synchronized (this) {
            sync.clear();
            written = head();
            file = pen.file();
        }
        try {
            file.sync();
        } catch (IOException e) {
            stop("what was written could not be made durable; restart the sidecar", e);
            return;
        }
        synchronized (this) {
            if (written.number() > durable.number()) {
                durable = written;
            }
            notifyAll();
        }
    }

    private synchronized boolean isBroken() {
        return broken != null;
    }

    private synchronized void stop(String why, Exception cause) {
        broken = new LedgerFailure(folder, why, cause);
    }

    /** Writes what was heard and counted, signs, and lets go of the folder. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (isClosing) {
                return;
            }
            isClosing = true;
            notifyAll();
        }
        try {
            thread.join(CLOSE_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            if (!isBroken()) {
                round(Long.MAX_VALUE);
                sync();
            }
            LedgerFailure last = trouble();
            if (last != null) {
                throw last;
            }
        } finally {
            pen.close();
            lock.close();
        }
    }
}
