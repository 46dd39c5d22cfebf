package sparkgaia.train;

import sparkgaia.core.Invariant;
import sparkgaia.core.message.Request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a worker has asked and not been answered: at most one request to a partition, repeated until it is. */
final class Asks {
    private final Request[] unanswered;
    private final List<Ask> outgoing = new ArrayList<>();

    Asks(int partitions) {
        this.unanswered = new Request[partitions];
    }

    void ask(int partition, Request request) {
        Invariant.check(unanswered[partition] == null, "one request to a partition at a time");
        unanswered[partition] = request;
        outgoing.add(new Ask(partition, request));
    }

    /** The unanswered request to a partition if it is of this kind, or null. */
    <Q extends Request> Q unanswered(int partition, Class<Q> kind) {
        return kind.isInstance(unanswered[partition]) ? kind.cast(unanswered[partition]) : null;
    }

    boolean isWaitingFor(int partition) {
        return unanswered[partition] != null;
    }

    boolean isWaiting() {
        for (Request request : unanswered) {
            if (request != null) {
                return true;
            }
        }
        return false;
    }

    void answered(int partition) {
        unanswered[partition] = null;
    }

    /** Asks a partition again, after everything that was on its way to it may have been lost. */
    void repeat(int partition) {
        outgoing.removeIf(ask -> ask.partition() == partition);
        if (unanswered[partition] != null) {
            outgoing.add(new Ask(partition, unanswered[partition]));
        }
    }

    void clear() {
        Arrays.fill(unanswered, null);
        outgoing.clear();
    }

    List<Ask> drain() {
        var drained = List.copyOf(outgoing);
        outgoing.clear();
        return drained;
    }
}
