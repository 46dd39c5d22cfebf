package sparkgaia.core.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Follows a delta of every origin through a topology: the check that each member gets it exactly once. */
final class Routes {
    private final Topology topology;
    private final TreeMap<Long, TreeSet<Integer>> behind = new TreeMap<>();

    Routes(Topology topology) {
        this.topology = topology;
    }

    void check() {
        for (int member : topology.members()) {
            checkNeighbours(member);
        }
        for (int origin : topology.members()) {
            follow(origin);
        }
        behind.forEach(
                (pair, origins) ->
                        topology.setBehind((int) (pair >> 32), (int) (long) pair, origins));
    }

    private void checkNeighbours(int member) {
        for (int to : topology.outgoing(member)) {
            if (to == member || !topology.hasMember(to)) {
                throw new IllegalArgumentException(
                        "topology "
                                + topology.name()
                                + ": link "
                                + member
                                + " -> "
                                + to
                                + " leads to no other member");
            }
        }
        if (!Arrays.equals(topology.outgoing(member), topology.incoming(member))) {
            throw new IllegalArgumentException(
                    "topology "
                            + topology.name()
                            + ": member "
                            + member
                            + " sends to "
                            + Arrays.toString(topology.outgoing(member))
                            + " but hears "
                            + Arrays.toString(topology.incoming(member))
                            + "; links go both ways");
        }
        for (int from : topology.incoming(member)) {
            for (int to : topology.forwards(member, from)) {
                if (to == from || Arrays.binarySearch(topology.outgoing(member), to) < 0) {
                    throw new IllegalArgumentException(
                            "topology "
                                    + topology.name()
                                    + ": member "
                                    + member
                                    + " forwards from "
                                    + from
                                    + " to "
                                    + to
                                    + ", which is not another link of it");
                }
            }
        }
    }

    private void follow(int origin) {
        var routes = new TreeMap<Integer, List<Integer>>();
        routes.put(origin, List.of(origin));
        var open = new ArrayDeque<List<Integer>>();
        for (int to : topology.outgoing(origin)) {
            open.add(List.of(origin, to));
        }
        while (!open.isEmpty()) {
            List<Integer> route = open.remove();
            int from = route.get(route.size() - 2);
            int at = route.get(route.size() - 1);
            List<Integer> earlier = routes.putIfAbsent(at, route);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "topology "
                                + topology.name()
                                + ": a delta of member "
                                + origin
                                + " reaches member "
                                + at
                                + " twice, by "
                                + arrows(earlier)
                                + " and by "
                                + arrows(route));
            }
            behind.computeIfAbsent(Topology.pair(at, from), key -> new TreeSet<>()).add(origin);
            for (int to : topology.forwards(at, from)) {
                var longer = new ArrayList<>(route);
                longer.add(to);
                open.add(longer);
            }
        }
        for (int member : topology.members()) {
            if (!routes.containsKey(member)) {
                throw new IllegalArgumentException(
                        "topology "
                                + topology.name()
                                + ": a delta of member "
                                + origin
                                + " never reaches member "
                                + member
                                + "; the routes end at "
                                + routes.keySet());
            }
        }
    }

    private static String arrows(List<Integer> route) {
        var text = new StringBuilder();
        for (int member : route) {
            text.append(text.isEmpty() ? "" : " -> ").append(member);
        }
        return text.toString();
    }
}
