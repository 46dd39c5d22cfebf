package sparkgaia.core.link;

import sparkgaia.core.Record;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.topology.Topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * A region's links in one version of the topology. The version carries the deltas of the clocks after {@code first} up
 * to {@code end}; when its end is reached everything pending is obliged, and it drains until it is final. The stop of a
 * job is the end of its last version: flushing, and changing the topology, are the same thing.
 */
public final class Links {
    private final int version;
    private final int self;
    private final Topology topology;
    private final int first;
    private int end;
    private boolean isHeld;
    private final List<Link> links = new ArrayList<>();

    public Links(
            int version,
            int self,
            Topology topology,
            int first,
            SyncModel model,
            long burstNanos,
            RowSpace space,
            IntFunction<Peer> peers) {
        this.version = version;
        this.self = self;
        this.topology = topology;
        this.first = first;
        this.end = Clocks.INFINITE;
        for (int peer : topology.outgoing(self)) {
            links.add(
                    new Link(
                            peers.apply(peer),
                            topology.behind(self, peer),
                            new Outgoing(space, model.isByClock(), first, model.ration()),
                            new Incoming(first),
                            new TokenBucket(model.budget(), burstNanos),
                            first));
        }
        for (Link link : links) {
            int me = link.peer().region();
            Link[] into = pick(topology.forwards(self, me));
            var sources = new ArrayList<Link>();
            for (Link other : links) {
                for (int to : topology.forwards(self, other.peer().region())) {
                    if (to == me) {
                        sources.add(other);
                    }
                }
            }
            link.wire(into, sources.toArray(Link[]::new));
        }
    }

    private Link[] pick(int[] peers) {
        Link[] picked = new Link[peers.length];
        for (int i = 0; i < peers.length; i++) {
            picked[i] = link(peers[i]);
        }
        return picked;
    }

    /** The link with a region, or null. */
    public Link link(int peer) {
        int low = 0;
        int high = links.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int region = links.get(middle).peer().region();
            if (region == peer) {
                return links.get(middle);
            }
            if (region < peer) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    public List<Link> all() {
        return links;
    }

    public int version() {
        return version;
    }

    public Topology topology() {
        return topology;
    }

    public int first() {
        return first;
    }

    public int end() {
        return end;
    }

    public void setEnd(int clock) {
        end = clock;
    }

    /** Waits for the agreed copy of a new view: nothing goes over these links before. */
    public boolean isHeld() {
        return isHeld;
    }

    public void setHeld(boolean held) {
        isHeld = held;
    }

    /** Regions that are no members any more leave the links, and all waits on their account end. */
    public void keepOnly(Topology members) {
        keepOnly(members::hasMember);
    }

    private void keepOnly(IntPredicate isKept) {
        for (Link link : List.copyOf(links)) {
            if (!isKept.test(link.peer().region())) {
                links.remove(link);
                for (Link other : links) {
                    other.forget(link);
                }
            }
        }
    }

    /** Whether deltas of this clock go over these links. */
    public boolean carries(int clock) {
        return clock > first && clock <= end;
    }

    /** The own clock as these links see it: at the end there is nothing more to come. */
    public int own(int ownClock) {
        return ownClock >= end ? Clocks.INFINITE : ownClock;
    }

    /** Hands this region's own deltas to every link. */
    public void giveOwn(Rows rows, int clock, long weight) {
        for (Link link : links) {
            link.out().give(rows, null, clock, weight);
        }
    }

    /** Hands what came over a link to those that it is forwarded into. */
    public void forward(Link from, Rows rows, int[] obligedBy, int clock, long weight) {
        for (Link into : from.into()) {
            into.out().give(rows, obligedBy, clock, weight);
        }
    }

    /**
     * The {@code through} that a link could promise if no obliged row were left: the lowest of the own clock and of all
     * that is forwarded into it and in the waits. While somebody out of the waits is not final, flushed is the most.
     */
    public int promise(Link link, int ownClock) {
        int through = own(ownClock);
        boolean isFinal = true;
        for (Link source : link.sources()) {
            isFinal &= source.in().isFinal();
            if (source.isLive()) {
                through = Math.min(through, source.in().through());
            }
        }
        return through == Clocks.INFINITE && !isFinal ? Clocks.FLUSHED : through;
    }

    /** What a clock message on this link says: the lowest clock of all that are behind this side of it. */
    public Clock clock(Link link, int ownClock) {
        int clock = own(ownClock);
        int laggard = self;
        TreeSet<Integer> absent = null;
        for (Link source : link.sources()) {
            if (source.isLive() && source.mirror() < clock) {
                clock = source.mirror();
                laggard = source.laggard();
            }
            for (int member : source.absent()) {
                absent = absent == null ? new TreeSet<>() : absent;
                absent.add(member);
            }
        }
        int[] absentNow =
                absent == null ? NOBODY : absent.stream().mapToInt(Integer::intValue).toArray();
        return new Clock(clock, laggard, absentNow, List.of(), Clocks.NONE);
    }

    private static final int[] NOBODY = {};

    /** Whether nothing will ever move on these links again. */
    public boolean isDrained() {
        for (Link link : links) {
            if (!link.isDrained()) {
                return false;
            }
        }
        return true;
    }

    /** Writes these links as a part of an image. */
    public void image(Consumer<Record> sink) {
        int[] peers = links.stream().mapToInt(link -> link.peer().region()).toArray();
        sink.accept(new Record.Image.LinksKept(version, end, isHeld, peers));
        links.forEach(link -> link.image(version, sink));
    }

    /** Becomes what these links were; the parts of each link follow. */
    public void restore(Record.Image.LinksKept kept) {
        end = kept.end();
        isHeld = kept.isHeld();
        keepOnly(region -> Arrays.binarySearch(kept.peers(), region) >= 0);
    }
}
