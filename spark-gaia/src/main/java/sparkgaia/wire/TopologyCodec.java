package sparkgaia.wire;

import sparkgaia.core.topology.Topology;
import sparkgaia.core.topology.Topology.Forward;
import sparkgaia.core.topology.Topology.Link;
import sparkgaia.core.view.Version;
import sparkgaia.wire.BadFrame.Reason;

import java.util.ArrayList;
import java.util.List;

/** Topologies and versions of the links: the same members for all partitions, then each partition's links. */
final class TopologyCodec {
    private TopologyCodec() {}

    static void write(ByteWriter out, Version version) {
        out.varint(version.number());
        out.varint(version.view());
        out.varint(version.copier());
        out.varint(Limits.clockCode(version.after()));
        write(out, version.topologies());
    }

    static Version version(ByteReader in, Declared declared) throws BadFrame {
        int number = in.upTo(Integer.MAX_VALUE, "number of a version");
        int view = in.upTo(Integer.MAX_VALUE, "number of a view");
        int copier = in.upTo(declared.regions() - 1, "copier");
        int after = Limits.clock(in, "last clock of a version");
        return new Version(number, view, copier, after, topologies(in, declared));
    }

    static void write(ByteWriter out, List<Topology> topologies) {
        out.varint(topologies.size());
        for (Topology topology : topologies) {
            out.text(topology.name(), Limits.NAME_BYTES_MAX);
            ascending(out, topology.members());
            for (int member : topology.members()) {
                ascending(out, topology.outgoing(member));
                for (int from : topology.outgoing(member)) {
                    ascending(out, topology.forwards(member, from));
                }
            }
        }
    }

    static List<Topology> topologies(ByteReader in, Declared declared) throws BadFrame {
        int size = in.count(declared.partitions(), 2, "topologies");
        if (size != declared.partitions()) {
            throw in.bad(
                    Reason.RANGE,
                    size + " topologies for " + declared.partitions() + " partitions");
        }
        var topologies = new ArrayList<Topology>();
        for (int i = 0; i < size; i++) {
            topologies.add(topology(in, declared.regions()));
        }
        return topologies;
    }

    private static Topology topology(ByteReader in, int regions) throws BadFrame {
        String name = in.text(Limits.NAME_BYTES_MAX, "name of a topology");
        int[] members = ascending(in, regions, "members");
        var links = new ArrayList<Link>();
        var forwarding = new ArrayList<Forward>();
        for (int member : members) {
            int[] peers = ascending(in, regions, "links");
            for (int to : peers) {
                links.add(new Link(member, to));
            }
            for (int from : peers) {
                for (int to : ascending(in, regions, "links forwarded into")) {
                    forwarding.add(new Forward(member, from, to));
                }
            }
        }
        try {
            return Topology.of(name, members, links, forwarding);
        } catch (IllegalArgumentException e) {
            throw in.bad(Reason.RANGE, e.getMessage());
        }
    }

    /** Numbers from 0, each once, as their distances. */
    static void ascending(ByteWriter out, int[] numbers) {
        out.varint(numbers.length);
        int last = -1;
        for (int number : numbers) {
            out.varint(number - last - 1L);
            last = number;
        }
    }

    static int[] ascending(ByteReader in, int limit, String what) throws BadFrame {
        int[] numbers = new int[in.count(limit, 1, what)];
        int last = -1;
        for (int i = 0; i < numbers.length; i++) {
            long number = last + 1 + in.upTo((long) limit, what);
            if (number >= limit) {
                throw in.bad(Reason.RANGE, what + " has number " + number + " of " + limit);
            }
            last = (int) number;
            numbers[i] = last;
        }
        return numbers;
    }
}
