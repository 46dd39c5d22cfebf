package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.lab.Observer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the rare situations that a run gets into. One object watches one run; those of many runs are added up:
 *
 * <pre>
 * var all = new Situations();
 * for (long seed = 1; seed &lt;= seeds; seed++) {
 *     var seen = new Situations();
 *     Swarm.run(seed, null, List.of(seen));
 *     all.add(seen);
 * }
 * all.counts().forEach((situation, times) -&gt; ...);
 * </pre>
 */
public final class Situations implements Observer {
    /** Within so many seeds of the swarm every situation must have been met. */
    public static final int SEEDS_MAX = 10_000;

    private final Tally tally = new Tally();
    private final List<Watcher> watchers =
            List.of(
                    new BatchWatcher(tally),
                    new SealWatcher(tally),
                    new BarrierWatcher(tally),
                    new HubWatcher(tally),
                    new SettleWatcher(tally),
                    new AttemptWatcher(tally),
                    new RestartWatcher(tally),
                    new MemberWatcher(tally),
                    new EndWatcher(tally));
    private Scene scene;

    /** How often each situation was met, in the order of the enum; those never met too. */
    public Map<Situation, Long> counts() {
        var counts = new EnumMap<Situation, Long>(Situation.class);
        for (Situation situation : Situation.values()) {
            counts.put(situation, tally.times(situation));
        }
        return counts;
    }

    /** The situations that were never met. */
    public List<Situation> unseen() {
        var unseen = new ArrayList<Situation>();
        counts().forEach(
                        (situation, times) -> {
                            if (times == 0) {
                                unseen.add(situation);
                            }
                        });
        return unseen;
    }

    /** Adds what another run has met. */
    public void add(Situations other) {
        tally.add(other.tally);
    }

    @Override
    public void before(long nanos, int region, int partition, Region state, Event event) {
        scene = Scene.of(nanos, state, event);
        for (Watcher watcher : watchers) {
            watcher.before(scene);
        }
    }

    @Override
    public void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {
        for (Watcher watcher : watchers) {
            watcher.after(scene, effects);
        }
    }

    @Override
    public void carriedOut(long nanos, int region, int partition, Effect effect) {
        for (Watcher watcher : watchers) {
            watcher.carriedOut(region, partition, effect);
        }
    }

    @Override
    public void durable(long nanos, int region, int partition, Record record) {
        for (Watcher watcher : watchers) {
            watcher.durable(region, partition, record);
        }
    }

    @Override
    public void crashed(long nanos, int region, boolean hasDisk) {
        for (Watcher watcher : watchers) {
            watcher.crashed(region, hasDisk);
        }
    }

    @Override
    public void restarted(long nanos, int region, int partition, Region state) {
        for (Watcher watcher : watchers) {
            watcher.restarted(state);
        }
    }
}
