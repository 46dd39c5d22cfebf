package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Record;
import sparkgaia.core.message.Message.Batch;

import java.util.List;

/** Clocks that are applied as a whole. */
final class SettleWatcher implements Watcher {
    private final Tally tally;

    SettleWatcher(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void before(Scene scene) {
        if (scene.isByClock()
                && scene.message() instanceof Batch batch
                && batch.seq() == scene.link().in().applied() + 1) {
            tally.saw(
                    Situation.LATE_BATCH_NEXT_CLOCK,
                    batch.clock() <= scene.state().rounds().settled() && !batch.rows().isEmpty());
            tally.saw(Situation.BATCH_AHEAD_OF_CLOCK, batch.clock() > scene.state().clock());
        }
    }

    @Override
    public void after(Scene scene, List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Persist persist
                    && persist.record() instanceof Record.ClockSettled) {
                tally.saw(Situation.SETTLED_BY_BATCH, scene.message() instanceof Batch);
                tally.saw(Situation.SETTLED_BY_SILENCE, scene.event() instanceof Event.Tick);
            }
        }
    }
}
