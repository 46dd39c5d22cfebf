package sparkgaia.core;

import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.Peer;
import sparkgaia.core.message.Message;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.Version;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Other links while a job runs: another topology, chosen like a stop, or another view, begun by the consent of all its
 * members. Owns I6 over changes, and
 * that there are never two successors of one view.
 */
final class Views {
    static final int VERSIONS_MAX = 1000;

    private final State state;
    private final Outbox outbox;
    private final Speaker speaker;
    private final Starts starts;
    private final Endings endings;
    private final HandOver handOver;
    private final TreeMap<Integer, Message.Consent> early = new TreeMap<>();
    private final TreeSet<Integer> knocked = new TreeSet<>();

    Views(
            State state,
            Outbox outbox,
            Speaker speaker,
            Starts starts,
            Endings endings,
            HandOver handOver) {
        this.handOver = handOver;
        this.state = state;
        this.outbox = outbox;
        this.speaker = speaker;
        this.starts = starts;
        this.endings = endings;
    }

    /** A person asks; the answer says whether it is under way, or why not. */
    void ask(Command command) {
        String refusal = refusal(command);
        if (refusal != null) {
            outbox.add(new Effect.CommandDone(command, false, refusal));
            return;
        }
        if (command instanceof Command.ChangeTopology change) {
            // Others may have started one clock and the slack more than they have heard of this
            // region.
            int after = Math.max(state.clock() + state.model.stopSlack() + 1, starts.bound());
            begin(
                    new Version(
                            state.links().version() + 1,
                            state.history.view(),
                            state.self,
                            Math.min(after, state.stop()),
                            change.topologies()));
        } else if (command instanceof Command.ChangeView change && !state.agreement.isOpen()) {
            consent(state.history.view() + 1, change.topologies());
        }
        outbox.add(new Effect.CommandDone(command, true, "under way"));
    }

    private String refusal(Command command) {
        List<Topology> topologies =
                command instanceof Command.ChangeTopology change
                        ? change.topologies()
                        : ((Command.ChangeView) command).topologies();
        if (!state.isLead() || topologies.size() != state.job.partitions()) {
            return "it takes the lead, and a topology for each of "
                    + state.job.partitions()
                    + " partitions";
        }
        boolean isOver =
                command instanceof Command.ChangeView
                        ? state.isDone()
                        : state.clock() >= state.stop();
        if (state.failure() != null || isOver || state.clock() < 0) {
            return "the job is over or has not begun";
        }
        boolean isBusy =
                command instanceof Command.ChangeTopology
                        ? !isSettled() || !endings.isEverywhere()
                        : !endings.isEverywhere() || state.versions.size() >= VERSIONS_MAX;

        if (isBusy) {
            return "the last change of links is not through yet; ask again later";
        }
        int[] members = topologies.get(0).members();
        Topology now = state.links().topology();
        if (command instanceof Command.ChangeTopology) {
            return refusal(members, now);
        }
        if (state.agreement.isOpen()
                && !state.agreement.isSame(state.history.view() + 1, topologies)) {
            return "this region has consented to another view, "
                    + Arrays.toString(state.agreement.topologies().get(0).members());
        }
        if (Arrays.equals(members, now.members())) {
            return "these are the members already";
        }

        if (state.agreement.isDead(topologies)) {
            return "one of these members is done with the job, and consents to nothing any more";
        }
        return topologies.get(0).hasMember(state.self)
                ? null
                : "a region cannot evict itself; ask another member";
    }

    private String refusal(int[] members, Topology now) {
        if (state.agreement.isOpen()) {
            return "a change of members is under way";
        }
        if (!state.model.waits()) {
            return "model " + state.model + " has no common clock at which links could change";
        }
        if (state.self != now.members()[0]) {
            return "ask the first member, " + state.job.name(now.members()[0]);
        }
        return Arrays.equals(members, now.members())
                ? null
                : "a topology must have the same members";
    }

    private boolean isSettled() {
        for (Links links : state.versions) {
            if (links.isHeld() || links != state.links() && !links.isDrained()) {
                return false;
            }
        }
        return state.versions.size() < VERSIONS_MAX;
    }

    private void consent(int view, List<Topology> topologies) {
        var consent = new Agreement.Consent(starts.bound(), state.history.newest());
        outbox.record(new Record.ViewConsented(view, topologies, consent));
        for (int member : state.agreement.needed()) {
            sendConsent(state.peer(member), false);
        }
        conclude();
    }

    private void sendConsent(Peer peer, boolean isReply) {

        Agreement agreement = state.agreement;
        if (peer.region() != state.self) {
            outbox.sendDirect(
                    peer,
                    new Message.Consent(
                            agreement.view(),
                            agreement.topologies(),
                            agreement.of(state.self),
                            isReply));
        }
    }

    void hear(Peer peer, Message.Consent heard) {
        Agreement agreement = state.agreement;
        if (!state.isLead()
                || heard.topologies().size() != state.job.partitions()
                || !heard.topologies().get(0).hasMember(state.self)) {
            return;
        }
        if (heard.view() == state.history.view()
                && agreement.isSame(heard.view(), heard.topologies())) {
            // That member has not heard everybody yet.
            if (!heard.isReply()) {
                sendConsent(peer, true);
            }
            return;
        }
        if (heard.view() != state.history.view() + 1) {
            return;
        }
        if (!endings.isEverywhere()) {
            early.put(peer.region(), heard);
            return;
        }

        if (state.isDone() || agreement.isDead(heard.topologies())) {
            outbox.sendDirect(peer, new Message.Refusal(heard.view(), heard.topologies()));
            return;
        }
        if (!agreement.isOpen()) {
            consent(heard.view(), heard.topologies());
        }
        if (agreement.isOpen()
                && agreement.isSame(heard.view(), heard.topologies())
                && !agreement.hasHeard(peer.region())) {
            outbox.record(new Record.ConsentHeard(peer.region(), heard.consent()));
            conclude();
        }
    }

