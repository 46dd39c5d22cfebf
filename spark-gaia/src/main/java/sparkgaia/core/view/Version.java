package sparkgaia.core.view;

import java.util.List;
import sparkgaia.core.topology.Topology;

/**
 * A version of the links, known to all before it begins.
 *
 * @param number one more than the version before
 * @param after the last clock that goes over the version before
 * @param topologies one for each partition, all of the same members
 * @param isView the members are others: everybody takes one agreed copy before the first clock
 */
public record Version(int number, int after, List<Topology> topologies, boolean isView) {
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
        return "version " + number + " after clock " + after + (isView ? ", a view" : "") + ": " + topologies;
    }
}
