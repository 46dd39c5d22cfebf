package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Record;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.PendingRows;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.table.Cells;

import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/** What batches take and promise. */
final class SealWatcher implements Watcher {
    private final Tally tally;
    private final TreeMap<Place, BitSet> remainders = new TreeMap<>();

    SealWatcher(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void after(Scene scene, List<Effect> effects) {
        Record.BatchSealed before = null;
        boolean hasProgress = false;
        for (Effect effect : effects) {
            if (!(effect instanceof Effect.Persist persist)) {
                continue;
            }
            hasProgress |= persist.record() instanceof Record.Progressed;
            if (persist.record() instanceof Record.BatchSealed sealed) {
                sealed(scene, sealed, before);
                before = sealed;
            }
        }
        if (hasProgress && !scene.isByClock()) {
            for (Link link : scene.state().links().all()) {
                tally.saw(
                        Situation.NO_ROOM_FOR_OBLIGED,
                        link.isStated()
                                && link.out().pendingRows().hasObliged()
                                && link.out().keptBytes()
                                        >= scene.state().job().limits().unackedBytesMax());
            }
        }
    }

    private void sealed(Scene scene, Record.BatchSealed sealed, Record.BatchSealed before) {
        Batch batch = sealed.batch();
        Links links = Scene.version(scene.state(), sealed.version());
        tally.saw(Situation.EMPTY_BATCH, batch.rows().isEmpty());
        tally.saw(Situation.FLUSHED_NOT_FINAL, batch.through() == Clocks.FLUSHED);
        if (scene.isByClock() || links == null) {
            return;
        }
        Link link = links.link(sealed.to());
        boolean isObliged = isObliged(batch);
        boolean isNext =
                before != null
                        && before.to() == sealed.to()
                        && before.version() == sealed.version();
        tally.saw(
                Situation.FULL_BATCH_FOLLOWED,
                isNext
                        && before.batch().size() >= scene.state().job().limits().batchBytesMax()
                        && hasUnobliged(batch));
        tally.saw(
                Situation.RATION_USED_UP,
                link.out().ration() == 0
                        && link.out().hasPending()
                        && link.bucket().tokens(scene.nanos()) > 0);
        tally.saw(
                Situation.OBLIGED_INTO_DEBT, isObliged && link.bucket().tokens(scene.nanos()) < 0);
        tally.saw(Situation.OBLIGATIONS_SPLIT, isObliged && isNext && isObliged(before.batch()));
        rows(scene, sealed, link.out().pendingRows());
    }

    private static boolean isObliged(Batch batch) {
        for (int clock : batch.obligedBy()) {
            if (clock != Clocks.INFINITE) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUnobliged(Batch batch) {
        for (int clock : batch.obligedBy()) {
            if (clock == Clocks.INFINITE) {
                return true;
            }
        }
        return false;
    }

    private void rows(Scene scene, Record.BatchSealed sealed, PendingRows pending) {
        BitSet left =
                remainders.computeIfAbsent(
                        new Place(scene.region(), scene.partition(), sealed.to()),
                        key -> new BitSet());
        Batch batch = sealed.batch();
        for (int i = 0; i < batch.rows().size(); i++) {
            int id = batch.rows().ids()[i];
            boolean isObliged = batch.obligedBy()[i] != Clocks.INFINITE;
            tally.saw(Situation.REMAINDER_OBLIGED_AGAIN, isObliged && left.get(id));
            tally.saw(
                    Situation.CANCELLED_BUT_OBLIGED,
                    isObliged && Cells.isZero(batch.rows().cells()[i]));
            left.set(id, isObliged && pending.get(id) != null);
        }
    }

    @Override
    public void crashed(int region, boolean hasDisk) {
        remainders.keySet().removeIf(place -> place.region() == region);
    }
}
