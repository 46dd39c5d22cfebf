package sparkgaia.core.link;

import sparkgaia.core.Invariant;
import sparkgaia.core.Record;
import sparkgaia.core.Record.Image.AnnouncementKept;
import sparkgaia.core.Record.Image.BatchKept;
import sparkgaia.core.Record.Image.ClockPending;
import sparkgaia.core.Record.Image.RowsPending;
import sparkgaia.core.Record.Image.RowsWarned;
import sparkgaia.core.Record.Image.Sent;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The durable sending half of a link: pending, the batches sealed out of it and not yet durable at the other side, and
 * the announcements that are open there. Pending is kept by clock or by row, as the model has it; the other one stays
 * empty. Owns I1 and I3 on the sending side.
 */
public final class Outgoing {
    private final PendingRows pendingRows;
    private final PendingClocks pendingClocks;
    private final boolean isByClock;
    private final ArrayDeque<Batch> kept = new ArrayDeque<>();
    private final List<Announce> announcements = new ArrayList<>();
    private final BitSet announced = new BitSet();
    private long sealed;
    private long acked;
    private long keptBytes;
    private int through;
    private boolean isDirty;
    private final Ration ration;

    Outgoing(RowSpace space, boolean isByClock, int first, double part) {
        this.pendingRows = new PendingRows(space);
        this.pendingClocks = new PendingClocks(space);
        this.isByClock = isByClock;
        this.through = first;
        this.ration = new Ration(space, part);
    }

    /** Adds what the other side has not been sent. A clock that is sealed already counts as the link's next. */
    public void give(Rows rows, int[] obligations, int clock, long weight) {
        if (isByClock) {
            pendingClocks.add(
                    through >= Clocks.FLUSHED ? clock : Math.max(clock, through + 1), rows, weight);
        } else {
            pendingRows.add(rows, obligations, clock, earliest());
            ration.earn(rows);
        }
        isDirty = true;
    }

    /** Obliges by a clock what the choice says; what was promised already is obliged by the next. */
    public void oblige(RowChoice choice, Values values, int clock) {
        pendingRows.oblige(choice, values, clock, earliest());
    }

    private int earliest() {
        return through >= Clocks.FLUSHED ? Clocks.FLUSHED : through + 1;
    }

    /** A clock has ended, or a batch was full: there is a reason to seal. */
    public void touch() {
        isDirty = true;
    }

    /** There was room, and nothing to seal. */
    public void settle() {
        isDirty = false;
    }

    /** Carries out the decision to seal this batch. */
    public void seal(Batch batch, int ownClock) {
        Invariant.check(batch.seq() == sealed + 1, "batch %d sealed after %d", batch.seq(), sealed);
        Invariant.check(
                batch.through() >= through,
                "through falls from %d to %d",
                through,
                batch.through());
        if (isByClock) {
            if (batch.through() >= Clocks.FLUSHED) {
                pendingClocks.clear();
            } else {
                pendingClocks.remove(batch.clock());
            }
        } else {
            pendingRows.take(batch.rows(), ownClock);
            ration.spend(batch.size());
            for (int id : batch.rows().ids()) {
                announced.clear(id);
            }
        }
        sealed = batch.seq();
        through = batch.through();
        kept.add(batch);
        keptBytes += batch.size();
        isDirty = false;
    }

    /** The other side has everything up to {@code seq} on its disk. */
    public void ack(long seq) {
        int throughAcked = Clocks.NONE;
        while (!kept.isEmpty() && kept.peek().seq() <= seq) {
            Batch batch = kept.remove();
            keptBytes -= batch.size();
            throughAcked = batch.through();
        }
        acked = Math.max(acked, seq);
        int closed = throughAcked;
        announcements.removeIf(announcement -> announcement.clock() <= closed);
    }

    public void announce(Announce announcement) {
        announcements.add(announcement);
        for (int id : announcement.ids()) {
            announced.set(id);
        }
    }

    /** Whether readers at the other side have been warned of this row since it was last taken. */
    public boolean isAnnounced(int id) {
        return announced.get(id);
    }

    /** Whether an announcement says at least this and is still open. */
    public boolean covers(Announce heard) {
        for (Announce open : announcements) {
            if (open.clock() == heard.clock() && Arrays.equals(open.ids(), heard.ids())) {
                return true;
            }
        }
        return through >= heard.clock();
    }

