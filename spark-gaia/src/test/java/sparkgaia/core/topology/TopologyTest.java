package sparkgaia.core.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sparkgaia.Seeds;
import sparkgaia.core.topology.Topology.Forward;
import sparkgaia.core.topology.Topology.Link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** I6 before a topology is used: a delta of any origin reaches every other member exactly once. */
class TopologyTest {
    private static int[] members(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** How often each member gets a delta of this origin. */
    private static TreeMap<Integer, Integer> arrivals(Topology topology, int origin) {
        var arrivals = new TreeMap<Integer, Integer>();
        var open = new ArrayList<int[]>();
        for (int to : topology.outgoing(origin)) {
            open.add(new int[] {origin, to});
        }
        while (!open.isEmpty()) {
            int[] hop = open.remove(open.size() - 1);
            assertTrue(arrivals.merge(hop[1], 1, Integer::sum) < 10, "it never ends");
            for (int to : topology.forwards(hop[1], hop[0])) {
                open.add(new int[] {hop[1], to});
            }
        }
        return arrivals;
    }

    private static void assertEverybodyOnce(Topology topology) {
        for (int origin : topology.members()) {
            TreeMap<Integer, Integer> arrivals = arrivals(topology, origin);
            for (int member : topology.members()) {
                assertEquals(
                        member == origin ? 0 : 1,
                        arrivals.getOrDefault(member, 0),
                        topology + " from " + origin + " to " + member);
            }
        }
        for (int member : topology.members()) {
            var heard = new TreeSet<Integer>();
            for (int from : topology.incoming(member)) {
                for (int origin : topology.behind(member, from)) {
                    assertTrue(heard.add(origin), "behind one link only");
                }
            }
            assertEquals(topology.members().length - 1, heard.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void meshesStarsAndHubsReachEverybodyOnce(int count) {
        int[] all = members(count);
        assertEverybodyOnce(Topology.mesh(all));
        for (int root : all) {
            assertEverybodyOnce(Topology.star(all, root));
        }
        for (int size = 1; size <= count; size++) {
            var groups = new ArrayList<int[]>();
            for (int first = 0; first < count; first += size) {
                groups.add(IntStream.range(first, Math.min(first + size, count)).toArray());
            }
            assertEverybodyOnce(Topology.hubs(groups));
        }
    }

    @Seeds(50)
    void hubsOfAnyGroupsReachEverybodyOnce(Random random) {
        var shuffled = new ArrayList<Integer>();
        int count = 2 + random.nextInt(10);
        for (int member = 0; member < count; member++) {
            shuffled.add(member * 3);
        }
        Collections.shuffle(shuffled, random);
        var groups = new ArrayList<int[]>();
        int at = 0;
        while (at < shuffled.size()) {
            int size = 1 + random.nextInt(Math.min(4, shuffled.size() - at));
            groups.add(
                    shuffled.subList(at, at + size).stream().mapToInt(Integer::intValue).toArray());
            at += size;
        }
        assertEverybodyOnce(Topology.hubs(groups));
    }

    private static String refusal(int members, List<Link> links, List<Forward> forwards) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> Topology.of("odd", members(members), links, forwards))
                .getMessage();
    }

    private static List<Link> bothWays(int... ends) {
        var links = new ArrayList<Link>();
        for (int i = 0; i < ends.length; i += 2) {
            links.add(new Link(ends[i], ends[i + 1]));
            links.add(new Link(ends[i + 1], ends[i]));
        }
        return links;
    }

    @Test
    void aMemberThatIsReachedTwiceIsNamedWithBothRoutes() {
        assertEquals(
                "topology odd: a delta of member 0 reaches member 2 twice, by 0 -> 2 and by 0 -> 1"
                        + " -> 2",
                refusal(3, bothWays(0, 1, 1, 2, 0, 2), List.of(new Forward(1, 0, 2))));
    }

    @Test
    void aMemberThatIsNeverReachedIsNamed() {
        assertEquals(
                "topology odd: a delta of member 0 never reaches member 2; the routes end at [0,"
                        + " 1]",
                refusal(3, bothWays(0, 1, 1, 2), List.of()));
    }

    @Test
    void aDeltaNeverComesBackToItsOrigin() {
        String ring =
                refusal(
                        3,
                        bothWays(0, 1, 1, 2, 2, 0),
                        List.of(new Forward(1, 0, 2), new Forward(2, 1, 0)));
        assertTrue(ring.contains("twice"), ring);
    }

    @Test
    void chainsOfForwardingThatNeverEndAreRefused() {
        String ring =
                refusal(
                        4,
                        bothWays(0, 1, 1, 2, 2, 3, 3, 1),
                        List.of(
                                new Forward(1, 0, 2),
                                new Forward(2, 1, 3),
                                new Forward(3, 2, 1),
                                new Forward(1, 3, 2)));
        assertTrue(ring.contains("twice"), ring);
    }

    @Test
    void linksThatGoOneWayAreRefused() {
        assertTrue(refusal(2, List.of(new Link(0, 1)), List.of()).contains("links go both ways"));
        assertTrue(
                refusal(3, List.of(new Link(0, 1), new Link(1, 2), new Link(2, 0)), List.of())
                        .contains("links go both ways"));
    }

    @Test
    void linksAndForwardsThatLeadNowhereAreRefused() {
        assertEquals(
                "topology odd: link 0 -> 7 leads to no other member",
                refusal(2, bothWays(0, 1, 0, 7), List.of()));
        assertEquals(
                "topology odd: link 0 -> 0 leads to no other member",
                refusal(2, bothWays(0, 1, 0, 0), List.of()));
        assertEquals(
                "topology odd: member 1 forwards from 0 to 0, which is not another link of it",
                refusal(2, bothWays(0, 1), List.of(new Forward(1, 0, 0))));
    }

    @Test
    void anyChangeOfForwardingInAStarIsFound() {
        var links = bothWays(0, 1, 0, 2, 0, 3);
        var forwards = new ArrayList<Forward>();
        for (int from = 1; from <= 3; from++) {
            for (int to = 1; to <= 3; to++) {
                if (from != to) {
                    forwards.add(new Forward(0, from, to));
                }
            }
        }
        assertEverybodyOnce(Topology.of("star", members(4), links, forwards));
        for (Forward missing : forwards) {
            var fewer = new ArrayList<>(forwards);
            fewer.remove(missing);
            assertEquals(
                    "topology odd: a delta of member "
                            + missing.from()
                            + " never reaches member "
                            + missing.to(),
                    refusal(4, links, fewer).replaceAll(";.*", ""));
        }
    }

    @Test
    void aMemberAloneHasNoLinks() {
        assertArrayEquals(new int[0], Topology.mesh(new int[] {4}).outgoing(4));
        assertTrue(Topology.mesh(new int[] {4}).hasMember(4));
    }
}
