package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Record;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.ClockMetrics;
import sparkgaia.core.message.Message.Statement;

import java.util.List;
import java.util.TreeSet;

/** How a job comes to its end: metrics, stop, finish. */
final class EndWatcher implements Watcher {
    private final Tally tally;
    private final TreeSet<Place> incomplete = new TreeSet<>();
    private boolean wasFinished;

    EndWatcher(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void before(Scene scene) {
        wasFinished = scene.state().isFinished();
    }

    @Override
    public void after(Scene scene, List<Effect> effects) {
        Message message = scene.message();
        boolean isMetricsNews = false;
        for (Effect effect : effects) {
            if (effect instanceof Effect.Persist persist) {
                isMetricsNews |= persist.record() instanceof Record.MetricsHeard;
                if (persist.record() instanceof Record.StopSet set) {
                    stop(scene, set.clock());
                }
            } else if (effect instanceof Effect.Finished finished) {
                finished(scene, finished);
            } else if (effect instanceof Effect.Send send) {
                tally.saw(
                        Situation.LATE_STATEMENT_ANSWERED,
                        wasFinished
                                && message instanceof Statement
                                && send.message() instanceof Statement);
            }
        }
        boolean isLead = scene.partition() == 0;
        tally.saw(
                Situation.METRICS_REPEATED,
                isLead && message != null && hasMetrics(message) && !isMetricsNews);
    }

    private static boolean hasMetrics(Message message) {
        List<ClockMetrics> metrics =
                message instanceof Clock clock
                        ? clock.metrics()
                        : message instanceof Statement statement
                                ? statement.clock().metrics()
                                : List.of();
        return !metrics.isEmpty() && metrics.get(metrics.size() - 1).clock() > 0;
    }

    private void stop(Scene scene, int set) {
        int heard = Clocks.INFINITE;
        if (scene.message() instanceof Message.StopAt stop) {
            heard = stop.clock();
        } else if (scene.message() instanceof Statement statement) {
            heard = statement.stop();
            tally.saw(Situation.STOP_BY_STATEMENT);
        }
        tally.saw(Situation.STOP_PASSED, heard < set);
    }

    private void finished(Scene scene, Effect.Finished finished) {
        var place = Place.of(scene.region(), scene.partition());
        if (finished.isComplete()) {
            tally.saw(
                    Situation.COMPLETED_LATER,
                    incomplete.remove(place) && !(scene.event() instanceof Event.Start));
        } else {
            incomplete.add(place);
        }
    }

    @Override
    public void crashed(int region, boolean hasDisk) {
        incomplete.removeIf(place -> place.region() == region);
    }
}
