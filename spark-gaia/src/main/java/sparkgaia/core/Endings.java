package sparkgaia.core;

import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.Peer;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Reply;
import sparkgaia.core.sync.SyncModel;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a job ends in a region, and what it does about members that it does not hear: stop, failure, leases, finish. */
final class Endings {
    private final State state;
    private final Outbox outbox;
    private final Speaker speaker;
    private final Starts starts;
    private final TreeMap<Integer, Inside.Flushed> words = new TreeMap<>();
    private Flushed told = Flushed.NO;
    private int toldVersion;
    private long progressNanos;

    private boolean isFinished;
    private boolean isComplete;

    /** How far a partition is at the end of a job. */
    public enum Flushed {
        NO,
        /** With all that are in the waits. */
        LIVE,
        /** With everybody. */
        COMPLETE
    }

    Endings(State state, Outbox outbox, Speaker speaker, Starts starts) {
        this.state = state;
        this.outbox = outbox;
        this.speaker = speaker;
        this.starts = starts;
    }

    /** The job stops after this clock, or after the highest that was started here if that is past it. */
    void stopAt(int clock) {
        int stop = Math.max(clock, starts.highest());
        if (!state.isLead() || stop >= state.stop()) {
            return;
        }
        outbox.record(new Record.StopSet(stop));
        speaker.touch();
        speaker.sendAll(new Message.StopAt(clock));
        outbox.tellAll(new Inside.Stop(stop));
    }

    /** The lead has said so. */
    void stopInside(int stop) {
        if (stop < state.stop()) {
            speaker.touch();
            outbox.record(new Record.StopSet(stop));
        }
    }

    /** The job has failed; everybody is told. */
    void fail(int member, String reason) {
        if (state.failure() == null && !state.isDoneComplete()) {

            fail(member, reason, false);
            speaker.sendAll(new Message.Abort(member, reason));
        }
    }

    /** The host has given up this region's workers. Nobody needs them once its part is done, and the lead knows. */
    void abandon(String reason) {
        if (state.isLead() && !state.isDone()) {
            fail(state.self, reason);
        }
    }

    /** The job has failed for this region only: the others may go on. */
    void failAlone(String reason) {
        if (state.failure() == null) {
            fail(state.self, reason, true);
        }
    }

    private void fail(int member, String reason, boolean isAlone) {
        outbox.record(new Record.JobFailed(member, reason, isAlone));
        outbox.tellAll(new Inside.Failure(member, reason, isAlone));
        starts.refuseAll(refusal());
        reportFailure();
    }

    /** Tells the host. */
    void reportFailure() {
        Record.JobFailed failure = state.failure();
        outbox.add(
                failure.isAlone()
                        ? new Effect.Out(failure.reason())
                        : new Effect.Failed(failure.member(), failure.reason()));
    }

    Reply.Refused refusal() {
        Record.JobFailed failure = state.failure();
        return new Reply.Refused(
                Reply.Reason.JOB_FAILED,
                "region " + state.job.name(failure.member()) + ": " + failure.reason());
    }

    /** Looks for members that were not heard for a lease, and for waits past their deadline. */
    void checkDeadlines() {
        Job.Limits limits = state.job.limits();
        long now = outbox.nowNanos();
        for (Peer peer : state.peers()) {
            long silence = now - peer.heardNanos();
            if (silence <= limits.leaseNanos() || isDone(peer)) {
                continue;
            }
            if (state.job.policy() == Job.Policy.CONTINUE) {
                peer.setSilent(true);
                speaker.touch();

            } else if (silence > limits.waitNanosMax()) {
                fail(
                        state.self,
                        "region "
                                + state.job.name(peer.region())
                                + " has not been heard for "
                                + silence / Job.Limits.MILLIS
                                + " ms; mend its sidecar or its network, or evict it (gaia evict "
                                + state.job.name(peer.region())
                                + ")");
                return;
            }
        }
        checkEnd(now, limits.waitNanosMax());
        String overdue = starts.overdue(limits.waitNanosMax());

        if (overdue != null) {
            fail(state.self, overdue);
        }
    }

    /** Something was decided or came in: whoever waits here waits for something that goes on. */
    void noteProgress() {
        if (outbox.hasRecords()) {
            progressNanos = outbox.nowNanos();
        }
    }

