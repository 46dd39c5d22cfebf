package sparkgaia.lab.check;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

import java.util.TreeMap;

/** What a link ought to hold, by the checker's own books. */
final class ShadowLink {
    final int peer;

    /** Everything that the topology gave this link to carry. */
    final Books given = new Books();

    /** Everything that came over it. */
    final Books arrived = new Books();

    /** Given and not sealed. */
    final Books pending = new Books();

    final TreeMap<Integer, Integer> since = new TreeMap<>();
    final TreeMap<Integer, Integer> obligedBy = new TreeMap<>();

    private final Rationed ration;

    /** Batches sealed, by number; forgotten when acknowledged. */
    final TreeMap<Long, Batch> sealed = new TreeMap<>();

    long sealedSeq;
    long arrivedSeq;
    int through;
    int arrivedThrough;

    ShadowLink(int peer, int first) {
        this.peer = peer;
        this.ration = new Rationed();
        this.through = first;
        this.arrivedThrough = first;
    }

    private ShadowLink(ShadowLink of) {
        this.peer = of.peer;
        this.ration = of.ration.copy();
        given.add(of.given);
        arrived.add(of.arrived);
        pending.add(of.pending);
        since.putAll(of.since);
        obligedBy.putAll(of.obligedBy);
        sealed.putAll(of.sealed);
        sealedSeq = of.sealedSeq;
        arrivedSeq = of.arrivedSeq;
        through = of.through;
        arrivedThrough = of.arrivedThrough;
    }

    ShadowLink copy() {
        return new ShadowLink(this);
    }

    void give(Rows rows, int[] obligations, int clock) {
        given.add(rows);
        ration.give(rows);
        for (int i = 0; i < rows.size(); i++) {
            int id = rows.ids()[i];
            boolean wasPending = pending.get(id) != null;
            pending.add(new Rows(new int[] {id}, new int[][] {rows.cells()[i]}));
            if (!wasPending) {
                since.put(id, clock);
            }
            if (obligations != null && obligations[i] != Clocks.INFINITE) {
                obligedBy.merge(id, Math.max(obligations[i], earliest()), Math::min);
            }
        }
        since.keySet().removeIf(id -> pending.get(id) == null);
    }

    /** What was promised already cannot be obliged any more: it counts as the next clock's. */
    private int earliest() {
        return through >= Clocks.FLUSHED ? Clocks.FLUSHED : through + 1;
    }

    /** A clock has ended: what must be shared by it, by the model's own definition. */
    void oblige(SyncModel model, RowSpace space, Books values, int clock, boolean isAll) {
        for (int id : pending.ids()) {
            int[] cells = narrow(pending.get(id));
            int[] value = narrow(values.get(id));
            if (value.length == 0) {
                value = new int[cells.length];
            }
            int age = age(model.choice());
            boolean isObliged =
                    age > 0
                            ? clock - since.get(id) >= age
                            : model.choice().isObliged(cells, value, since.get(id), clock);
            if (isAll || isObliged) {
                obligedBy.merge(id, Math.max(clock, earliest()), Math::min);
            }
        }
    }

    /** The clocks after which a row has to be shared, or 0 if that is not what the choice goes by. */
    private static int age(RowChoice choice) {
        return choice instanceof RowChoice.LargestFirst largest
                ? largest.age()
                : choice instanceof RowChoice.SignificantCounts counts ? counts.age() : 0;
    }

    private static int[] narrow(long[] cells) {
        int[] narrow = new int[cells == null ? 0 : cells.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = Math.toIntExact(cells[i]);
        }
        return narrow;
    }

    void seal(SyncModel model, Batch batch, int clock, String where) {
        ration.seal(model, batch, where);
        Violation.check(
                batch.seq() == sealedSeq + 1,
                "I2",
                "%s seals batch %d after %d",
                where,
                batch.seq(),
                sealedSeq);
        Violation.check(
                batch.through() >= through,
                "I3",
                "%s: through falls from %d to %d",
                where,
                through,
                batch.through());
        sealedSeq = batch.seq();
        through = batch.through();
        sealed.put(batch.seq(), batch);
        pending.subtract(batch.rows());
        for (int id : batch.rows().ids()) {
            obligedBy.remove(id);
            since.put(id, clock);
        }
        since.keySet().removeIf(id -> pending.get(id) == null);
    }

    /** I3: nothing that was obliged by the clock it promises has stayed behind. */
    void checkPromise(String where) {
        obligedBy.forEach(
                (id, clock) ->
                        Violation.check(
                                clock > through
                                        || clock == Clocks.FLUSHED && through == clock
                                        || pending.get(id) == null,
                                "I3",
                                "%s says through %s, but row %d was obliged by clock %d and was not taken: %s",
                                where,
                                Clocks.text(through),
                                id,
                                clock,
                                sealed.lastEntry()));
    }
}