    void hear(Peer peer, Message.Refusal refusal) {
        Agreement agreement = state.agreement;
        if (agreement.isOpen()
                && agreement.isSame(refusal.view(), refusal.topologies())
                && refusal.topologies().get(0).hasMember(peer.region())) {

            outbox.record(new Record.ViewDropped(refusal.view()));
        }
    }

    private void conclude() {
        Agreement agreement = state.agreement;
        if (!agreement.isUnanimous()) {
            return;
        }
        Version newest = agreement.newest();
        if (newest != null && newest.number() > state.links().version()) {
            // A change of topology that this region had not heard of when it consented.
            enter(newest);
        }
        enter(agreement.agreed());
    }

    /** A change of topology begins, if it is the next and no view is under way: said on before any later clock. */
    void begin(Version version) {
        boolean isNext = version.view() == state.history.view() && !state.agreement.isOpen();
        if (state.isWaiting() ? version.view() > 0 : isNext) {
            if (state.isWaiting() || endings.isEverywhere()) {
                enter(version);
            } else if (version.number() == state.links().version() + 1) {
                state.deferred = version;
            }
        }
    }

    /** A version begins, as the lead has decided or heard. */
    void enter(Version version) {
        boolean isNumber = version.number() == state.links().version() + 1 || state.isWaiting();
        if (!isNumber || !version.hasMember(state.self)) {
            return;
        }
        boolean isView = version.view() > state.history.view();
        handOver.reset();
        outbox.record(new Record.VersionBegun(version));
        for (Link link : state.links().all()) {
            link.peer().hear(outbox.nowNanos());
        }

        speaker.touch();
        if (state.isLead()) {
            outbox.tellAll(new Inside.Begin(version));
        }
        if (!isView) {
            if (state.isLead()) {
                speaker.sendAll(new Message.Begin(version));
            }
            handOver.open();
        } else if (state.isLead()) {
            for (int member : version.members()) {
                letIn(state.peer(member));
            }
        }
    }

    /** On a new connection: what must not be lost between members. */
    void greet(Peer peer) {
        if (state.isLead()
                && state.agreement.isOpen()
                && Arrays.binarySearch(state.agreement.needed(), peer.region()) >= 0) {
            sendConsent(peer, false);
        }
        if (state.isLead() && state.isWaiting()) {
            outbox.sendDirect(peer, new Message.Knock());
        }
        refuseStranger(peer);
    }

    /** A newcomer is there: it hears of the view that has let it in, or that it comes too late. */
    void knock(Peer peer) {
        knocked.add(peer.region());
        letIn(peer);
    }

    /** Takes up what came while the copy of the last view was not everywhere in this region. */
    void resume() {
        if (state.deferred == null && early.isEmpty()
                || !state.isLead()
                || !endings.isEverywhere()) {
            return;
        }
        Version version = state.deferred;
        state.deferred = null;
        if (version != null) {
            begin(version);
        }
        var consents = new TreeMap<>(early);
        early.clear();
        consents.forEach((region, consent) -> hear(state.peer(region), consent));
    }

    /** Once this region is done it lets
     * nobody in any more, and says so to those who wait. */
    void turnAway() {
        if (knocked.isEmpty() || !state.isDone()) {
            return;
        }
        for (int region : knocked) {
            if (state.isDoneComplete() || !state.hasMember(region)) {
                outbox.sendDirect(state.peer(region), new Message.Over());
            }
        }
        knocked.clear();
    }

    private void letIn(Peer peer) {
        Version view = state.history.newestView();
        if (view != null && peer.region() != state.self && view.hasMember(peer.region())) {
            outbox.sendDirect(peer, new Message.Begin(view));
        }
    }

    void over() {
        if (state.isWaiting()) {
            endings.failAlone("the job is over in the other regions; this region came too late");
        }
    }

    /** Tells a region that is no member any more that it is not. */
    void refuseStranger(Peer peer) {
        if (state.history.view() > 0 && !state.history.newest().hasMember(peer.region())) {
            outbox.sendDirect(
                    peer,
                    new Message.Outdated(state.history.view(), state.history.newest().members()));
        }
    }

    void hear(Message.Outdated outdated) {
        if (!state.isWaiting()
                && outdated.view() > state.history.view()
                && Arrays.binarySearch(outdated.members(), state.self) < 0) {
            endings.failAlone(
                    "the others have gone on without this region, in view "
                            + outdated.view()
                            + "; admit it as a newcomer (gaia admit "
                            + state.job.name(state.self)
                            + ")");
        }
    }

    /** After a start: the partitions hear again which versions there are, and a view that all consented to begins. */
    void restart() {
        for (Version version : state.history.all()) {
            outbox.tellAll(new Inside.Begin(version));
        }
        if (state.agreement.isOpen()) {
            conclude();
        }
    }
}
