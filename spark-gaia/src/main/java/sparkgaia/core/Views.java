package sparkgaia.core;

import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.Peer;
import sparkgaia.core.message.Message;
import sparkgaia.core.table.RowMap;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.Version;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Other links while a job runs: another topology, chosen like a stop, or another view, begun by the consent of all its
 * members, who finish the last common clock, flush among themselves and take one agreed copy. Owns I6 over changes, and
 * that there are never two successors of one view.
 */
final class Views {
    static final int VERSIONS_MAX = 1000;

    private final State state;
    private final Outbox outbox;
    private final Speaker speaker;
    private final Starts starts;
    private final Endings endings;
    private final TreeMap<Long, Rows> owns = new TreeMap<>();
    private final TreeSet<Integer> knocked = new TreeSet<>();
    private long askedSession = Peer.NO_SESSION;

    Views(State state, Outbox outbox, Speaker speaker, Starts starts, Endings endings) {
        this.state = state;
        this.outbox = outbox;
        this.speaker = speaker;
        this.starts = starts;
        this.endings = endings;
    }

    /** A person asks; the answer says whether it is under way, or why not. */
    void ask(Command command) {
        String refusal = refusal(command);
        outbox.add(
                new Effect.CommandDone(
                        command, refusal == null, refusal == null ? "under way" : refusal));
        if (refusal != null) {
            return;
        }
        if (command instanceof Command.ChangeTopology change) {
            // Others may have started one clock and the slack more than they have heard of this
            // region.
            int after = Math.max(state.clock() + state.model.stopSlack() + 1, starts.bound());
            begin(
                    new Version(
                            state.links().version() + 1,
                            state.view(),
                            state.self,
                            Math.min(after, state.stop()),
                            change.topologies()));
        } else if (command instanceof Command.ChangeView change && !state.agreement.isOpen()) {
            consent(state.view() + 1, change.topologies());
        }
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
                        ? !isSettled()
                        : state.links().isHeld() || state.versions.size() >= VERSIONS_MAX;
        if (isBusy) {
            return "the last change of links is not through yet; ask again later";
        }
        int[] members = topologies.get(0).members();
        Topology now = state.links().topology();
        if (command instanceof Command.ChangeTopology) {
            return refusal(members, now);
        }
        if (state.agreement.isOpen() && !state.agreement.isSame(state.view() + 1, topologies)) {
            return "this region has consented to another view, "
                    + Arrays.toString(state.agreement.topologies().get(0).members());
        }
        if (Arrays.equals(members, now.members())) {
            return "these are the members already";
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
        var consent = new Agreement.Consent(starts.bound(), state.newest());
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
        if (heard.view() == state.view() && agreement.isSame(heard.view(), heard.topologies())) {
            // That member has not heard everybody yet.
            if (!heard.isReply()) {
                sendConsent(peer, true);
            }
            return;
        }
        if (heard.view() != state.view() + 1 || state.links().isHeld()) {
            return;
        }
        if (state.isDone()) {
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
                && refusal.topologies().get(0).hasMember(peer.region())
                && !agreement.hasHeard(peer.region())) {
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
        boolean isNext = version.view() == state.view() && !state.agreement.isOpen();
        if (state.isWaiting() ? version.view() > 0 : isNext) {

            enter(version);
        }
    }

    /** A version begins, as the lead has decided or heard. */
    void enter(Version version) {
        boolean isNumber = version.number() == state.links().version() + 1 || state.isWaiting();
        if (!isNumber || !version.hasMember(state.self)) {

            return;
        }
        boolean isView = version.view() > state.view();
        askedSession = Peer.NO_SESSION;
        outbox.record(new Record.VersionBegun(version));
        speaker.touch();

        if (state.isLead()) {
            outbox.tellAll(new Inside.Begin(version));
        }
        if (!isView) {
            if (state.isLead()) {
                speaker.sendAll(new Message.Begin(version));
            }
            open();
        } else if (state.isLead()) {
            for (int member : version.members()) {
                letIn(state.peer(member));
            }
        }
    }

    /** The newest links may be spoken on. */
    private void open() {
        for (Link link : state.links().all()) {
            if (link.peer().isConnected()) {
                link.bucket().setRate(link.peer().bytesPerSecond(), outbox.nowNanos());
                speaker.state(state.links(), link, false);
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

    /** Once this region is done it lets nobody in any more, and says so to those who wait. */
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
        Version view = state.newestView();
        if (view != null && peer.region() != state.self && view.hasMember(peer.region())) {
            outbox.sendDirect(peer, new Message.Begin(view));
        }
    }

    void over() {
        if (state.isWaiting()) {
            endings.failAlone("the job is over in the other regions; this region came too late");
        }
    }

    /** Tells a region that is no member any more
     * that it is not. */
    void refuseStranger(Peer peer) {
        if (state.view() > 0 && !state.newest().hasMember(peer.region())) {
            outbox.sendDirect(peer, new Message.Outdated(state.view(), state.newest().members()));
        }
    }

    void hear(Message.Outdated outdated) {
        if (!state.isWaiting()
                && outdated.view() > state.view()
                && Arrays.binarySearch(outdated.members(), state.self) < 0) {
            endings.failAlone(
                    "the others have gone on without this region, in view "
                            + outdated.view()
                            + "; admit it as a newcomer (gaia admit "
                            + state.job.name(state.self)
                            + ")");
        }
    }

    /** Once everything common is here: asks for the agreed copy, or makes it. */
    void handOver() {
        Links fresh = state.links();
        if (!fresh.isHeld() || !isReady(fresh)) {
            return;
        }
        int copier = state.newestView().copier();
        if (state.self == copier) {
            makeCopy();
            return;
        }
        Peer peer = state.peer(copier);

        if (peer.isConnected() && peer.session() != askedSession) {
            askedSession = peer.session();
            outbox.sendDirect(peer, new Message.Own(fresh.version(), state.values.own().toRows()));
        }
    }

    private boolean isReady(Links fresh) {
        if (state.isUnborn()) {
            return !state.isWaiting();
        }
        int last = Math.min(fresh.first(), state.stop());

        if (state.clock() < last || state.model.isByClock() && state.rounds.settled() < last) {
            return false;
        }
        for (Links links : state.versions) {
            if (links != fresh && !links.isDrained()) {
                return false;
            }
        }
        return true;
    }

    void hear(Peer peer, Message.Own own) {
        Links fresh = state.links();
        if (own.counts().flaw(state.space) != null) {
            return;
        }
        if (own.version() == fresh.version() && !fresh.isHeld() && state.copy() != null) {
            outbox.sendDirect(peer, state.copy());
        } else if (own.version() >= fresh.version() && own.version() <= fresh.version() + 2) {
            // It may be there before this region knows of the version: at most a change of topology
            // and a view ahead.
            owns.put(key(own.version(), peer.region()), own.counts());
        }
    }

    private static long key(int version, int member) {
        return (long) version << 32 | member;
    }

    private void makeCopy() {
        Links fresh = state.links();
        for (int member : staying(fresh)) {
            if (member != state.self && !owns.containsKey(key(fresh.version(), member))) {
                return;
            }
        }
        take(copy(fresh));
        for (int member : fresh.topology().members()) {
            if (member != state.self) {
                outbox.sendDirect(state.peer(member), state.copy());
            }
        }
        owns.clear();
    }

    /** The members that were members before. */
    private int[] staying(Links fresh) {
        Topology before = state.versions.get(state.versions.size() - 2).topology();
        return Arrays.stream(fresh.topology().members()).filter(before::hasMember).toArray();
    }

    /** Weights as they are here;
     * counts as the initial value and what every member itself has added. */
    private Message.Copy copy(Links fresh) {
        var rows = new RowMap(state.space);
        for (int id = 0; id < state.space.size(); id++) {
            if (state.space.spec(id).isShared()) {
                rows.add(
                        id,
                        state.space.spec(id).isCounts()
                                ? Values.initial(state.space, id)
                                : state.values.get(id));
            }
        }
        // Late deltas of somebody who had left the waits count as the next clock's, which this view
        // begins without.
        rows.add(state.rounds.unsettledWeights());
        rows.add(state.values.own().toRows());
        for (int member : staying(fresh)) {
            if (member != state.self) {
                rows.add(owns.get(key(fresh.version(), member)));
            }
        }
        var outer = new TreeMap<>(state.rounds.outerState());
        int[] ids = outer.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[][] states = outer.values().stream().map(int[]::clone).toArray(int[][]::new);
        return new Message.Copy(fresh.version(), rows.toRows(), ids, states);
    }

    void hear(Message.Copy copy) {
        Links fresh = state.links();
        if (fresh.isHeld()
                && copy.version() == fresh.version()
                && copy.rows().flaw(state.space) == null
                && isReady(fresh)) {
            take(copy);
        }
    }

    private void take(Message.Copy copy) {
        outbox.record(new Record.CopyTaken(copy.version(), copy));
        speaker.touch();

        open();
    }

    /** After a start: the partitions hear again which versions there are, and a view that all consented to begins. */
    void restart() {
        for (Version version : state.begun()) {
            outbox.tellAll(new Inside.Begin(version));
        }
        if (state.agreement.isOpen()) {
            conclude();
        }
    }
}
