package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Statement;

import java.util.List;
import java.util.TreeMap;

/** Batches on their way: repeats, gaps, resets, crossings. */
final class BatchWatcher implements Watcher {
    private final Tally tally;
    private final TreeMap<Place, Long> sentEver = new TreeMap<>();
    private final TreeMap<Place, Long> sentThisLife = new TreeMap<>();

    BatchWatcher(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void before(Scene scene) {
        Link link = scene.link();
        Message message = scene.message();
        tally.saw(Situation.STALE_FRAME, link != null && message == null);
        if (message instanceof Batch batch) {
            batch(scene, link, batch);
        } else if (message instanceof Message.Ack ack) {
            tally.saw(Situation.ACK_REPEATED, ack.seq() <= link.out().acked());
        } else if (message instanceof Statement statement) {
            boolean isNews =
                    statement.applied() > link.out().acked()
                            && statement.applied() <= link.out().sealed();
            tally.saw(Situation.ACK_BY_STATEMENT, isNews);
        } else if (scene.event() instanceof Event.LinkReady ready) {
            for (Links links : scene.state().versions()) {
                Link reset = links.link(ready.peer());
                tally.saw(Situation.EARLY_BATCH_LOST, reset != null && !reset.early().isEmpty());
            }
        }
    }

    private void batch(Scene scene, Link link, Batch batch) {
        long next = link.in().applied() + 1;
        int room = scene.state().job().limits().earlyBatchesMax();
        tally.saw(Situation.BATCH_BEFORE_STATEMENT, !link.isStated());
        tally.saw(Situation.REPEATED_BATCH, batch.seq() < next);
        tally.saw(Situation.EARLY_BATCH_HELD, batch.seq() > next && batch.seq() <= next + room);
        tally.saw(Situation.EARLY_BATCH_DROPPED, batch.seq() > next + room);
        tally.saw(
                Situation.EARLY_BATCH_APPLIED,
                batch.seq() == next && link.early().containsKey(next + 1));
    }

    @Override
    public void after(Scene scene, List<Effect> effects) {
        boolean isResent = false;
        for (Effect effect : effects) {
            if (!(effect instanceof Effect.Send send)) {
                continue;
            }
            tally.saw(Situation.GAP_NAMED, send.message() instanceof Message.Gap);
            if (!isResent && send.message() instanceof Batch batch) {
                isResent = resent(scene, send.peer(), batch.seq());
            }
        }
    }

    private boolean resent(Scene scene, int peer, long seq) {
        var place = new Place(scene.region(), scene.partition(), peer);
        boolean isOfThisLife = seq <= sentThisLife.getOrDefault(place, 0L);
        boolean isOld = seq <= sentEver.getOrDefault(place, 0L);
        if (scene.message() instanceof Message.Gap) {
            tally.saw(Situation.GAP_ANSWERED, isOld);
        } else if (scene.message() instanceof Statement) {
            tally.saw(Situation.RESENT_AFTER_RESET, isOfThisLife);
            tally.saw(Situation.RESENT_AFTER_RESTART, isOld && !isOfThisLife);
        }
        return isOld;
    }

    @Override
    public void carriedOut(int region, int partition, Effect effect) {
        if (effect instanceof Effect.Send send && send.message() instanceof Batch batch) {
            var place = new Place(region, partition, send.peer());
            sentEver.merge(place, batch.seq(), Math::max);
            sentThisLife.merge(place, batch.seq(), Math::max);
        }
    }

    @Override
    public void crashed(int region, boolean hasDisk) {
        sentThisLife.keySet().removeIf(place -> place.region() == region);
    }
}
