package sparkgaia.lab;

import sparkgaia.core.Invariant;
import sparkgaia.core.Record;

import java.util.ArrayList;
import java.util.List;

/**
 * The journal of one partition: records appended in order, of which a prefix is durable. One sync runs at a time and
 * serves all that waited when it began. A crash may keep any part of the rest, from the front. An image takes the place
 * of the records before it, at once and not before they are durable.
 */
final class VirtualDisk {
    static final long SYNC_NANOS_MIN = 100_000;
    static final int RECORDS_MAX = 1 << 24;

    /** Who is told. */
    interface Owner {
        void durable(Record record);

        /** Everything up to {@link #durable()} is durable now. */
        void synced();

        /** A sync has failed: nobody knows what is on the disk. */
        void failed();
    }

    private final Simulation simulation;
    private final Dice dice;
    private final Owner owner;
    private final boolean isInstant;
    private final boolean isKept;
    private final List<Record> records = new ArrayList<>();
    private List<Record> image = List.of();
    private List<Record> nextImage;
    private long imaged;
    private long nextImaged;
    private long syncNanosMax;
    private long appended;
    private long durable;
    private long syncing;
    private long life;
    private boolean isFailing;

    /**
     * @param isInstant a record is durable once appended, and no time passes
     * @param isKept whether records will be read again: if nothing ever crashes they need no memory
     */
    VirtualDisk(
            Simulation simulation,
            Dice dice,
            long syncNanosMax,
            boolean isInstant,
            boolean isKept,
            Owner owner) {
        this.simulation = simulation;
        this.dice = dice;
        this.syncNanosMax = syncNanosMax;
        this.isInstant = isInstant;
        this.isKept = isKept;
        this.owner = owner;
    }

    void append(Record record) {
        appended++;
        if (isKept || !isInstant) {
            Invariant.check(
                    records.size() < RECORDS_MAX,
                    "a journal holds at most %d records",
                    RECORDS_MAX);
            records.add(record);
        }
        if (isInstant) {
            durable = appended;
            owner.durable(record);
            replace();
        } else if (syncing == durable) {
            sync();
        }
    }

    /** A snapshot of all that was appended. The next takes the place of one that is not durable yet. */
    void snapshot(List<Record> of) {
        if (isKept) {
            nextImage = of;
            nextImaged = appended;
            replace();
        }
    }

    private void replace() {
        if (nextImage != null && durable >= nextImaged) {
            records.subList(0, (int) (nextImaged - imaged)).clear();
            image = nextImage;
            imaged = nextImaged;
            nextImage = null;
        }
    }

    private void sync() {
        syncing = appended;
        long begun = life;
        long delay = dice.between(Math.min(SYNC_NANOS_MIN, syncNanosMax), syncNanosMax);
        simulation.after(
                delay,
                () -> {
                    if (begun == life) {
                        synced();
                    }
                });
    }

    private void synced() {
        if (isFailing) {
            isFailing = false;
            owner.failed();
            return;
        }
        while (durable < syncing) {
            Record record = record(durable);
            forget(durable);
            durable++;
            owner.durable(record);
        }
        replace();
        if (appended > durable) {
            sync();
        }
        owner.synced();
    }

    private Record record(long number) {
        return records.get((int) (number - imaged));
    }

    private void forget(long number) {
        if (!isKept) {
            records.set((int) (number - imaged), null);
        }
    }

    long appended() {
        return appended;
    }

    long durable() {
        return durable;
    }

    /** The process is gone: what was not durable is lost, or some of it is not. */
    void crash(Fault.Tail tail) {
        life++;
        long waiting = appended - durable;
        long kept =
                tail == Fault.Tail.LOST
                        ? 0
                        : tail == Fault.Tail.KEPT ? waiting : dice.between(0, waiting);
        for (long i = 0; i < kept; i++) {
            owner.durable(record(durable + i));
        }
        durable += kept;
        replace();
        nextImage = null;
        appended = durable;
        syncing = durable;
        isFailing = false;
        if (isKept) {
            records.subList((int) (durable - imaged), records.size()).clear();
        }
    }

    /** Somebody has replaced the disk by an empty one. */
    void wipe() {
        Invariant.check(isKept || records.isEmpty(), "a disk that keeps nothing is never wiped");
        records.clear();
        image = List.of();
        nextImage = null;
        imaged = 0;
        appended = 0;
        durable = 0;
        syncing = 0;
    }

    /** What a restarted process reads. */
    List<Record> read() {
        Invariant.check(
                isKept || appended == 0,
                "this disk keeps nothing, so no process can be restarted from it");
        var read = new ArrayList<>(image);
        read.addAll(records.subList(0, isKept ? (int) (durable - imaged) : 0));
        return read;
    }

    /** From the next sync on, one takes up to this long. */
    void setSyncNanosMax(long nanos) {
        syncNanosMax = nanos;
    }

    /** The next sync that ends fails. */
    void failNext() {
        isFailing = true;
    }

    void mend() {
        isFailing = false;
    }
}
