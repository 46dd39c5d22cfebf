package sparkgaia.core.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who sends what to whom, as data: directed links between members, and for each member into which of its outgoing links
 * the batches of an incoming one are forwarded. Members are region numbers; a topology may leave some regions out.
 * Immutable, and valid once made by {@link #of}: a delta of any origin reaches every other member exactly once.
 */
public final class Topology {
    private final String name;
    private final int[] members;
    private final TreeMap<Integer, int[]> outgoing = new TreeMap<>();
    private final TreeMap<Integer, int[]> incoming = new TreeMap<>();
    private final TreeMap<Long, int[]> forwards = new TreeMap<>();
    private final TreeMap<Long, int[]> behind = new TreeMap<>();

    /** A directed link. */
    public record Link(int from, int to) {}

    /** At {@code at}, what arrives from {@code from} is forwarded to {@code to}. */
    public record Forward(int at, int from, int to) {}

    private Topology(String name, int[] members, List<Link> links, List<Forward> forwarding) {
        this.name = name;
        this.members = members;
        var out = new TreeMap<Integer, TreeSet<Integer>>();
        var in = new TreeMap<Integer, TreeSet<Integer>>();
        for (Link link : links) {
            out.computeIfAbsent(link.from, key -> new TreeSet<>()).add(link.to);
            in.computeIfAbsent(link.to, key -> new TreeSet<>()).add(link.from);
        }
        out.forEach((member, peers) -> outgoing.put(member, ints(peers)));
        in.forEach((member, peers) -> incoming.put(member, ints(peers)));
        var onward = new TreeMap<Long, TreeSet<Integer>>();
        for (Forward forward : forwarding) {
            onward.computeIfAbsent(pair(forward.at, forward.from), key -> new TreeSet<>())
                    .add(forward.to);
        }
        onward.forEach((key, peers) -> forwards.put(key, ints(peers)));
    }

    /** A topology of these links, or an {@link IllegalArgumentException} that names the origin, the member and the routes. */
    public static Topology of(
            String name, int[] members, List<Link> links, List<Forward> forwarding) {
        int[] sorted = members.clone();
        Arrays.sort(sorted);
        var topology = new Topology(name, sorted, links, forwarding);
        new Routes(topology).check();
        return topology;
    }

    /** Everybody exchanges with everybody; nothing is forwarded. */
    public static Topology mesh(int[] members) {
        var links = new ArrayList<Link>();
        for (int from : members) {
            for (int to : members) {
                if (from != to) {
                    links.add(new Link(from, to));
                }
            }
        }
        return of("mesh", members, links, List.of());
    }

    /** All exchange with the root, which forwards between them: with another root per partition, sharded servers. */
    public static Topology star(int[] members, int root) {
        var links = new ArrayList<Link>();
        var forwarding = new ArrayList<Forward>();
        for (int leaf : members) {
            if (leaf == root) {
                continue;
            }
            links.add(new Link(leaf, root));
            links.add(new Link(root, leaf));
            for (int other : members) {
                if (other != leaf && other != root) {
                    forwarding.add(new Forward(root, leaf, other));
                }
            }
        }
        return of("star(" + root + ")", members, links, forwarding);
    }

    /**
     * The paper's overlay: members of a group exchange directly; the first member of each group is its hub, which
     * forwards what its group sends to the other hubs, and what other hubs send to its group.
     */
    public static Topology hubs(List<int[]> groups) {
        var links = new ArrayList<Link>();
        var forwarding = new ArrayList<Forward>();
        var members = new TreeSet<Integer>();
        for (int[] group : groups) {
            for (int from : group) {
                members.add(from);
                for (int to : group) {
                    if (from != to) {
                        links.add(new Link(from, to));
                    }
                }
            }
            for (int[] other : groups) {
                if (other[0] != group[0]) {
                    links.add(new Link(group[0], other[0]));
                    for (int i = 1; i < group.length; i++) {
                        forwarding.add(new Forward(group[0], group[i], other[0]));
                        forwarding.add(new Forward(group[0], other[0], group[i]));
                    }
                }
            }
        }
        return of("hubs", ints(members), links, forwarding);
    }

    public String name() {
        return name;
    }

    public int[] members() {
        return members;
    }

    public boolean hasMember(int region) {
        return Arrays.binarySearch(members, region) >= 0;
    }

    /** The regions that a member sends to, ascending. */
    public int[] outgoing(int member) {
        return outgoing.getOrDefault(member, NONE);
    }

    /** The regions that a member hears from, ascending. */
    public int[] incoming(int member) {
        return incoming.getOrDefault(member, NONE);
    }

    /** The regions to which a member forwards what it hears from {@code from}, ascending. */
    public int[] forwards(int member, int from) {
        return forwards.getOrDefault(pair(member, from), NONE);
    }

    /** The members whose deltas a member hears over the link from {@code from}, ascending. */
    public int[] behind(int member, int from) {
        return behind.getOrDefault(pair(member, from), NONE);
    }

    void setBehind(int member, int from, TreeSet<Integer> origins) {
        behind.put(pair(member, from), ints(origins));
    }

    private static final int[] NONE = {};

    static long pair(int first, int second) {
        return ((long) first << 32) | second;
    }

    private static int[] ints(Iterable<Integer> numbers) {
        var list = new ArrayList<Integer>();
        numbers.forEach(list::add);
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Topology topology
                && Arrays.equals(members, topology.members)
                && isSame(outgoing, topology.outgoing)
                && isSame(forwards, topology.forwards);
    }

    private static <K> boolean isSame(TreeMap<K, int[]> mine, TreeMap<K, int[]> theirs) {
        if (!mine.keySet().equals(theirs.keySet())) {
            return false;
        }
        for (K key : mine.keySet()) {
            if (!Arrays.equals(mine.get(key), theirs.get(key))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(members);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(members);
    }
}
