package sparkgaia.core;

import sparkgaia.core.topology.Topology;

import java.util.List;

/** What a person asks of a running job, through the lead of a region. */
public sealed interface Command {

    /** The links become these, one topology for each partition, with the same members. Asked of the first member. */
    record ChangeTopology(List<Topology> topologies) implements Command {}

    /** The members become those of these topologies. Asked of any of them; all have to consent. */
    record ChangeView(List<Topology> topologies) implements Command {}
}
