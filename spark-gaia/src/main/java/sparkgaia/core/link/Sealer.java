package sparkgaia.core.link;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;

import java.util.Arrays;
import java.util.TreeMap;

/** Decides what the next batch of a link is. It changes nothing: the batch is a decision that the link then carries out. */
public final class Sealer {
    private static final int HEADER_BYTES = 32;

    private final SyncModel model;
    private final Values values;
    private final int batchBytesMax;

    public Sealer(SyncModel model, Values values, int batchBytesMax) {
        this.model = model;
        this.values = values;
        this.batchBytesMax = batchBytesMax;
    }

    /** The next batch of a link whose pending is kept by clock, or null: exactly one clock, as soon as it is complete. */
    public Batch nextClock(Links links, Link link, int ownClock) {
        Outgoing out = link.out();
        int promise = links.promise(link, ownClock);
        if (out.through() < Math.min(promise, links.end())) {
            int clock = out.through() + 1;
            return batch(
                    out,
                    clock,
                    clock,
                    out.pendingClocks().weight(clock),
                    out.pendingClocks().rows(clock));
        }
        boolean isFlush = promise >= Clocks.FLUSHED;
        if (isFlush && (promise > out.through() || out.hasPending())) {
            PendingClocks pending = out.pendingClocks();
            return batch(
                    out,
                    links.end(),
                    Math.max(promise, out.through()),
                    pending.weight(),
                    pending.toRows());
        }
        return null;
    }

    /** Rounds go in their coarse bits, and where they were not cut or were added up, in as many as that takes. */
    private Batch batch(Outgoing out, int clock, int through, long weight, Rows rows) {
        int bits = model.rounds() && clock > 0 ? model.roundBits() : Coarse.FULL;
        long size = HEADER_BYTES;
        for (int[] cells : rows.cells()) {
            size += Coarse.bytes(cells, bits);
        }
        int[] obligedBy = new int[rows.size()];
        Arrays.fill(obligedBy, clock);
        return new Batch(
                out.sealed() + 1, clock, through, weight, rows, obligedBy, Math.toIntExact(size));
    }

    /**
     * The next batch of a link whose pending is kept by row, or null: obliged rows first, then what the choice ranks
     * highest while the tokens last. Asked only when the link has room.
     */
    public Batch nextRows(Links links, Link link, int ownClock, long tokens) {
        Outgoing out = link.out();
        PendingRows pending = out.pendingRows();
        int promise = links.promise(link, ownClock);
        int before = through(out, promise, pending.oldestObligation());
        if (!pending.hasObliged()
                && before <= out.through()
                && !(out.isDirty() && out.hasPending())) {
            return null;
        }
        boolean isFull = links.own(ownClock) == Clocks.INFINITE || out.through() < 0;
        var taken = new Taken(isFull ? RowChoice.PACKED : model.choice(), pending, ownClock);
        int[] obliged = pending.obligedRows();
        int at = 0;
        while (at < obliged.length && taken.bytes < batchBytesMax) {
            taken.take(obliged[at++]);
        }
        if (at == obliged.length) {
            long allowance = Math.min(Math.min(tokens, out.ration()), batchBytesMax);
            Ranking ranking = ranked(pending, taken.choice, ownClock);
            while (taken.bytes < allowance && !ranking.isEmpty()) {
                taken.take(ranking.take());
            }
        }
        int oldest = at == obliged.length ? Clocks.INFINITE : pending.obligedBy(obliged[at]);
        int through = through(out, promise, oldest);
        if (taken.parts.isEmpty() && through == out.through()) {
            return null;
        }
        return taken.batch(out.sealed() + 1, through);
    }

    /** Whether it ended for its size alone: what else there is to say goes into another. */
    public boolean isFull(Batch batch) {
        return batch.size() >= batchBytesMax;
    }

    private static int through(Outgoing out, int promise, int oldestObligation) {
        int owed =
                oldestObligation == Clocks.INFINITE
                        ? promise
                        : Math.min(promise, oldestObligation - 1);
        return Math.max(out.through(), owed);
    }

    /** What may go beyond obligations, in the order of the choice. */
    private Ranking ranked(PendingRows pending, RowChoice choice, int clock) {
        var ranking = new Ranking();
        if (choice == RowChoice.EVERYTHING || choice == RowChoice.PACKED) {
            return ranking;
        }
        for (int id = pending.next(0); id >= 0; id = pending.next(id + 1)) {
            if (!pending.isObliged(id)) {
                long rank = choice.rank(pending.get(id), values.get(id), pending.since(id), clock);
                if (rank > 0) {
                    ranking.add(id, rank);
                }
            }
        }
        ranking.order();
        return ranking;
    }

    /** The rows of a batch as they are being taken. */
    private final class Taken {
        private final RowChoice choice;
        private final PendingRows pending;
        private final int clock;
        private final TreeMap<Integer, int[]> parts = new TreeMap<>();
        private int bytes = HEADER_BYTES;

        Taken(RowChoice choice, PendingRows pending, int clock) {
            this.choice = choice;
            this.pending = pending;
            this.clock = clock;
        }

        void take(int id) {
            int[] part = choice.part(pending.get(id), values.get(id), pending.since(id), clock);
            parts.put(id, part);
            bytes += choice.bytes(part);
        }

        Batch batch(long seq, int through) {
            int[] ids = parts.keySet().stream().mapToInt(Integer::intValue).toArray();
            int[] obligedBy = Arrays.stream(ids).map(pending::obligedBy).toArray();
            Rows rows =
                    ids.length == 0
                            ? Rows.EMPTY
                            : new Rows(ids, parts.values().toArray(int[][]::new));
            return new Batch(seq, clock, through, 0, rows, obligedBy, bytes);
        }
    }
}
