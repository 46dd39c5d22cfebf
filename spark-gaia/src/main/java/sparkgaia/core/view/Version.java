package sparkgaia.core.view;

import sparkgaia.core.topology.Topology;

import java.util.List;

/**
 * A version of the links, known to all before it begins.
 *
 * @param number one more than the version before
 * @param view the number of the view that it belongs to; if that is another than before, the members are others and
 *     take one agreed copy before the first clock
 * @param copier who makes the copy of a new view: its first member that was one before
 * @param after the last clock that goes over the version before
 * @param topologies one for each partition, all of the same members
 */
public record Version(int number, int view, int copier, int after, List<Topology> topologies) {
    public Version {
        topologies = List.copyOf(topologies);
    }

    public int[] members() {
        return topologies.get(0).members();
    }

    public boolean hasMember(int region) {
        return topologies.get(0).hasMember(region);
    }

    @Override
    public String toString() {
        return "version "
                + number
                + " of view "
                + view
                + " after clock "
                + after
                + ": "
                + topologies;
    }
}
