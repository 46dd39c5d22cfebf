package sparkgaia.core.view;

import sparkgaia.core.Record;
import sparkgaia.core.Record.Image.Proposal;
import sparkgaia.core.Record.Image.ProposalConsent;
import sparkgaia.core.Record.Image.ProposalDead;
import sparkgaia.core.topology.Topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * At the lead: the view that this region has consented to last, and who else has. It begins when every one of its
 * members that is one already has consented, after the highest clock that any of them had started. A member consents to one successor of a
 * view only, so there are never two; a proposal that cannot get all consents blocks, and is named.
 *
 * <p>A consent also names the newest links that its member knew: a change of topology that only some had heard of when
 * they consented is made good by all before the view begins, and one that nobody had heard of never happens.
 */
public final class Agreement {
    private int view;
    private List<Topology> topologies = List.of();
    private int[] needed = {};
    private boolean isOpen;
    private static final int DEAD_MAX = 100;

    private final List<List<Topology>> dead = new ArrayList<>();
    private final TreeMap<Integer, Consent> consents = new TreeMap<>();

    /** A member's consent: what it had started, and the newest version it knew of, or null for the first. */
    public record Consent(int started, Version newest) {}

    /** This region's own consent; every member of now that stays one has to give its own. */
    public void consent(int self, int proposed, List<Topology> of, int[] now, Consent own) {
        needed =
                Arrays.stream(of.get(0).members())
                        .filter(member -> Arrays.binarySearch(now, member) >= 0)
                        .toArray();
        view = proposed;
        topologies = of;
        isOpen = true;
        consents.clear();
        consents.put(self, own);
    }

    public void hear(int member, Consent consent) {
        consents.put(member, consent);
    }

    /** The view has begun; what was consented to is kept for members that have not heard all yet. */
    public void close() {
        isOpen = false;
        dead.clear();
    }

    /** Whether a proposal for the next view is known to be impossible. */
    public boolean isDead(List<Topology> of) {
        return dead.contains(of);
    }

    /** A member has said that it never will:
     * there is no such proposal any more. */
    public void drop() {
        if (dead.size() == DEAD_MAX) {
            dead.remove(0);
        }
        dead.add(topologies);
        isOpen = false;

        view = 0;
        topologies = List.of();
        consents.clear();
    }

    /** Whether this region has consented to a view that has not begun. */
    public boolean isOpen() {
        return isOpen;
    }

    /** Whether a proposal is the one that this region has consented to. */
    public boolean isSame(int proposed, List<Topology> of) {
        return proposed == view && of.equals(topologies);
    }

    public boolean hasHeard(int member) {
        return consents.containsKey(member);
    }

    public int view() {
        return view;
    }

    public List<Topology> topologies() {
        return topologies;
    }

    /** The members whose consent it takes: a newcomer's is not asked for. */
    public int[] needed() {
        return needed;
    }

    public Consent of(int member) {
        return consents.get(member);
    }

    public boolean isUnanimous() {
        return missing().length == 0;
    }

    /** The newest version of the links that any member knew of, or null for the first. */
    public Version newest() {
        Version newest = null;
        for (Consent consent : consents.values()) {
            if (consent.newest != null
                    && (newest == null || consent.newest.number() > newest.number())) {
                newest = consent.newest;
            }
        }
        return newest;
    }

    /** What was agreed, once it is unanimous. */
    public Version agreed() {
        int after = -1;
        for (int member : needed) {
            after = Math.max(after, consents.get(member).started);
        }
        int number = newest() == null ? 1 : newest().number() + 1;
        return new Version(number, view, needed[0], after, topologies);
    }

    /** The members whose consent is missing. */
    public int[] missing() {
        return Arrays.stream(needed).filter(member -> !consents.containsKey(member)).toArray();
    }

    /** Writes this agreement as a part of an image. */
    public void image(Consumer<Record> sink) {
        dead.forEach(of -> sink.accept(new ProposalDead(of)));
        sink.accept(new Proposal(view, topologies, needed, isOpen));
        consents.forEach((member, consent) -> sink.accept(new ProposalConsent(member, consent)));
    }

    /** Takes a part of an image. */
    public void restore(Record.Image.OfAgreement image) {
        if (image instanceof ProposalDead proposal) {
            dead.add(proposal.topologies());
        } else if (image instanceof Proposal proposal) {
            view = proposal.view();
            topologies = proposal.topologies();
            needed = proposal.needed();
            isOpen = proposal.isOpen();
        } else if (image instanceof ProposalConsent consent) {
            consents.put(consent.member(), consent.consent());
        }
    }
}