    /** The bytes that may be sent beyond obligations. */
    public long ration() {
        return ration.bytes();
    }

    public PendingRows pendingRows() {
        return pendingRows;
    }

    public PendingClocks pendingClocks() {
        return pendingClocks;
    }

    /** All that the other side has not been sent. */
    public Rows pending() {
        return isByClock ? pendingClocks.toRows() : pendingRows.toRows();
    }

    public boolean hasPending() {
        return isByClock ? !pendingClocks.isEmpty() : !pendingRows.isEmpty();
    }

    public List<Announce> announcements() {
        return announcements;
    }

    /** Sealed batches that are not known to be durable at the other side, oldest first. */
    public Collection<Batch> kept() {
        return kept;
    }

    public long keptBytes() {
        return keptBytes;
    }

    public long sealed() {
        return sealed;
    }

    public long acked() {
        return acked;
    }

    public int through() {
        return through;
    }

    public boolean isDirty() {
        return isDirty;
    }

    void image(int version, int peer, Consumer<Record> sink) {
        sink.accept(new Sent(version, peer, sealed, acked, through, ration.left()));
        pendingRows.image(version, peer, sink);
        pendingClocks.image(version, peer, sink);
        for (Batch batch : kept) {
            slices(batch, part -> sink.accept(new BatchKept(version, peer, part)));
        }
        for (int i = 0; i < announcements.size(); i++) {
            int number = i;
            int clock = announcements.get(i).clock();
            slices(
                    announcements.get(i).ids(),
                    ids -> sink.accept(new AnnouncementKept(version, peer, number, clock, ids)));
        }
        if (!announced.isEmpty()) {
            slices(
                    announced.stream().toArray(),
                    ids -> sink.accept(new RowsWarned(version, peer, ids)));
        }
    }

    private static void slices(Batch batch, Consumer<Batch> sink) {
        Rows rows = batch.rows();
        int from = 0;
        do {
            int to = rows.sliceEnd(from);
            sink.accept(
                    with(
                            batch,
                            rows.range(from, to),
                            Arrays.copyOfRange(batch.obligedBy(), from, to)));
            from = to;
        } while (from < rows.size());
    }

    private static Batch with(Batch batch, Rows rows, int[] obligedBy) {
        return new Batch(
                batch.seq(),
                batch.clock(),
                batch.through(),
                batch.weight(),
                rows,
                obligedBy,
                batch.size());
    }

    private static void slices(int[] ids, Consumer<int[]> sink) {
        for (int at = 0; at == 0 || at < ids.length; at += Rows.SLICE_CELLS) {
            int to = (int) Math.min(ids.length, (long) at + Rows.SLICE_CELLS);
            sink.accept(Arrays.copyOfRange(ids, at, to));
        }
    }

    /** Takes a part of an image; whether there is something to seal is found out anew. */
    void restore(Record.Image.OfLink image) {
        if (image instanceof Sent part) {
            sealed = part.sealed();
            acked = part.acked();
            through = part.through();
            ration.restore(part.ration());
            isDirty = true;
        } else if (image instanceof RowsPending part) {
            pendingRows.restore(part);
        } else if (image instanceof ClockPending part) {
            pendingClocks.restore(part);
        } else if (image instanceof BatchKept part) {
            restore(part.part());
        } else if (image instanceof AnnouncementKept part) {
            restore(part);
        } else if (image instanceof RowsWarned part) {
            for (int id : part.ids()) {
                announced.set(id);
            }
        }
    }

    private void restore(Batch part) {
        Batch begun = kept.peekLast();
        if (begun == null || begun.seq() != part.seq()) {
            kept.add(part);
            keptBytes += part.size();
            return;
        }
        kept.removeLast();
        int[] obligedBy = joined(begun.obligedBy(), part.obligedBy());
        kept.add(with(begun, begun.rows().and(part.rows()), obligedBy));
    }

    private void restore(AnnouncementKept part) {
        int[] ids = part.ids();
        if (part.number() < announcements.size()) {
            ids = joined(announcements.remove(part.number()).ids(), ids);
        }
        announcements.add(new Announce(part.clock(), ids));
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
