package sparkgaia.lab.check;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.lab.Observer;

import java.util.List;

/**
 * Members that have left the waits: one that is heard again and near enough is waited for again (I5); a batch is final
 * only if all that is forwarded into it is, whoever is waited for; and where pending is kept by clock, what comes late
 * is not left behind in a clock that is promised already (I3).
 */
final class Waited implements Observer {
    @Override
    public void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {
        if (state.isFailed()) {
            return;
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Persist persist
                    && persist.record() instanceof Record.BatchSealed sealed) {
                checkFinal(state, link(state, sealed.version(), sealed.to()), sealed.batch());
            }
        }
        if (event instanceof Event.FrameArrived arrived) {
            Link link = link(state, arrived.frame().version(), arrived.frame().from());
            Message message = arrived.frame().message();
            if (link != null && link.peer().session() == arrived.frame().session()) {
                if (message instanceof Message.Clock || message instanceof Message.Statement) {
                    checkBack(state, link);
                } else if (message instanceof Batch && state.job().model().isByClock()) {
                    checkLate(state, link);
                }
            }
        }
    }

    private static Link link(Region state, int version, int peer) {
        for (Links links : state.versions()) {
            if (links.version() == version) {
                return links.link(peer);
            }
        }
        return null;
    }

    private static void checkFinal(Region state, Link link, Batch batch) {
        if (link == null || batch.through() != Clocks.INFINITE) {
            return;
        }
        for (Link source : link.sources()) {
            Violation.check(
                    source.in().through() == Clocks.INFINITE,
                    "I3",
                    "%s says to %s that its link is final, but what comes from %s is through %s",
                    state.job().name(state.self()),
                    state.job().name(link.peer().region()),
                    state.job().name(source.peer().region()),
                    Clocks.text(source.in().through()));
        }
    }

    private static void checkBack(Region state, Link link) {
        SyncModel model = state.job().model();
        Violation.check(
                !link.peer().isSilent()
                        || !link.isStated()
                        || model.waits() && link.mirror() < state.clock() - 1 - model.slack(),
                "I5",
                "%s hears %s again, which is at clock %d and near enough, and does not wait for it",
                state.job().name(state.self()),
                state.job().name(link.peer().region()),
                link.mirror());
    }

    private static void checkLate(Region state, Link link) {
        for (Link into : link.into()) {
            int through = into.out().through();
            Violation.check(
                    through >= Clocks.FLUSHED || into.out().pendingClocks().first() > through,
                    "I3",
                    "%s has promised clock %d to %s and still holds deltas of clock %d",
                    state.job().name(state.self()),
                    through,
                    state.job().name(into.peer().region()),
                    into.out().pendingClocks().first());
        }
    }
}
