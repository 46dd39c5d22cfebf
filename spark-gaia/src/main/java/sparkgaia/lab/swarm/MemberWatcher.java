package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.link.Link;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.message.Reply;

import java.util.List;
import java.util.TreeSet;

/** Members that leave the waits and come back. */
final class MemberWatcher implements Watcher {
    private final Tally tally;
    private final TreeSet<Place> silent = new TreeSet<>();

    MemberWatcher(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void before(Scene scene) {
        Clock clock =
                scene.message() instanceof Statement statement
                        ? statement.clock()
                        : scene.message() instanceof Clock heard ? heard : null;
        if (clock != null && !scene.link().peer().isSilent()) {
            int before = scene.link().absent().length;
            tally.saw(Situation.LEAF_ABSENT, clock.absent().length > before);
            tally.saw(Situation.LEAF_RETURNED, clock.absent().length < before);
        }
    }

    @Override
    public void after(Scene scene, List<Effect> effects) {
        if (scene.state().job().policy() != Job.Policy.CONTINUE) {
            return;
        }
        boolean isTick = scene.event() instanceof Event.Tick;
        for (Link link : scene.state().links().all()) {
            var place = new Place(scene.region(), scene.partition(), link.peer().region());
            if (link.peer().isSilent()) {
                tally.saw(Situation.SILENT_LEFT, silent.add(place));
            } else {
                tally.saw(Situation.REJOINED, silent.remove(place));
            }
        }
        for (Effect effect : effects) {
            tally.saw(
                    Situation.PULL_FREED_BY_SILENCE,
                    isTick
                            && effect instanceof Effect.Answer answer
                            && answer.reply() instanceof Reply.Pulled);
        }
    }

    @Override
    public void crashed(int region, boolean hasDisk) {
        silent.removeIf(place -> place.region() == region);
    }
}
