package sparkgaia.core.golden;

import sparkgaia.core.topology.Topology;

import java.util.ArrayList;
import java.util.List;

/** Topologies as words. */
final class TopologyWords {
    private final List<String> regions;

    TopologyWords(List<String> regions) {
        this.regions = regions;
    }

    /** {@code mesh}, {@code star:B}, {@code hubs:A,B/C,D}, or links and forwards: {@code links:A>B,B>A;B:A>C}. */
    Topology topology(String text, List<String> members) {
        String rest = text.substring(text.indexOf(':') + 1);
        int[] all = members.stream().mapToInt(this::region).toArray();
        if (text.equals("mesh")) {
            return Topology.mesh(all);
        } else if (text.startsWith("star:")) {
            return Topology.star(all, region(rest));
        } else if (text.startsWith("hubs:")) {
            var groups = new ArrayList<int[]>();
            for (String group : rest.split("/")) {
                groups.add(List.of(group.split(",")).stream().mapToInt(this::region).toArray());
            }
            return Topology.hubs(groups);
        }
        String[] halves = rest.split(";");
        var links = new ArrayList<Topology.Link>();
        for (String link : halves[0].split(",")) {
            String[] ends = link.split(">");
            links.add(new Topology.Link(region(ends[0]), region(ends[1])));
        }
        var forwards = new ArrayList<Topology.Forward>();
        for (int i = 1; i < halves.length; i++) {
            String[] parts = halves[i].split("[:>]");
            forwards.add(
                    new Topology.Forward(region(parts[0]), region(parts[1]), region(parts[2])));
        }
        return Topology.of("custom", all, links, forwards);
    }

    private int region(String name) {
        int region = regions.indexOf(name);
        if (region < 0) {
            throw new IllegalArgumentException("there is no region " + name);
        }
        return region;
    }
}