    /** Waits that no worker has: for the flush after the last clock, and for the copy of a view. */
    private void checkEnd(long now, long nanosMax) {
        boolean isEnd =
                state.clock() >= Math.min(state.stop(), state.links().first())
                                && state.links().isHeld()
                        || state.clock() >= state.stop() && told == Flushed.NO;
        // Under continue a live member may take its time, and a newcomer waits for a person.
        boolean isPatient = state.job.policy() == Job.Policy.CONTINUE || state.isWaiting();
        if (isPatient || !isEnd || now - progressNanos <= nanosMax || state.failure() != null) {

            return;
        }
        Link late = late();
        String what =
                late == null
                        ? "the copy of the next view did not come"
                        : "the flush waits for region " + behind(late);
        fail(state.self, what + " for longer than " + nanosMax / Job.Limits.MILLIS + " ms");
    }

    /** A link that is not flushed: rather one that owes something than one that is owed. */
    private Link late() {
        Link late = null;
        for (Links links : state.versions) {
            for (Link link : links.all()) {
                if (link.isLive() && !link.isFlushed() && (late == null || late.in().isFlushed())) {
                    late = link;
                }
            }
        }
        return late;
    }

    /** The neighbour, and whoever it may be waiting for in its turn. */
    private String behind(Link link) {
        int neighbour = link.peer().region();
        String others =
                Arrays.stream(link.behind())
                        .filter(member -> member != neighbour)
                        .mapToObj(state.job::name)
                        .collect(Collectors.joining(", "));
        String name = state.job.name(neighbour);
        return others.isEmpty() ? name : name + " or one behind it (" + others + ")";
    }

    private boolean isDone(Peer peer) {

        for (Links links : state.versions) {
            Link link = links.link(peer.region());
            if (link != null && !link.isDrained()) {
                return false;
            }
        }
        return true;
    }

    /** A member that was silent is in the waits again once it is near enough. */
    void rejoin(Link link) {
        SyncModel model = state.model;
        if (link.peer().isSilent()
                && link.isStated()
                && (!model.waits() || link.mirror() >= state.clock() - 1 - model.slack())) {
            link.peer().setSilent(false);
            speaker.touch();
        }
    }

    /** How far this partition is: what it knows, and what it has told the lead, change together. */
    void checkFlushed() {
        if (state.links().isHeld()) {
            return;
        }
        Flushed now = flushed();
        int version = state.links().version();
        if (now == told && version == toldVersion) {
            return;
        }
        told = now;
        toldVersion = version;
        var word = new Inside.Flushed(version, now);

        if (state.isLead()) {
            hear(0, word);
        } else {
            outbox.add(new Effect.Tell(0, word));
        }
    }

    private Flushed flushed() {
        if (state.clock() < state.stop() || state.links().isHeld() || state.rounds.hasOpen()) {
            return Flushed.NO;
        }
        boolean isAll = true;
        for (Links links : state.versions) {
            for (Link link : links.all()) {
                if (link.isLive() && !link.isFlushed()) {
                    return Flushed.NO;
                }
                isAll &= link.isDrained();
            }
        }
        return isAll ? Flushed.COMPLETE : Flushed.LIVE;
    }

    /** At the lead: whether every partition of the region has the newest links, and may speak on them. */
    boolean isEverywhere() {
        int version = state.links().version();
        for (int partition = 1; partition < state.job.partitions(); partition++) {
            Inside.Flushed word = words.get(partition);
            if ((word == null ? 0 : word.version()) != version) {
                return false;
            }
        }
        return !state.links().isHeld();
    }

    /** At the lead: a partition's word. */
    void hear(int partition, Inside.Flushed word) {
        words.put(partition, word);
    }

    /**
     * At the lead: when every partition has shared and heard all there is, the region's part is done, and it can consent
     * to no other view any more: its model may be in use.
     */
    void checkFinished() {
        if (!state.isLead() || state.agreement.isOpen() || words.size() < state.job.partitions()) {
            return;
        }
        boolean isAll = true;
        for (Inside.Flushed word : words.values()) {
            if (word.version() != state.links().version() || word.flushed() == Flushed.NO) {
                return;
            }
            isAll &= word.flushed() == Flushed.COMPLETE;
        }
        if (isFinished && (isComplete || !isAll)) {
            return;
        }
        finish(isAll);
        outbox.tellAll(new Inside.Finish(isAll));
    }

    /** The lead's word that the region's part is done. */
    void finish(boolean isAll) {
        isFinished = true;
        isComplete = isAll;
        outbox.record(new Record.JobDone(isAll));
        outbox.add(new Effect.Finished(isAll));
    }

    boolean isFinished() {
        return isFinished;
    }

    boolean isComplete() {
        return isComplete;
    }

    /** Whether nothing more is expected here. */
    boolean isOver() {
        return isComplete && told == Flushed.COMPLETE;
    }
}
