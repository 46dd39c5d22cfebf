package sparkgaia.core.view;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import sparkgaia.core.topology.Topology;

/**
 * At the lead: a view that was proposed, and who has consented to it. It begins when every one of its members has, after
 * the highest clock that any of them had started. A member consents to one successor only, so there are never two; a
 * proposal that cannot get all consents blocks, and is named.
 */
public final class Agreement {
    private int number;
    private List<Topology> topologies = List.of();
    private final TreeMap<Integer, Integer> started = new TreeMap<>();

    /** This region's own consent. */
    public void consent(int self, int proposed, List<Topology> of, int startedHere) {
        number = proposed;
        topologies = of;
        started.clear();
        started.put(self, startedHere);
    }

    public void hear(int member, int startedThere) {
        started.put(member, startedThere);
    }

    /** The version has begun: nothing is proposed any more. */
    public void close() {
        topologies = List.of();
        started.clear();
    }

    public boolean isOpen() {
        return !topologies.isEmpty();
    }

    /** Whether a proposal is the one that this region has consented to. */
    public boolean isSame(int proposed, List<Topology> of) {
        if (proposed != number || of.size() != topologies.size()) {
            return false;
        }
        for (int i = 0; i < of.size(); i++) {
            if (!of.get(i).equals(topologies.get(i))) {
                return false;
            }
        }
        return true;
    }

    public boolean hasHeard(int member) {
        return started.containsKey(member);
    }

    public int number() {
        return number;
    }

    public List<Topology> topologies() {
        return topologies;
    }

    public int[] members() {
        return topologies.get(0).members();
    }

    /** The highest clock that this region had started when it consented. */
    public int startedBy(int member) {
        return started.get(member);
    }

    /** What was agreed, or null while a consent is missing. */
    public Version agreed() {
        int after = -1;
        for (int member : members()) {
            if (!started.containsKey(member)) {
                return null;
            }
            after = Math.max(after, started.get(member));
        }
        return new Version(number, after, topologies, true);
    }

    /** The members whose consent is missing. */
    public int[] missing() {
        return isOpen()
                ? Arrays.stream(members())
                        .filter(member -> !started.containsKey(member))
                        .toArray()
                : new int[0];
    }
}
