package sparkgaia.core;

import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request.Pull;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.sync.Wait;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Workers that wait to start a clock, and the rule that lets them. Owns I5, and I4 at the reader. A worker starts when
 * every partition has let it; each asks its own links only.
 */
final class Starts {
    private final State state;
    private final Outbox outbox;
    private final List<Waiting> waiting = new ArrayList<>();
    private int highest = Clocks.NONE;

    /** A pull that was not answered, and since when. */
    record Waiting(Pull pull, long sinceNanos) {}

    /** What a pull waits for, and on whose account: a region, or -1. */
    record Cause(Wait what, int member) {}

    Starts(State state, Outbox outbox) {
        this.state = state;
        this.outbox = outbox;
    }

    /** Takes a worker's pull in; a repeat, or a newer one of the worker, replaces it. */
    void ask(Pull pull) {
        waiting.removeIf(other -> other.pull.worker() == pull.worker());
        waiting.add(new Waiting(pull, outbox.nowNanos()));
    }

    /** Answers whoever may start now. */
    void answer() {
        for (int i = 0; i < waiting.size(); i++) {
            Pull pull = waiting.get(i).pull;
            Reply reply = reply(pull);
            if (reply != null) {
                outbox.answer(pull.worker(), pull.attempt(), reply);
                waiting.remove(i--);
            }
        }
    }

    private Reply reply(Pull pull) {
        if (pull.clock() > state.stop()) {
            return new Reply.Stopped(state.stop());
        }
        if (cause(pull) != null) {
            return null;
        }
        highest = Math.max(highest, pull.clock());
        int[] barred = pull.waits() ? NOTHING : barred(pull);
        int[] free = pull.ids();
        if (barred.length > 0) {
            free = Arrays.stream(free).filter(id -> Arrays.binarySearch(barred, id) < 0).toArray();
        }
        return new Reply.Pulled(
                pull.clock(),
                state.values.read(free, pull.since()),
                barred,
                pull.waits(),
                state.values.changes());
    }

    private static final int[] NOTHING = {};

    private int[] barred(Pull pull) {
        if (isOpen()) {
            return NOTHING;
        }
        var barred = new ArrayList<Integer>();
        for (int id : pull.ids()) {
            if (barring(id, pull.clock()) != null) {
                barred.add(id);
            }
        }
        return barred.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean isOpen() {
        for (Links links : state.versions) {
            for (Link link : links.all()) {
                if (!link.barrier().isOpen()) {
                    return false;
                }
            }
        }
        return true;
    }

    private Link barring(int id, int clock) {
        for (Links links : state.versions) {
            for (Link link : links.all()) {
                if (link.isLive() && link.barrier().isBarred(id, clock)) {
                    return link;
                }
            }
        }
        return null;
    }

    /** What keeps a pull from being answered, or null. */
    Cause cause(Pull pull) {
        int clock = pull.clock();
        int place = state.commits.place(pull.worker());
        if (state.commits.applied(place) < clock - 1
                || state.clock() < clock - 1 - state.job.insideSlack()
                || clock > 0 && state.clock() < 0) {
            return new Cause(Wait.INSIDE, state.self);
        }
        if (state.agreement.isOpen() && clock > state.agreement.of(state.self).started()) {
            return new Cause(Wait.VIEW, state.agreement.missing()[0]);
        }
        if (state.deferred != null && clock > state.deferred.after()) {
            return new Cause(Wait.VIEW, state.self);
        }
        for (Links links : state.versions) {
            if (clock <= links.first() && !state.isUnborn()) {
                continue;
            }
            if (links.isHeld()) {

                return new Cause(
                        Wait.VIEW,
                        state.isWaiting() ? state.self : state.history.newestView().copier());
            }
            for (Link link : links.all()) {
                Wait wait = link.isLive() ? wait(link, clock) : null;
                if (wait != null) {
                    return new Cause(
                            wait, wait == Wait.MIRROR ? link.laggard() : link.peer().region());
                }
            }
        }
        SyncModel model = state.model;
        if (model.isByClock()
                && state.rounds.settled() < (clock == 1 ? 0 : clock - 1 - model.overlap())) {
            return new Cause(Wait.SETTLING, state.self);
        }
        if (pull.waits() && !isOpen()) {
            for (int id : pull.ids()) {
                Link link = barring(id, clock);
                if (link != null) {
                    return new Cause(Wait.BARRIER, link.peer().region());
                }
            }
        }
        return null;
    }

    private Wait wait(Link link, int clock) {
        SyncModel model = state.model;
        if (!link.hasStated()) {
            return Wait.STATEMENT;
        }
        int through = link.in().through();
        if (through < 0) {
            return Wait.CLOCK_ZERO;
        }
        if (model.waits() && link.mirror() < clock - 1 - model.slack()) {
            return Wait.MIRROR;
        }
        if (through < clock - 1 - model.throughSlack()) {
            return Wait.THROUGH;
        }
        if (link.out().through() < clock - 1 - model.sealSlack()) {
            return Wait.SEALING;
        }
        return null;
    }

    /** Answers everybody who waits that the job has failed. */
    void refuseAll(Reply.Refused refused) {
        for (Waiting entry : waiting) {
            outbox.answer(entry.pull.worker(), entry.pull.attempt(), refused);
        }
        waiting.clear();
    }

    /** A pull that has waited for longer than it may, with its cause as text; or null. */
    String overdue(long nanosMax) {
        for (Waiting entry : waiting) {
            if (outbox.nowNanos() - entry.sinceNanos > nanosMax) {
                return text(entry.pull, cause(entry.pull))
                        + " for longer than "
                        + nanosMax / 1_000_000
                        + " ms";
            }
        }
        return null;
    }

    private String text(Pull pull, Cause cause) {
        String what = "worker " + pull.worker() + " waits to start clock " + pull.clock();
        return cause == null
                ? what
                : what + " for " + cause.what.text() + " of region " + state.job.name(cause.member);
    }

    /** Who waits for what, in words. */
    List<String> texts() {
        return waiting.stream().map(entry -> text(entry.pull, cause(entry.pull))).toList();
    }

    /** What each waiting worker waits for. */
    TreeMap<Integer, Wait> causes() {
        var causes = new TreeMap<Integer, Wait>();
        for (Waiting entry : waiting) {
            Cause cause = cause(entry.pull);
            if (cause != null) {
                causes.put(entry.pull.worker(), cause.what);
            }
        }
        return causes;
    }

    /** A clock that no worker has gone past: a start may have been forgotten with an earlier incarnation. */
    int bound() {
        return Math.min(state.stop(), Math.max(highest, state.commits.highest() + 1));
    }

    /** The highest clock that a worker has started here, as far as this incarnation knows. */
    int highest() {
        return Math.max(highest, state.commits.highest());
    }
}
