package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;

import java.util.List;

/** What is forwarded. */
final class HubWatcher implements Watcher {
    private final Tally tally;

    HubWatcher(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void before(Scene scene) {
        if (scene.message() instanceof Batch batch
                && batch.seq() == scene.link().in().applied() + 1) {
            for (Link into : scene.link().into()) {
                forward(scene, batch, into);
            }
        }
    }

    private void forward(Scene scene, Batch batch, Link into) {
        int through = into.out().through();
        boolean isFlushed = through >= Clocks.FLUSHED;
        tally.saw(Situation.FORWARDED_AFTER_FLUSH, isFlushed && !batch.rows().isEmpty());
        if (scene.isByClock()) {
            tally.saw(
                    Situation.LATE_FORWARD_NEXT_CLOCK,
                    !isFlushed && through >= batch.clock() && !batch.rows().isEmpty());
            return;
        }
        boolean isObliged = false;
        boolean isLowered = false;
        for (int i = 0; i < batch.rows().size(); i++) {
            int clock = batch.obligedBy()[i];
            int before = into.out().pendingRows().obligedBy(batch.rows().ids()[i]);
            isObliged |= clock != Clocks.INFINITE;
            isLowered |= before != Clocks.INFINITE && clock < before;
        }
        tally.saw(Situation.HUB_FORWARDED_OBLIGATION, isObliged);
        tally.saw(Situation.HUB_LOWERED_OBLIGATION, isLowered);
    }

    @Override
    public void after(Scene scene, List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send && send.message() instanceof Clock clock) {
                tally.saw(Situation.HUB_SPOKE_FOR_SLOWER, clock.laggard() != scene.region());
            } else if (effect instanceof Effect.Persist persist) {
                record(scene, persist.record());
            }
        }
    }

    private void record(Scene scene, Record record) {
        tally.saw(
                Situation.HUB_FORWARDED_ANNOUNCEMENT,
                record instanceof Record.RowsAnnounced && scene.message() instanceof Announce);
        if (record instanceof Record.BatchSealed sealed) {
            Links links = Scene.version(scene.state(), sealed.version());
            tally.saw(Situation.HUB_HELD_BACK, links != null && isHeldBack(scene, links, sealed));
        }
    }

    private static boolean isHeldBack(Scene scene, Links links, Record.BatchSealed sealed) {
        int through = sealed.batch().through();
        for (Link source : links.link(sealed.to()).sources()) {
            if (source.isLive()
                    && source.in().through() == through
                    && through < links.own(scene.state().clock())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void restarted(Region state) {
        for (Links links : state.versions()) {
            for (Link link : links.all()) {
                tally.saw(
                        Situation.HUB_RESTARTED_PENDING,
                        link.sources().length > 0 && link.out().hasPending());
            }
        }
    }
}
